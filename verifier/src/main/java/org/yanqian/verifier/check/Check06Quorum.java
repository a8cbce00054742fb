package org.yanqian.verifier.check;

import org.yanqian.ledger.policy.Policy;

/**
 * 6 Witnesses: the policy's quorum cosigned the latest checkpoint. What no quorum has seen beyond
 * the last witnessed one is told apart.
 */
public final class Check06Quorum extends Check {
    public Check06Quorum() {
        super("6");
    }

    @Override
    protected void finish(Evidence evidence) {
        if (!evidence.isLedger() && evidence.bundle == null) {
            notChecked("UNREADABLE_BUNDLE");
            return;
        }
        Policy policy = evidence.policy;
        Head latest = evidence.latest;
        if (!latest.isValid()) {
            fail("NO_QUORUM", -1, "a quorum on " + latest.name(), "no valid checkpoint");
        } else if (latest.quorumAt(policy).isEmpty()) {
            fail(
                    "NO_QUORUM",
                    latest.size() - 1,
                    "cosignatures of the policy's quorum",
                    latest.cosignedAt(policy).keySet());
            long witnessed =
                    evidence.matching().stream()
                            .filter(h -> h.quorumAt(policy).isPresent())
                            .mapToLong(Head::size)
                            .max()
                            .orElse(0);
            fail(
                    "TAIL_NOT_WITNESSED",
                    witnessed,
                    "every entry witnessed",
                    "nothing from index " + witnessed + " on");
        }
        evidence.tailAge
                .flatMap(age -> age.check(latest, policy))
                .ifPresent(f -> undecided(f.code(), f.index(), f.expected(), f.found()));
        for (Head head : evidence.heads) {
            if (!head.isValid()) {
                continue;
            }
            if (!evidence.isLedger() && head.quorumAt(policy).isEmpty()
                    || head.cosignedAt(policy).isEmpty()) {
                fail(
                        "COSIGNATURES_MISSING",
                        head.size() - 1,
                        head.name() + " with cosignatures",
                        head.cosignedAt(policy).keySet());
            }
        }
    }
}
