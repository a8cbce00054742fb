package org.yanqian.ledger.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Utf8Order;
import org.yanqian.ledger.tree.MerkleRoot;

/** The three RFC 6962 roots, 32 bytes each, that the announcement commits to. */
public record DrawRoots(Bytes candidateRoot, Bytes inspectorRoot, Bytes eligibilityRoot) {
    private static final Comparator<Candidate> LIST_ORDER =
            Comparator.comparing(Candidate::stratum, Utf8Order.ASCENDING)
                    .thenComparing(Candidate::label);

    /** Roots of a list that {@link Freeze#check} accepted. */
    public static DrawRoots of(DrawList list) {
        return new DrawRoots(candidateRoot(list), inspectorRoot(list), eligibilityRoot(list));
    }

    private static Bytes candidateRoot(DrawList list) {
        List<Candidate> sorted = new ArrayList<>(list.candidates());
        sorted.sort(LIST_ORDER);
        MerkleRoot tree = new MerkleRoot(list.suite());
        sorted.forEach(c -> tree.add(c.leaf()));
        return Bytes.of(tree.root());
    }

    private static Bytes inspectorRoot(DrawList list) {
        List<PoolInspector> sorted = new ArrayList<>(list.inspectors());
        sorted.sort(Comparator.comparing(PoolInspector::label));
        MerkleRoot tree = new MerkleRoot(list.suite());
        sorted.forEach(i -> tree.add(i.leaf()));
        return Bytes.of(tree.root());
    }

    private static Bytes eligibilityRoot(DrawList list) {
        MerkleRoot tree = new MerkleRoot(list.suite());
        // Thousands of visits share one list of hundreds: it is written once, by identity.
        Map<List<Bytes>, byte[]> sets = new IdentityHashMap<>();
        list.candidates().stream()
                .filter(c -> !c.isExcluded())
                .map(Candidate::label)
                .sorted()
                .forEach(
                        label ->
                                byRole(list.eligibility().get(label))
                                        .forEach(
                                                (role, e) -> {
                                                    DrawMac mac =
                                                            new DrawMac(
                                                                    list.suite(),
                                                                    e.salt().toArray());
                                                    byte[] set =
                                                            sets.computeIfAbsent(
                                                                    e.eligible(), l -> e.set());
                                                    tree.add(e.leaf(mac, label, role, set));
                                                }));
        return Bytes.of(tree.root());
    }

    static <V> TreeMap<String, V> byRole(Map<String, V> map) {
        TreeMap<String, V> sorted = new TreeMap<>(Utf8Order.ASCENDING);
        sorted.putAll(map);
        return sorted;
    }
}
