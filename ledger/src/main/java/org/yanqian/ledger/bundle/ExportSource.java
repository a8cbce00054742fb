package org.yanqian.ledger.bundle;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import org.yanqian.ledger.sign.Signer;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.stamp.StoredStamp;

/** Where an export takes its parts from: a database in the service, lists in a test. */
public interface ExportSource {
    String origin();

    Suite suite();

    /** The latest signed note with its cosignatures; its size is the size of the export. */
    byte[] checkpoint();

    /** Every stored cosigned checkpoint up to the latest, by size. */
    SortedMap<Long, byte[]> checkpoints();

    /** Bytes of the entries {@code from} to {@code from + count − 1}, in order. */
    List<byte[]> entries(long from, int count);

    /** K of every announced draw. */
    Collection<DrawKey> drawKeys();

    /** The stored lists that events name by their suite hash, one at a time. */
    Iterable<byte[]> lists();

    /** Time-stamp tokens over checkpoints among {@link #checkpoints}. */
    default Collection<StoredStamp> stamps() {
        return List.of();
    }

    /** The service key that signs the manifest. */
    Signer signer();

    /** Of writing; nothing is proved by it. */
    Instant time();
}
