package org.yanqian.query.publication;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.yanqian.query.web.Filter;
import org.yanqian.query.web.Paging;

/** Reads published results. They name sites: the drawn list of the draw must be published too. */
@Component
public class PublishedResults {
    /** {@code recorded}: hash of the inspection event; {@code idx}: ledger index of publication. */
    @Schema(
            example =
                    "{\"label\":\"5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f\",\"objectId\":\"QY000001\",\"targetName\":\"样本化工（样本00001）有限公司\",\"inspectedOn\":\"2026-11-20\",\"outcome\":\"NO_PROBLEM_FOUND\",\"outcomeText\":\"未发现问题\",\"recorded\":\"5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f\",\"idx\":150,\"publishedAt\":\"2026-12-01T02:00:00Z\"}")
    public record ResultView(
            String label,
            String objectId,
            String targetName,
            LocalDate inspectedOn,
            String outcome,
            String outcomeText,
            String recorded,
            long idx,
            OffsetDateTime publishedAt) {}

    private static final Set<String> SORTABLE =
            Set.of("target_name", "inspected_on", "outcome", "published_at", "object_id");

    private final JdbcClient jdbc;

    public PublishedResults(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Filters: outcome, q; page, size, sort. Empty before the drawn list is published. */
    public Paging.Page<ResultView> of(String drawId, HttpServletRequest request) {
        Filter filter =
                new Filter()
                        .equal("draw_id", drawId)
                        .and(
                                "exists (select from publication_draw p where p.draw_id ="
                                        + " publication_result.draw_id and p.list_idx is not null)")
                        .equal("outcome", request.getParameter("outcome"))
                        .contains(List.of("target_name", "object_id"), request.getParameter("q"));
        Paging paging = Paging.of(request, "inspectedOn");
        return paging.read(
                jdbc,
                ResultView.class,
                "*",
                "from publication_result",
                filter,
                paging.orderBy(SORTABLE, "label"));
    }
}
