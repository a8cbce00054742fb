package org.yanqian.command.draw;

import org.yanqian.command.seal.Witnessing.Met;
import org.yanqian.ledger.draw.Grade;
import org.yanqian.ledger.policy.Policy;

/** DRAW/1 section 4: the grade of a result or of a substitution. */
final class Grading {
    private Grading() {}

    /**
     * @param type of the beacon
     * @param outsider a witness of neither side saw in time everything that was fixed before
     * @param confirmed parties that confirmed dice or lottery numbers
     */
    static Grade of(Policy policy, DrawFile draw, String type, boolean outsider, int confirmed) {
        return Grade.of(
                new Grade.Basis(
                        type,
                        draw.opened().parties().size(),
                        draw.closed().reveals().size(),
                        outsider,
                        policy.canQuorumBeMetWithout(policy.outsiders()),
                        confirmed >= 2));
    }

    static boolean byOutsider(Policy policy, Met met, long limit) {
        return policy.outsiders().stream()
                .anyMatch(name -> met.cosigned().getOrDefault(name, Long.MAX_VALUE) < limit);
    }
}
