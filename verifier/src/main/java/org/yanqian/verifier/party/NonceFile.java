package org.yanqian.verifier.party;

import java.security.SecureRandom;
import java.util.Map;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.sign.Suite;

/**
 * A party's secret of one draw, kept until the reveal: canonical JSON. It names its draw, so that it
 * is never shown for another one.
 *
 * @param nonce 32 bytes of hex
 */
public record NonceFile(String drawId, String nonce, String party, String suite) {
    static NonceFile make(String drawId, String party, Suite suite, SecureRandom random) {
        byte[] nonce = new byte[32];
        random.nextBytes(nonce);
        return new NonceFile(drawId, Bytes.of(nonce).hex(), party, suite.wire());
    }

    byte[] format() {
        return CanonicalJson.format(RecordCodec.format(this));
    }

    /** Throws {@code NOT_CANONICAL}, {@code BAD_FIELD}, {@code NOT_HEX} or {@code UNKNOWN_SUITE}. */
    static NonceFile parse(byte[] bytes) {
        Map<String, Object> map = CanonicalJson.parseObject(bytes);
        NonceFile file = RecordCodec.parse(NonceFile.class, map);
        Bytes.ofHex(file.nonce, 32);
        Suite.of(file.suite);
        return file;
    }

    /** {@code OTHER_NONCE}: made for another draw or party. */
    NonceFile requireFor(String draw, String name) {
        if (!drawId.equals(draw) || !party.equals(name)) {
            throw new CodedException(
                    "OTHER_NONCE", "made for " + party + " in " + drawId + ", not for " + draw);
        }
        return this;
    }

    Bytes value() {
        return Bytes.ofHex(nonce);
    }

    Bytes commitment() {
        return Labels.commitment(Suite.of(suite), drawId, party, value());
    }
}
