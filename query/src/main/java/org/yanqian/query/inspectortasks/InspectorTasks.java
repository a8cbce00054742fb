package org.yanqian.query.inspectortasks;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.yanqian.query.web.ApiProblem;
import org.yanqian.query.web.Filter;
import org.yanqian.query.web.Paging;
import org.yanqian.query.web.ProblemCode;
import org.yanqian.query.web.QueryClock;
import org.yanqian.query.web.Viewer;

/** Reads tasks: an inspector their own, the bureau and auditors all of theirs. */
@Component
class InspectorTasks {
    @Schema(
            example =
                    "{\"drawId\":\"yanqian.sample/yunling/2026/1\",\"label\":\"5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f\",\"personId\":\"RY00001\",\"certificateNo\":\"99042100001\",\"role\":\"enforcement\",\"bureau\":\"yunling\",\"objectId\":\"QY000001\",\"targetName\":\"样本化工（样本00001）有限公司\",\"address\":\"样本路1号\",\"stratum\":\"重点\",\"rank\":1,\"dueOn\":\"2026-12-31\",\"state\":\"TO_DO\",\"light\":\"ON_TIME\",\"outcome\":\"\",\"colleagues\":\"RY00002\"}")
    record TaskView(
            String drawId,
            String label,
            String personId,
            String certificateNo,
            String role,
            String bureau,
            String objectId,
            String targetName,
            String address,
            String stratum,
            long rank,
            LocalDate dueOn,
            String state,
            String light,
            LocalDate inspectedOn,
            String outcome,
            String colleagues) {}

    private static final Set<String> SORTABLE =
            Set.of("due_on", "object_id", "target_name", "state", "stratum", "person_id");
    private static final List<String> READERS = readers();

    private final JdbcClient jdbc;
    private final QueryClock clock;

    InspectorTasks(DataSource dataSource, QueryClock clock) {
        this.jdbc = JdbcClient.create(dataSource);
        this.clock = clock;
    }

    private static List<String> readers() {
        List<String> roles = new ArrayList<>(Viewer.BUREAU_ROLES);
        roles.add(Viewer.INSPECTOR);
        return List.copyOf(roles);
    }

    /** {@code inspector}: a person id or a certificate number; an inspector may leave it out. */
    Paging.Page<TaskView> read(HttpServletRequest request) {
        Viewer viewer = Viewer.current().require(READERS);
        Filter filter = new Filter();
        restrict(viewer, request, filter);
        filter.equal("state", request.getParameter("state"))
                .equal("light", request.getParameter("light"))
                .contains(
                        List.of("object_id", "target_name", "address"), request.getParameter("q"));
        Paging paging = Paging.of(request, "dueOn");
        return paging.read(
                jdbc,
                TaskView.class,
                "*",
                "from (" + standing() + ") q",
                filter,
                paging.orderBy(SORTABLE, "draw_id, label, person_id"));
    }

    private static void restrict(Viewer viewer, HttpServletRequest request, Filter filter) {
        String inspector = request.getParameter("inspector");
        boolean named = inspector != null && !inspector.isBlank();
        if (viewer.hasAny(Viewer.BUREAU_ROLES)) {
            viewer.scope(request.getParameter("bureau")).restrict(filter);
            if (named) {
                filter.and("(person_id = ? or certificate_no = ?)", inspector, inspector);
            }
            return;
        }
        if (named && !viewer.officers().contains(inspector)) {
            throw new ApiProblem(ProblemCode.INSPECTOR_NOT_YOU, inspector);
        }
        List<String> own = named ? List.of(inspector) : List.copyOf(viewer.officers());
        Filter either = new Filter().in("person_id", own);
        Filter certificate = new Filter().in("certificate_no", own);
        List<Object> values = new ArrayList<>(either.parameters());
        values.addAll(certificate.parameters());
        filter.and(
                "(" + either.condition() + " or " + certificate.condition() + ")",
                values.toArray());
    }

    private String standing() {
        String today = "date '" + clock.today() + "'";
        return "select k.draw_id, k.label, k.person_id, k.certificate_no, k.role, k.bureau,"
                + " k.object_id, coalesce(t.name, '') as target_name, coalesce(t.address, '') as"
                + " address, k.stratum, k.rank, k.due_on, k.state, case when k.state = 'DONE' then"
                + " 'DONE' when k.due_on < "
                + today
                + " then 'OVERDUE' when k.due_on < "
                + today
                + " + 5 then 'SOON' else 'ON_TIME' end as light, k.inspected_on, k.outcome,"
                + " coalesce((select string_agg(o.person_id, ' ' order by o.person_id) from"
                + " inspector_task o where o.draw_id = k.draw_id and o.label = k.label and"
                + " o.person_id <> k.person_id), '') as colleagues from inspector_task k left join"
                + " registry_target t on t.bureau = k.bureau and t.object_id = k.object_id";
    }
}
