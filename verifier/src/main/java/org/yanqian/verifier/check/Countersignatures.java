package org.yanqian.verifier.check;

import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.KeyEvent;
import org.yanqian.ledger.keys.EnrolledKey;

/** The supervising party's own word to what was asked (SPEC section 9.7): by its key of the policy. */
final class Countersignatures {
    private final Check11AfterDraw check;
    private final Evidence evidence;

    Countersignatures(Check11AfterDraw check, Evidence evidence) {
        this.check = check;
        this.evidence = evidence;
    }

    /** {@code request}: hex hash of the asking event. */
    void require(
            Located<?> at,
            Dossier dossier,
            String kind,
            String request,
            String party,
            String signature) {
        byte[] message = Labels.countersignature(kind, dossier.drawId(), Bytes.ofHex(request, 32));
        byte[] raw = Hex.parse(signature);
        // What follows a draw is signed by the key in force there: one that was succeeded speaks no
        // more, whoever has it now.
        boolean signed =
                evidence
                        .keys
                        .ring()
                        .partyKeys(
                                dossier.bureau(),
                                party,
                                at.index(),
                                EventCodec.parseTime(at.time()))
                        .stream()
                        .filter(EnrolledKey::supervising)
                        .anyMatch(key -> key.key().verify(message, raw));
        if (signed) {
            return;
        }
        boolean service =
                evidence.keys.ring().all().stream()
                        .filter(key -> key.kind().equals(KeyEvent.SERVICE))
                        .anyMatch(key -> key.key().verify(message, raw));
        check.failed(
                service ? "SERVICE_SPEAKS_FOR_PARTY" : "COUNTERSIGNATURE_WRONG",
                at.index(),
                "countersigned by a supervising party",
                service ? "by the service for " + party : party);
    }
}
