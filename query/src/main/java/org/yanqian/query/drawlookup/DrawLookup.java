package org.yanqian.query.drawlookup;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.event.DrawEvent.DrawAnnounced;
import org.yanqian.ledger.event.DrawEvent.DrawClosed;
import org.yanqian.ledger.event.DrawEvent.DrawCompleted;
import org.yanqian.ledger.event.DrawEvent.SeedRevealed;
import org.yanqian.query.web.ApiProblem;
import org.yanqian.query.web.Filter;
import org.yanqian.query.web.Paging;
import org.yanqian.query.web.ProblemCode;
import org.yanqian.query.web.Viewer;

/** Reads draws: the public those whose hash is published, a bureau all of its own. */
@Component
class DrawLookup {
    /** One line of a list of draws; {@code drawHash} empty before the result. */
    @Schema(
            example =
                    "{\"drawHash\":\"5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f\",\"drawId\":\"yanqian.sample/yunling/2026/1\",\"bureau\":\"yunling\",\"year\":2026,\"number\":1,\"plan\":\"plan/yunling/2026/Q4/L1\",\"planYear\":2026,\"planQuarter\":4,\"itemName\":\"排污许可证后监管\",\"tryNumber\":1,\"state\":\"COMPLETED\",\"grade\":\"A\",\"announcedTime\":\"2026-10-09T01:00:00Z\",\"completedTime\":\"2026-10-09T02:00:00Z\",\"hashTime\":\"2026-10-09T02:01:00Z\",\"listPublished\":false}")
    record DrawSummary(
            String drawHash,
            String drawId,
            String bureau,
            long year,
            long number,
            String plan,
            long planYear,
            long planQuarter,
            String itemName,
            long tryNumber,
            String state,
            String grade,
            OffsetDateTime announcedTime,
            OffsetDateTime completedTime,
            OffsetDateTime hashTime,
            boolean listPublished) {}

    record FileContent(String mediaType, byte[] content) {}

    private record Row(
            String drawId,
            String bureau,
            long year,
            long number,
            String plan,
            long tryNumber,
            String suite,
            String state,
            String grade,
            String lapseReason,
            String voidReason,
            String drawHash,
            String announced,
            String closed,
            String completed,
            long announcedIdx,
            long closedIdx,
            long completedIdx,
            OffsetDateTime announcedTime,
            OffsetDateTime completedTime,
            long planYear,
            long planQuarter,
            String itemName,
            String legalBasis,
            OffsetDateTime hashTime,
            String list,
            String labels,
            long sites,
            OffsetDateTime listTime,
            boolean listPublished,
            boolean labelsOpened,
            boolean voided,
            long vacancies,
            long urgentVacancies,
            String vacancyGrade,
            long closedSites) {}

    private static final Set<String> SORTABLE =
            Set.of("completed_time", "bureau", "year", "number", "grade", "state", "opened_idx");
    private static final String PUBLISHED = " p.hash_idx is not null and p.draw_hash = d.draw_hash";
    private static final String FROM =
            "from draw_view d join draw_plan l using (plan) left join publication_draw p using"
                    + " (draw_id)";

    private final JdbcClient jdbc;
    private final Checkpoints checkpoints;

    DrawLookup(DataSource dataSource, Checkpoints checkpoints) {
        this.jdbc = JdbcClient.create(dataSource);
        this.checkpoints = checkpoints;
    }

    Paging.Page<DrawSummary> published(HttpServletRequest request) {
        Filter filter =
                filters(request).equal("bureau", request.getParameter("bureau")).and("published");
        return summaries(filter, Paging.of(request, "completedTime,desc"));
    }

    /** All draws of the viewer's bureaus, those in progress too. */
    Paging.Page<DrawSummary> ofBureau(HttpServletRequest request) {
        Viewer viewer = Viewer.current().require(Viewer.BUREAU_ROLES);
        Filter filter = filters(request);
        viewer.scope(request.getParameter("bureau")).restrict(filter);
        return summaries(filter, Paging.of(request, "openedIdx,desc"));
    }

    private static Filter filters(HttpServletRequest request) {
        String year = request.getParameter("year");
        if (year != null && !year.isBlank() && !year.matches("[0-9]{4}")) {
            throw new ApiProblem(ProblemCode.BAD_PARAMETER, "year=" + year);
        }
        return new Filter()
                .equal("year", year == null || year.isBlank() ? null : Long.valueOf(year))
                .equal("plan", request.getParameter("plan"))
                .equal("draw_id", request.getParameter("drawId"))
                .equal("state", request.getParameter("state"));
    }

    private Paging.Page<DrawSummary> summaries(Filter filter, Paging paging) {
        return paging.read(
                jdbc,
                DrawSummary.class,
                "*",
                "from (select coalesce(d.draw_hash, '') as draw_hash, d.draw_id, d.bureau, d.year,"
                        + " d.number, d.plan, l.year as plan_year, l.quarter as plan_quarter,"
                        + " l.item_name, d.try_number, d.state, d.grade, d.announced_time,"
                        + " d.completed_time, d.opened_idx, p.hash_time, p.list_idx is not null as"
                        + " list_published, coalesce("
                        + PUBLISHED
                        + ", false) as published "
                        + FROM
                        + ") q",
                filter,
                paging.orderBy(SORTABLE, "draw_id"));
    }

    /** {@code DRAW_NOT_FOUND} until the hash is published. */
    DrawDetail detail(String drawHash) {
        Row row = row(drawHash);
        DrawAnnounced announced = read(DrawAnnounced.class, row.announced);
        DrawClosed closed = read(DrawClosed.class, row.closed);
        DrawCompleted completed = read(DrawCompleted.class, row.completed);
        List<DrawDetail.Try> tries = tries(row.plan);
        return new DrawDetail(
                row.drawHash,
                row.drawId,
                row.bureau,
                row.year,
                row.number,
                row.plan,
                row.planYear,
                row.planQuarter,
                row.itemName,
                row.legalBasis,
                row.tryNumber,
                reason(tries, row.tryNumber),
                tries,
                row.state,
                row.suite,
                row.grade,
                completed.lapsed() || "LAPSED".equals(row.state),
                row.lapseReason,
                row.voided,
                row.voidReason,
                completed.unstaffable(),
                row.vacancies,
                row.urgentVacancies,
                row.vacancyGrade,
                row.closedSites,
                strata(announced, completed),
                announced.counts(),
                announced.roots(),
                announced.ruleSet(),
                announced.frozenSize(),
                announced.asOf(),
                parties(announced, closed),
                announced.beacon(),
                completed.beacon(),
                announced.marginSeconds(),
                announced.revealDeadline(),
                announced.embargoEnd(),
                completed.announcement(),
                completed.close(),
                completed.seed(),
                completed.selectionRoot(),
                completed.assignmentRoot(),
                row.announcedTime,
                row.completedTime,
                row.hashTime,
                List.of(
                        checkpoints.covering("announcement", row.announcedIdx),
                        checkpoints.covering("close", row.closedIdx),
                        checkpoints.covering("result", row.completedIdx)),
                files(row.drawId),
                row.listPublished,
                row.sites,
                row.listTime,
                row.labelsOpened && row.listPublished,
                results(row));
    }

    private Row row(String drawHash) {
        return jdbc.sql(
                        "select d.*, l.year as plan_year, l.quarter as plan_quarter, l.item_name,"
                                + " l.legal_basis, p.hash_time, p.list, p.labels, p.sites,"
                                + " p.list_time, p.list_idx is not null as list_published,"
                                + " p.labels_idx is not null as labels_opened,"
                                + " d.voided_idx is not null as voided "
                                + FROM
                                + " where d.draw_hash = ? and"
                                + PUBLISHED)
                .param(drawHash)
                .query(Row.class)
                .optional()
                .orElseThrow(() -> new ApiProblem(ProblemCode.DRAW_NOT_FOUND, drawHash));
    }

    private static <T extends Record> T read(Class<T> type, String json) {
        return RecordCodec.parse(
                type, CanonicalJson.parseObject(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<DrawDetail.Stratum> strata(DrawAnnounced announced, DrawCompleted result) {
        return announced.quotas().stream()
                .map(
                        q -> {
                            long drawn = result.drawn().getOrDefault(q.stratum(), 0L);
                            return new DrawDetail.Stratum(
                                    q.stratum(),
                                    q.base(),
                                    q.quota(),
                                    q.formula(),
                                    drawn,
                                    drawn < q.quota());
                        })
                .toList();
    }

    private static List<DrawDetail.Party> parties(DrawAnnounced announced, DrawClosed closed) {
        Set<String> revealed = new TreeSet<>();
        closed.reveals().stream().map(SeedRevealed::party).forEach(revealed::add);
        return announced.parties().stream()
                .map(
                        p ->
                                new DrawDetail.Party(
                                        p.party(),
                                        p.key(),
                                        p.supervising(),
                                        p.commitment(),
                                        revealed.contains(p.party())))
                .toList();
    }

    /** Every draw of the plan line; the hash of another one only once it is published. */
    private List<DrawDetail.Try> tries(String plan) {
        return new ArrayList<>(
                jdbc.sql(
                                "select d.draw_id, d.try_number, d.state, d.grade, case when"
                                        + PUBLISHED
                                        + " then d.draw_hash else '' end as draw_hash,"
                                        + " concat(d.void_reason, d.lapse_reason) as reason,"
                                        + " d.redraw_reason from"
                                        + " draw_view d left join publication_draw p using"
                                        + " (draw_id) where d.plan = ? order by d.opened_idx")
                        .param(plan)
                        .query(DrawDetail.Try.class)
                        .list());
    }

    // What was countersigned after the try before it.
    private static String reason(List<DrawDetail.Try> tries, long number) {
        return tries.stream()
                .filter(t -> t.tryNumber() == number - 1)
                .map(DrawDetail.Try::redrawReason)
                .findFirst()
                .orElse("");
    }

    private List<DrawDetail.PublishedFile> files(String drawId) {
        return jdbc.sql(
                        "select name, media_type, length(content) as bytes from published_file"
                                + " where draw_id = ? order by name")
                .param(drawId)
                .query(DrawDetail.PublishedFile.class)
                .list();
    }

    private long results(Row row) {
        return row.listPublished
                ? jdbc.sql("select count(*) from publication_result where draw_id = ?")
                        .param(row.drawId)
                        .query(Long.class)
                        .single()
                : 0;
    }

    FileContent file(String drawHash, String name) {
        return jdbc.sql(
                        "select media_type, content from published_file where draw_id = ? and name"
                                + " = ?")
                .param(row(drawHash).drawId)
                .param(name)
                .query(
                        (rows, n) ->
                                new FileContent(
                                        rows.getString("media_type"), rows.getBytes("content")))
                .optional()
                .orElseThrow(() -> new ApiProblem(ProblemCode.FILE_NOT_FOUND, name));
    }

    /** Draw id and the hashes of the opened lists; {@code NOT_YET_PUBLISHED} before the drawn list. */
    Map<String, String> lists(String drawHash) {
        Row row = row(drawHash);
        if (!row.listPublished) {
            throw new ApiProblem(ProblemCode.NOT_YET_PUBLISHED, drawHash);
        }
        return Map.of("drawId", row.drawId, "list", row.list, "labels", row.labels);
    }

    /** Bureaus and years with a published draw, for the filter. */
    List<String> bureaus() {
        return distinct("d.bureau", String.class);
    }

    List<Long> years() {
        return distinct("d.year", Long.class);
    }

    private <T> List<T> distinct(String column, Class<T> type) {
        return jdbc.sql(
                        "select distinct "
                                + column
                                + " "
                                + FROM
                                + " where"
                                + PUBLISHED
                                + " order by 1 limit 500")
                .query(type)
                .list();
    }
}
