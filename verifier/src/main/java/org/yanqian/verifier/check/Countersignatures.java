package org.yanqian.verifier.check;

import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.KeyEvent;

/** The supervising party's own word to what was asked (SPEC section 9.7): by a key in force there. */
final class Countersignatures {
    private final Check11AfterDraw check;
    private final Evidence evidence;

    Countersignatures(Check11AfterDraw check, Evidence evidence) {
        this.check = check;
        this.evidence = evidence;
    }

    /** {@code request}: hex hash of the event that the supervising party agrees to. */
    void require(
            Located<?> at,
            Dossier dossier,
            String kind,
            String request,
            String party,
            String signature) {
        byte[] message = Labels.countersignature(kind, dossier.drawId(), Bytes.ofHex(request, 32));
        if (!isSigned(at, dossier, party, message, signature, true)) {
            refuse(
                    at,
                    "COUNTERSIGNATURE_WRONG",
                    "countersigned by a supervising party",
                    party,
                    message,
                    signature);
        }
    }

    /** A party's word on dice or lottery numbers of a vacancy. */
    void requireConfirmed(
            Located<?> at, Dossier dossier, String party, byte[] message, String signature) {
        if (!isSigned(at, dossier, party, message, signature, false)) {
            refuse(at, "PARTY_SIGNATURE", "a signature by " + party, party, message, signature);
        }
    }

    // What follows a draw is signed by the key in force there: one that was succeeded speaks no
    // more,
    // whoever has it now.
    private boolean isSigned(
            Located<?> at,
            Dossier dossier,
            String party,
            byte[] message,
            String signature,
            boolean supervising) {
        byte[] raw = Hex.parse(signature);
        return evidence
                .keys
                .ring()
                .partyKeys(dossier.bureau(), party, at.index(), EventCodec.parseTime(at.time()))
                .stream()
                .filter(key -> key.supervising() || !supervising)
                .anyMatch(key -> key.key().verify(message, raw));
    }

    private void refuse(
            Located<?> at,
            String code,
            String expected,
            String party,
            byte[] message,
            String signature) {
        byte[] raw = Hex.parse(signature);
        boolean service =
                evidence.keys.ring().all().stream()
                        .filter(key -> key.kind().equals(KeyEvent.SERVICE))
                        .anyMatch(key -> key.key().verify(message, raw));
        check.failed(
                service ? "SERVICE_SPEAKS_FOR_PARTY" : code,
                at.index(),
                expected,
                service ? "by the service for " + party : party);
    }
}
