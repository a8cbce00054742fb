package org.yanqian.verifier.party;

import static org.yanqian.verifier.party.SeenEvent.require;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.sign.Dsse;
import org.yanqian.ledger.sign.PrivateKey;

/** What a service asks an officer to sign: read, compared and only then signed. */
record PreparedEvent(LedgerEvent event, byte[] bytes) {
    /** Throws {@code PREPARED_DIFFERS} and the codes of {@link EventCodec#parse}. */
    static PreparedEvent read(byte[] bytes, String officer) {
        LedgerEvent event = EventCodec.parse(bytes);
        require(
                Arrays.equals(EventCodec.format(event), bytes),
                "PREPARED_DIFFERS",
                "not the canonical bytes of the event shown");
        require(
                event.actor().officer().equals(officer),
                "PREPARED_DIFFERS",
                "the actor is " + event.actor().officer() + ", not " + officer);
        return new PreparedEvent(event, bytes);
    }

    /** What was asked for stands in the event as it was asked. */
    void requireSays(Map<String, Object> asked) {
        Map<String, Object> data = RecordCodec.format((Record) event.data());
        asked.forEach(
                (field, value) ->
                        require(
                                !data.containsKey(field) || same(data.get(field), value),
                                "PREPARED_DIFFERS",
                                field + ": asked for " + value + ", found " + data.get(field)));
    }

    private static boolean same(Object one, Object other) {
        return Arrays.equals(CanonicalJson.format(one), CanonicalJson.format(other));
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    String sign(PrivateKey key) {
        return Base64.getEncoder().encodeToString(key.sign(Dsse.pae(Dsse.EVENT_TYPE, bytes)));
    }
}
