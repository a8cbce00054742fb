package org.yanqian.query.projection;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.yanqian.ledger.codec.CanonicalJson;

/** Events that a projection could not take, with the reason. */
@Component
public class DeadLetters {
    /**
     * @param index in the ledger
     * @param cause why, empty when it only waits behind another letter of its sequence
     */
    @Schema(
            example =
                    "{\"projection\":\"workqueue\",\"index\":97,\"type\":\"draw.lapsed\",\"stream\":\"draw/yanqian.sample/yunling/2026/9\",\"seq\":0,\"cause\":\"org.springframework.dao.EmptyResultDataAccessException\",\"message\":\"Incorrect result size: expected 1, actual 0\",\"enqueuedAt\":\"2026-10-09T02:00:00Z\"}")
    public record DeadLetter(
            String projection,
            long index,
            String type,
            String stream,
            long seq,
            String cause,
            String message,
            String enqueuedAt) {}

    private record Row(
            String processinggroup,
            byte[] token,
            String payloadtype,
            String aggregateidentifier,
            long sequencenumber,
            String causetype,
            String causemessage,
            String enqueuedat) {}

    private final JdbcClient jdbc;

    public DeadLetters(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    public long count() {
        return jdbc.sql("select count(*) from query_dead_letter").query(Long.class).single();
    }

    /** The oldest first. */
    public List<DeadLetter> list(int offset, int limit) {
        return jdbc
                .sql(
                        "select processinggroup, token, payloadtype, aggregateidentifier,"
                                + " sequencenumber, causetype, causemessage, enqueuedat"
                                + " from query_dead_letter order by enqueuedat, processinggroup,"
                                + " sequenceidentifier, sequenceindex offset ? limit ?")
                .param(offset)
                .param(limit)
                .query(Row.class)
                .stream()
                .map(DeadLetters::letter)
                .toList();
    }

    private static DeadLetter letter(Row row) {
        return new DeadLetter(
                row.processinggroup,
                index(row.token),
                row.payloadtype,
                row.aggregateidentifier,
                row.sequencenumber,
                row.causetype == null ? "" : row.causetype,
                row.causemessage == null ? "" : row.causemessage,
                row.enqueuedat);
    }

    /** {@code {"index":7}}, or while replaying {@code {"current":7,"reset":9}}. */
    private static long index(byte[] token) {
        var map = CanonicalJson.parseObject(token);
        return (Long) map.getOrDefault("index", map.get("current"));
    }
}
