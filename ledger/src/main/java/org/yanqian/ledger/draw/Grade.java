package org.yanqian.ledger.draw;

/** How far a draw proves itself; part of the result, shown wherever the result is shown. */
public enum Grade {
    /** Proven: a public beacon, two reveals, checkpoints cosigned in time by an outsider. */
    A,
    /** Attested, not proven: lottery numbers or dice, confirmed by two parties. */
    B,
    /** Everything else that is a draw at all. */
    C;

    /**
     * What the grade depends on (SPEC section "Seed").
     *
     * @param beaconType as in {@link Beacon#type}
     * @param parties parties of the announcement
     * @param revealed how many of them revealed their nonce
     * @param cosignedInTimeByOutsider announcement and close both lie in a checkpoint that a witness
     *     under neither bureau nor any party cosigned before the deadline
     * @param quorumMetWithoutOutsiderPossible the policy's quorum can be met without such a witness
     * @param confirmedByTwoParties the value of lottery or dice was confirmed by two parties
     */
    public record Basis(
            String beaconType,
            int parties,
            int revealed,
            boolean cosignedInTimeByOutsider,
            boolean quorumMetWithoutOutsiderPossible,
            boolean confirmedByTwoParties) {}

    /**
     * Fails closed: whatever is not proven to be better is C. Private forks work against lottery and
     * dice as well, so without an outsider's cosignature these are C too.
     */
    public static Grade of(Basis basis) {
        boolean outsider =
                basis.cosignedInTimeByOutsider && !basis.quorumMetWithoutOutsiderPossible;
        if (basis.parties < 2 || basis.revealed < 2 || !outsider) {
            return C;
        }
        return switch (basis.beaconType) {
            case Beacon.QUICKNET, Beacon.DEFAULT -> A;
            case Beacon.LOTTERY, Beacon.DICE -> basis.confirmedByTwoParties ? B : C;
            default -> C;
        };
    }
}
