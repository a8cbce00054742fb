package org.yanqian.ledger.draw;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Enc;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.MerkleRoot;

/** Selection and assignment of a draw with their roots, 32 bytes each (SPEC section "Result"). */
public record DrawResult(
        Selection selection, Assignment assignment, Bytes selectionRoot, Bytes assignmentRoot) {

    /** Draws from a list that {@link Freeze#check} accepted. */
    public static DrawResult compute(DrawList list, Bytes seed, int reserveCount) {
        Selection selection =
                Selection.compute(
                        list.suite(), seed, list.candidates(), list.quotas(), reserveCount);
        Assignment assignment =
                Assignment.compute(
                        list.suite(),
                        seed,
                        list.inspectors(),
                        list.eligibility(),
                        selection.drawn());
        return new DrawResult(
                selection,
                assignment,
                selectionRoot(list.suite(), selection),
                assignmentRoot(list.suite(), assignment, list.eligibility()));
    }

    /** Over enc("DRAW1/selected", stratum, rank from 1, label) in (stratum, rank) order. */
    public static Bytes selectionRoot(Suite suite, Selection selection) {
        MerkleRoot tree = new MerkleRoot(suite);
        selection
                .selected()
                .forEach(
                        (stratum, labels) -> {
                            for (int rank = 1; rank <= labels.size(); rank++) {
                                tree.add(selectedLeaf(stratum, rank, labels.get(rank - 1)));
                            }
                        });
        return Bytes.of(tree.root());
    }

    /** enc("DRAW1/selected", stratum, rank, label); rank from 1. */
    public static byte[] selectedLeaf(String stratum, long rank, Bytes label) {
        return Enc.of("DRAW1/selected")
                .string(stratum)
                .number(rank)
                .bytes(label.toArray())
                .toBytes();
    }

    /**
     * Over enc("DRAW1/assigned", label, role, MAC(es, enc("DRAW1/team", labels ascending))) in
     * (label, role) order.
     */
    public static Bytes assignmentRoot(
            Suite suite,
            Assignment assignment,
            Map<Bytes, Map<String, RoleEligibility>> eligibility) {
        MerkleRoot tree = new MerkleRoot(suite);
        new TreeMap<>(assignment.teams())
                .forEach(
                        (visit, roles) ->
                                roles.forEach(
                                        (role, team) ->
                                                tree.add(
                                                        assignedLeaf(
                                                                suite,
                                                                visit,
                                                                role,
                                                                eligibility
                                                                        .get(visit)
                                                                        .get(role)
                                                                        .salt(),
                                                                team))));
        return Bytes.of(tree.root());
    }

    /** enc("DRAW1/assigned", label, role, MAC(es, enc("DRAW1/team", labels ascending))). */
    public static byte[] assignedLeaf(
            Suite suite, Bytes visit, String role, Bytes salt, List<Bytes> team) {
        byte[] closed = suite.mac(salt.toArray(), RoleEligibility.labels("DRAW1/team", team));
        return Enc.of("DRAW1/assigned").bytes(visit.toArray()).string(role).bytes(closed).toBytes();
    }
}
