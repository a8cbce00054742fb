package org.yanqian.command.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yanqian.command.Database;
import org.yanqian.ledger.store.SealTable;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.store.SealedLedger.StoredCheckpoint;

/** Pages of cosigned checkpoints begin at the one nearest to the size that was asked for. */
class CheckpointPagesTest {
    private SealedLedger ledger;

    @BeforeEach
    void store() throws SQLException {
        DataSource dataSource = Database.dataSource(Database.create());
        ledger = new SealedLedger(dataSource);
        try (Connection connection = dataSource.getConnection()) {
            for (long size = 1; size <= 6; size++) {
                SealTable.insertCheckpoint(connection, size, "note " + size, Instant.EPOCH);
                if (size != 4) {
                    SealTable.insertCosignature(connection, size, "one", "line");
                    SealTable.insertCosignature(connection, size, "two", "line");
                }
            }
        }
    }

    private static List<Long> sizes(List<StoredCheckpoint> page) {
        return page.stream().map(StoredCheckpoint::size).toList();
    }

    @Test
    void backwards_from_a_size_the_largest_comes_first() {
        assertThat(sizes(ledger.cosignedUpTo(5, 3))).containsExactly(5L, 3L, 2L);
        assertThat(sizes(ledger.cosignedUpTo(4, 50))).containsExactly(3L, 2L, 1L);
    }

    @Test
    void onwards_from_a_size_the_smallest_comes_first() {
        assertThat(sizes(ledger.cosignedFrom(3, 2))).containsExactly(3L, 5L);
        assertThat(ledger.latestCosigned().orElseThrow().size()).isEqualTo(6);
    }
}
