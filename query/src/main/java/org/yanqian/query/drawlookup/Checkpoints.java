package org.yanqian.query.drawlookup;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.store.SealedLedger.StoredCheckpoint;
import org.yanqian.ledger.tree.Note;

/** The checkpoints over the events of a draw, the earliest cosigned one where there is one. */
@Component
class Checkpoints {
    private static final int ROOT_LINE = 2;

    private final JdbcClient jdbc;
    private final SealedLedger ledger;

    Checkpoints(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.ledger = new SealedLedger(dataSource);
    }

    DrawDetail.Covering covering(String event, long index) {
        return cosigned(index)
                .or(() -> ledger.checkpointCovering(index + 1))
                .map(found -> covering(event, index, found))
                .orElseGet(() -> new DrawDetail.Covering(event, index, 0, "", List.of(), ""));
    }

    private Optional<StoredCheckpoint> cosigned(long index) {
        return jdbc.sql("select min(size) from ledger_cosignature where size > ?")
                .param(index)
                .query(Long.class)
                .optional()
                .flatMap(ledger::checkpointCovering);
    }

    private static DrawDetail.Covering covering(String event, long index, StoredCheckpoint c) {
        List<DrawDetail.Cosigner> cosigners = new ArrayList<>();
        c.cosignatures().values().forEach(line -> cosigners.add(cosigner(line.strip())));
        return new DrawDetail.Covering(
                event,
                index,
                c.size(),
                Note.parse(c.note().getBytes(StandardCharsets.UTF_8)).text().split("\n")[ROOT_LINE],
                cosigners,
                c.cosignedNote());
    }

    /** C2SP tlog-cosignature: the signature begins with the time, u64be seconds since 1970. */
    private static DrawDetail.Cosigner cosigner(String line) {
        Note.Signature signature = Note.Signature.parse(line);
        return new DrawDetail.Cosigner(
                signature.keyName(),
                Instant.ofEpochSecond(ByteBuffer.wrap(signature.bytes()).getLong()));
    }
}
