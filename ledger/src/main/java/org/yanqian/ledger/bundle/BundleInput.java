package org.yanqian.ledger.bundle;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.draw.DrawList;
import org.yanqian.ledger.stamp.StoredStamp;
import org.yanqian.ledger.tree.HashReader;
import org.yanqian.ledger.tree.Note;

/**
 * What a draw bundle is made from.
 *
 * @param origin of the ledger
 * @param list the frozen lists with all eligibility, as the bureau holds them
 * @param entries the entries to prove, by index
 * @param tree hashes of the SHA-256 tree up to the last checkpoint
 * @param announced cosigned checkpoint that holds the announcement
 * @param closed cosigned checkpoint that holds the close
 * @param last cosigned checkpoint that holds every entry
 * @param stamps tokens over these three checkpoints
 * @param earlier further cosigned checkpoints, those before a key was stolen; mostly none
 * @param opening what the end of the embargo allows; null before it
 */
public record BundleInput(
        String origin,
        DrawList list,
        SortedMap<Long, byte[]> entries,
        HashReader tree,
        Note announced,
        Note closed,
        Note last,
        List<StoredStamp> stamps,
        List<Note> earlier,
        Opened opening) {
    /** Of a ledger whose keys were never stolen. */
    public BundleInput(
            String origin,
            DrawList list,
            SortedMap<Long, byte[]> entries,
            HashReader tree,
            Note announced,
            Note closed,
            Note last,
            List<StoredStamp> stamps,
            Opened opening) {
        this(origin, list, entries, tree, announced, closed, last, stamps, List.of(), opening);
    }

    /**
     * @param teams by visit, then role, as {@link org.yanqian.ledger.draw.Assignment#teams}
     * @param subs sub by id of every site that is not exempt from publication
     */
    public record Opened(
            Map<Bytes, ? extends Map<String, List<Bytes>>> teams, Map<String, Bytes> subs) {}
}
