package org.yanqian.verifier.party;

import static org.yanqian.verifier.party.SeenEvent.require;

import java.util.List;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.event.DrawEvent.DrawAnnounced;
import org.yanqian.ledger.event.DrawEvent.PartyCommitment;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.KeyEvent;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.sign.PublicKey;

/**
 * What a party requires of an announcement before it says another word (DRAW/1 sections 3 and 4).
 * Without this an operator could keep many announcements and show each party the one that suits.
 */
final class AnnouncementCheck {
    private AnnouncementCheck() {}

    /**
     * The announcement of this draw, seen by the quorum in time, with this party under this key.
     * Codes: those of {@link SeenEvent}, {@code OTHER_DRAW}, {@code OTHER_ALGORITHM}, {@code
     * SUITE_DIFFERS}, {@code PARTIES_TOO_FEW}, {@code PARTY_LEFT_OUT}, {@code PARTY_KEY_DIFFERS},
     * {@code PARTY_NOT_IN_POLICY}, {@code BEACON_NOT_PINNED}, {@code WITNESSED_TOO_LATE}.
     */
    static SeenEvent<DrawAnnounced> verify(
            Object json, DrawName draw, String party, PublicKey key, Policy policy) {
        SeenEvent<DrawAnnounced> seen = SeenEvent.verify(json, DrawAnnounced.class, draw, policy);
        DrawAnnounced announced = seen.data();
        require(announced.drawId().equals(draw.id()), "OTHER_DRAW", announced.drawId());
        require(announced.algorithm().equals("DRAW/1"), "OTHER_ALGORITHM", announced.algorithm());
        require(announced.suite().equals(seen.suite().wire()), "SUITE_DIFFERS", announced.suite());
        requireParty(announced.parties(), party, key);
        requireRooted(seen, draw, party, key, policy);
        seen.requireSeenBefore(deadline(announced, policy));
        return seen;
    }

    private static void requireParty(List<PartyCommitment> parties, String party, PublicKey key) {
        long keys = parties.stream().map(PartyCommitment::key).distinct().count();
        require(
                parties.size() >= 2 && keys == parties.size(),
                "PARTIES_TOO_FEW",
                parties.size() + " parties with " + keys + " keys");
        require(
                commitments(parties, party).size() == 1,
                "PARTY_LEFT_OUT",
                "the announcement does not name " + party + " once");
        require(
                commitments(parties, party).get(0).key().equals(key.format()),
                "PARTY_KEY_DIFFERS",
                "announced for " + party + ": " + commitments(parties, party).get(0).key());
    }

    private static List<PartyCommitment> commitments(List<PartyCommitment> parties, String party) {
        return parties.stream().filter(p -> p.party().equals(party)).toList();
    }

    // Verifiers root parties in their policy, and follow successions: another key there would
    // refute the whole draw.
    private static void requireRooted(
            SeenEvent<DrawAnnounced> seen,
            DrawName draw,
            String party,
            PublicKey key,
            Policy policy) {
        boolean rooted =
                policy.parties().stream()
                                .anyMatch(
                                        p ->
                                                p.party().equals(party)
                                                        && p.bureau().equals(draw.bureau())
                                                        && p.key().equals(key)
                                                        && p.isValidAt(
                                                                EventCodec.parseTime(seen.time())))
                        || seen.keys().find(key.id()).stream()
                                .anyMatch(
                                        k ->
                                                k.after() >= 0
                                                        && k.kind().equals(KeyEvent.PARTY)
                                                        && k.holder().equals(party)
                                                        && k.serves(draw.bureau()));
        require(rooted, "PARTY_NOT_IN_POLICY", party + " with " + key.format());
    }

    /** {@code COMMITMENT_DIFFERS}: what was announced is not what this nonce gives. */
    static void requireCommitment(
            SeenEvent<DrawAnnounced> seen, NonceFile nonce, Bytes commitment) {
        String announced = commitments(seen.data().parties(), nonce.party()).get(0).commitment();
        require(
                announced.equals(commitment.hex()) && nonce.suite().equals(seen.suite().wire()),
                "COMMITMENT_DIFFERS",
                "announced " + announced + ", the nonce gives " + commitment.hex());
    }

    /** Seconds since 1970 before which announcement and close must have been seen. */
    static long deadline(DrawAnnounced announced, Policy policy) {
        return policy.deadline(announced)
                .orElseThrow(
                        () ->
                                new CodedException(
                                        "BEACON_NOT_PINNED",
                                        "no time of the beacon: " + announced.beacon().type()));
    }
}
