package org.yanqian.query.workqueue;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.yanqian.query.web.Filter;
import org.yanqian.query.web.Paging;
import org.yanqian.query.web.QueryClock;
import org.yanqian.query.web.Viewer;

/** Reads the queue as it stands now: what waits for a witness or is overdue depends on the hour. */
@Component
class WorkQueue {
    /**
     * @param state as recorded, {@code WAITING_FOR_WITNESS} while the announcement or the close is
     *     under no cosigned checkpoint, {@code AWAITING_RESULT} once the beacon's time has come
     * @param light {@code OVERDUE}, {@code SOON} (five days), {@code ON_TIME} or {@code NO_DATE}
     * @param beaconRound that the draw waits for, 0 where there is none
     * @param missingWitnesses whose cosignatures the quorum lacks, since {@code waitingSince}; at
     *     {@code lapsesAt} the draw lapses. Empty and absent where it waits for none
     * @param year 0, as the quarter, where the item belongs to no line of a plan
     * @param targetName empty where the item concerns no site
     */
    @Schema(
            example =
                    "{\"kind\":\"RESULT_TO_PUBLISH\",\"state\":\"TO_DO\",\"light\":\"SOON\",\"bureau\":\"yunling\",\"plan\":\"plan/yunling/2026/Q4/L1\",\"year\":2026,\"quarter\":4,\"itemName\":\"排污许可证后监管\",\"drawId\":\"yanqian.sample/yunling/2026/1\",\"label\":\"5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f\",\"objectId\":\"QY000001\",\"targetName\":\"样本化工（样本00001）有限公司\",\"quantity\":1,\"role\":\"publisher\",\"assignees\":\"\",\"dueAt\":\"2026-12-23T15:59:59Z\",\"dueBasis\":\"QUARTER_COMPLETED\",\"provisional\":false,\"beaconRound\":0,\"missingWitnesses\":\"\",\"sinceIdx\":140}")
    record WorkItemView(
            WorkItem.Kind kind,
            String state,
            String light,
            String bureau,
            String plan,
            long year,
            long quarter,
            String itemName,
            String drawId,
            String label,
            String objectId,
            String targetName,
            long quantity,
            String role,
            String assignees,
            OffsetDateTime dueAt,
            WorkItem.Basis dueBasis,
            boolean provisional,
            long beaconRound,
            String missingWitnesses,
            OffsetDateTime waitingSince,
            OffsetDateTime lapsesAt,
            long sinceIdx) {}

    private static final Set<String> SORTABLE =
            Set.of("due_at", "kind", "state", "role", "object_id", "plan", "draw_id", "since_idx");

    private final JdbcClient jdbc;
    private final QueryClock clock;

    WorkQueue(DataSource dataSource, QueryClock clock) {
        this.jdbc = JdbcClient.create(dataSource);
        this.clock = clock;
    }

    Paging.Page<WorkItemView> read(HttpServletRequest request) {
        Viewer viewer = Viewer.current().require(Viewer.BUREAU_ROLES);
        Filter filter = new Filter();
        viewer.scope(request.getParameter("bureau")).restrict(filter);
        filter.equal("kind", request.getParameter("kind"))
                .equal("state", request.getParameter("state"))
                .equal("light", request.getParameter("light"))
                .equal("role", request.getParameter("role"))
                .equal("draw_id", request.getParameter("drawId"))
                .contains(
                        List.of("object_id", "target_name", "plan", "draw_id", "assignees"),
                        request.getParameter("q"));
        Paging paging = Paging.of(request, "dueAt");
        return paging.read(
                jdbc,
                WorkItemView.class,
                "*",
                "from (" + standing() + ") q",
                filter,
                paging.orderBy(SORTABLE, "kind, plan, draw_id, label"));
    }

    private String standing() {
        String now = "timestamptz '" + clock.now() + "'";
        return "select s.*, case when due_at is null then 'NO_DATE' when due_at < "
                + now
                + " then 'OVERDUE' when due_at < "
                + now
                + " + interval '5 days' then 'SOON' else 'ON_TIME' end as light from (select"
                + " i.kind, i.bureau, i.plan, coalesce(p.year, 0) as year, coalesce(p.quarter, 0) as"
                + " quarter, coalesce(p.item, '') as item_name, i.draw_id,"
                + " i.label, i.object_id, coalesce(t.name, '') as target_name, i.quantity, i.role,"
                + " i.assignees, i.provisional, i.since_idx,"
                + " coalesce(w.beacon_round, 0) as beacon_round,"
                + " coalesce(lw.missing, '') as missing_witnesses, lw.since as waiting_since,"
                + " lw.lapses_at, "
                + effective(now)
                + " from workqueue_item i left join workqueue_plan p using (plan) left join"
                + " workqueue_draw w on w.draw_id = i.draw_id left join lateral (select * from ledger_wait l where l.draw_id = i.draw_id and i.kind = 'DRAW_IN_PROGRESS' order by l.idx limit 1) lw on true left join registry_target t on t.bureau = i.bureau and t.object_id = i.object_id) s";
    }

    /** DRAW/1 section 4: announcement and close count only when cosigned; section 7: three days. */
    private static String effective(String now) {
        String unwitnessed =
                "i.state not in ('LAPSED', 'VOIDED', 'REDRAW_ALLOWED') and (lw.missing is not null or"
                        + " i.witness_idx >= (select coalesce(max(size), 0) from ledger_cosignature))";
        String beaconOut = "i.state = 'AWAITING_BEACON' and i.due_at <= " + now;
        return "case when "
                + unwitnessed
                + " then 'WAITING_FOR_WITNESS' when "
                + beaconOut
                + " then 'AWAITING_RESULT' else i.state end as state, case when "
                + beaconOut
                + " then i.due_at + interval '3 days' else i.due_at end as due_at, case when "
                + beaconOut
                + " then 'RESULT_WITHIN_THREE_DAYS' else i.due_basis end as due_basis";
    }
}
