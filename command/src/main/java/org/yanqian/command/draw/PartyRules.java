package org.yanqian.command.draw;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.DrawEvent.Confirmation;
import org.yanqian.ledger.event.DrawEvent.Party;
import org.yanqian.ledger.event.DrawEvent.SeedCommitted;
import org.yanqian.ledger.event.DrawEvent.SeedRevealed;
import org.yanqian.ledger.freeze.BeaconValues;
import org.yanqian.ledger.sign.PublicKey;
import org.yanqian.ledger.sign.Suite;

/** DRAW/1 section 4: what a party says counts only with that party's own key. */
final class PartyRules {
    private PartyRules() {}

    static void requireTwoDistinctKeys(List<Party> parties) {
        Set<String> keys = new HashSet<>();
        Set<String> names = new HashSet<>();
        parties.forEach(
                party -> {
                    keys.add(party.key());
                    names.add(party.party());
                });
        Refusal.when(
                parties.size() < 2
                        || keys.size() != parties.size()
                        || names.size() != parties.size(),
                RefusalCode.PARTY_UNKNOWN,
                names);
        Refusal.when(
                parties.stream().noneMatch(Party::supervising),
                RefusalCode.PARTY_UNKNOWN,
                "supervising");
    }

    static void requireCommitSignature(Party party, SeedCommitted commit) {
        byte[] message;
        try {
            message =
                    Labels.commitMessage(
                            commit.drawId(), commit.party(), Bytes.ofHex(commit.commitment(), 32));
        } catch (CodedException e) {
            throw new Refusal(RefusalCode.COMMITMENT_MALFORMED);
        }
        requireSignature(List.of(party), message, commit.signature());
    }

    static void requireMatchingReveal(String suite, String commitment, SeedRevealed reveal) {
        Bytes expected;
        try {
            expected =
                    Labels.commitment(
                            Suite.of(suite),
                            reveal.drawId(),
                            reveal.party(),
                            Bytes.of(Hex.parse(reveal.nonce(), 32)));
        } catch (CodedException e) {
            throw new Refusal(RefusalCode.REVEAL_MISMATCH, reveal.party());
        }
        Refusal.when(
                !expected.hex().equals(commitment), RefusalCode.REVEAL_MISMATCH, reveal.party());
    }

    static void requireRevealSignature(Party party, SeedRevealed reveal, String announcement) {
        byte[] message =
                Labels.reveal(
                        reveal.drawId(),
                        Bytes.ofHex(announcement),
                        reveal.party(),
                        Bytes.ofHex(reveal.nonce()));
        requireSignature(List.of(party), message, reveal.signature());
    }

    /**
     * @param speakers one party with each of its keys
     * @param hash hex hash of the event that waits for the value: a close, an announced vacancy
     */
    static void requireConfirmationSignature(
            List<Party> speakers,
            String drawId,
            Confirmation confirmed,
            String hash,
            String signature) {
        byte[] message =
                Labels.confirmation(
                        drawId, Bytes.ofHex(hash), BeaconValues.beacon(confirmed.value()));
        requireSignature(speakers, message, signature);
    }

    // Nobody of the bureau that draws speaks for the party that supervises it.
    static void requireOtherSide(List<Party> speakers, Actor actor, String bureau) {
        Refusal.when(
                speakers.stream().anyMatch(Party::supervising) && actor.bureau().equals(bureau),
                RefusalCode.ACTOR_ON_BOTH_SIDES,
                actor.officer());
    }

    static void requireSupervising(List<Party> speakers) {
        Refusal.when(
                !speakers.stream().allMatch(Party::supervising),
                RefusalCode.PARTY_NOT_SUPERVISING,
                speakers.get(0).party());
    }

    /** @param speakers one party with each of its keys */
    static void requireCountersignature(
            List<Party> speakers, String kind, String drawId, String request, String signature) {
        byte[] message = Labels.countersignature(kind, drawId, Bytes.ofHex(request, 32));
        requireSignature(speakers, message, signature);
    }

    private static void requireSignature(List<Party> speakers, byte[] message, String signature) {
        Refusal.when(
                speakers.stream().noneMatch(party -> isSigned(party, message, signature)),
                RefusalCode.PARTY_SIGNATURE_INVALID,
                speakers.get(0).party());
    }

    private static boolean isSigned(Party party, byte[] message, String signature) {
        try {
            return PublicKey.parse(party.key()).verify(message, Hex.parse(signature));
        } catch (CodedException e) {
            return false;
        }
    }
}
