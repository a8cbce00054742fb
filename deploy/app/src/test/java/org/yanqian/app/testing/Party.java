package org.yanqian.app.testing;

import java.security.SecureRandom;
import java.util.Map;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Enc;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;

/** A party with its own key: makes the bodies that it alone can sign. */
public record Party(String name, PrivateKey key, boolean supervising) {
    static final SecureRandom RANDOM = new SecureRandom();

    public static Bytes newNonce() {
        byte[] nonce = new byte[32];
        RANDOM.nextBytes(nonce);
        return Bytes.of(nonce);
    }

    public Map<String, Object> commitment(Suite suite, String drawId, Bytes nonce) {
        Bytes commitment = Labels.commitment(suite, drawId, name, nonce);
        byte[] message =
                Enc.of("YQ1/commit")
                        .string(drawId)
                        .string(name)
                        .bytes(commitment.toArray())
                        .toBytes();
        return Map.of(
                "party",
                name,
                "commitment",
                commitment.hex(),
                "signature",
                Hex.format(key.sign(message)));
    }

    /** {@code announcement}: hex of the announcement's hash. */
    public Map<String, Object> reveal(String drawId, String announcement, Bytes nonce) {
        byte[] message = Labels.reveal(drawId, Bytes.ofHex(announcement), name, nonce);
        return Map.of(
                "party", name, "nonce", nonce.hex(), "signature", Hex.format(key.sign(message)));
    }

    /** {@code close}: hex of the close's hash. */
    public Map<String, Object> confirmation(
            String drawId, String close, Beacon beacon, Map<String, Object> value) {
        byte[] message = Labels.confirmation(drawId, Bytes.ofHex(close), beacon);
        return Map.of("party", name, "value", value, "signature", Hex.format(key.sign(message)));
    }
}
