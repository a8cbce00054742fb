package org.yanqian.ledger.sign;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Hex;

/**
 * A public key that knows its suite. Bytes: Ed25519 32; SM2 65, the uncompressed point. Its id names
 * suite and key, so a message can never choose the algorithm: {@code <suite>-<first 16 bytes of
 * SHA-256(suite ‖ 0x00 ‖ key bytes) in hex>}.
 */
public final class PublicKey {
    static final byte[] SM2_ID = "1234567812345678".getBytes(StandardCharsets.US_ASCII);
    // CustomNamedCurves, not GMNamedCurves: the same curve, six times faster.
    static final ECDomainParameters SM2 =
            new ECDomainParameters(CustomNamedCurves.getByOID(GMObjectIdentifiers.sm2p256v1));

    private final Suite suite;
    private final byte[] bytes;
    private final String id;
    private final CipherParameters parameters;

    private PublicKey(Suite suite, byte[] bytes, CipherParameters parameters) {
        this.suite = suite;
        this.bytes = bytes;
        this.parameters = parameters;
        byte[] digest =
                Suite.INTL.hash(
                        suite.wire().getBytes(StandardCharsets.US_ASCII), new byte[1], bytes);
        this.id = suite.wire() + "-" + Hex.format(Arrays.copyOf(digest, 16));
    }

    /** Throws {@code BAD_KEY} for a wrong length or a point that is not on the curve. */
    public static PublicKey of(Suite suite, byte[] bytes) {
        byte[] copy = bytes.clone();
        try {
            if (suite == Suite.INTL && copy.length == 32) {
                return new PublicKey(suite, copy, new Ed25519PublicKeyParameters(copy, 0));
            }
            if (suite == Suite.GM && copy.length == 65 && copy[0] == 4) {
                ECPublicKeyParameters key =
                        new ECPublicKeyParameters(SM2.getCurve().decodePoint(copy), SM2);
                return new PublicKey(suite, copy, new ParametersWithID(key, SM2_ID));
            }
        } catch (RuntimeException e) {
            throw new CodedException("BAD_KEY", "not a public key of suite " + suite.wire(), e);
        }
        throw new CodedException("BAD_KEY", "not a public key of suite " + suite.wire());
    }

    /** Text form {@code <suite>:<hex of the key bytes>}, as policies hold it. */
    public static PublicKey parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new CodedException("BAD_KEY", "expected suite:hex, found " + text);
        }
        return of(Suite.of(text.substring(0, colon)), Hex.parse(text.substring(colon + 1)));
    }

    public String format() {
        return suite.wire() + ":" + Hex.format(bytes);
    }

    public Suite suite() {
        return suite;
    }

    public String id() {
        return id;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** True only for a 64-byte signature over exactly this message. Thread safe. */
    public boolean verify(byte[] message, byte[] signature) {
        if (signature.length != 64) {
            return false;
        }
        org.bouncycastle.crypto.Signer signer =
                suite == Suite.INTL
                        ? new Ed25519Signer()
                        : new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
        signer.init(false, parameters);
        signer.update(message, 0, message.length);
        return signer.verifySignature(signature);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublicKey key
                && suite == key.suite
                && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return id;
    }
}
