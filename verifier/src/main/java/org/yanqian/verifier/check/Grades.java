package org.yanqian.verifier.check;

import java.util.List;
import java.util.OptionalLong;
import org.yanqian.ledger.draw.Grade;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.freeze.BeaconValues;
import org.yanqian.ledger.policy.Policy;

/** The grade of a draw by the verifier's own policy (SPEC section "Seed and beacon"). */
final class Grades {
    private Grades() {}

    static Grade of(Dossier dossier, Evidence evidence) {
        DrawEvent.DrawCompleted result = dossier.completion().data();
        // What is confirmed after the result cannot have been its basis.
        List<DrawEvent.BeaconConfirmed> before =
                dossier.confirmed.stream()
                        .filter(c -> c.index() < dossier.completion().index())
                        .map(Located::data)
                        .toList();
        int confirmations =
                BeaconValues.confirmedBy(dossier.announcement().data(), before, result.beacon())
                        .size();
        Policy policy = evidence.policy;
        return Grade.of(
                new Grade.Basis(
                        result.beacon().type(),
                        dossier.announcement().data().parties().size(),
                        dossier.close().data().reveals().size(),
                        seenByOutsider(dossier, evidence),
                        policy.canQuorumBeMetWithout(policy.outsiders()),
                        confirmations >= 2));
    }

    private static boolean seenByOutsider(Dossier dossier, Evidence evidence) {
        OptionalLong deadline = evidence.policy.deadline(dossier.announcement().data());
        return deadline.isPresent()
                && before(deadline.getAsLong(), dossier.announcement().index(), evidence)
                && before(deadline.getAsLong(), dossier.close().index(), evidence);
    }

    private static boolean before(long deadline, long index, Evidence evidence) {
        OptionalLong seen = evidence.seenAt(index, evidence.policy.outsiders());
        return seen.isPresent() && seen.getAsLong() < deadline;
    }
}
