package org.yanqian.ledger.sign;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.Json;

/**
 * A private key held in memory, and its file form: canonical JSON with {@code key} (the id), {@code
 * private}, {@code public} and {@code suite}. Thread safe. The source of randomness is passed in;
 * Ed25519 uses it only to generate.
 */
public final class PrivateKey implements Signer {
    private final Suite suite;
    private final byte[] secret;
    private final PublicKey publicKey;
    private final Ed25519PrivateKeyParameters ed25519;
    private final Sm2Signing sm2;

    private PrivateKey(Suite suite, byte[] secret, SecureRandom random) {
        this.suite = suite;
        this.secret = secret;
        if (suite == Suite.INTL) {
            Ed25519PrivateKeyParameters key = new Ed25519PrivateKeyParameters(secret, 0);
            this.ed25519 = key;
            this.sm2 = null;
            this.publicKey = PublicKey.of(suite, key.generatePublicKey().getEncoded());
        } else {
            BigInteger d = new BigInteger(1, secret);
            BigInteger n = PublicKey.SM2.getN();
            if (d.signum() == 0 || d.compareTo(n.subtract(BigInteger.ONE)) >= 0) {
                throw new CodedException("BAD_KEY", "SM2 private key out of range");
            }
            ECPoint point = PublicKey.SM2.getG().multiply(d);
            this.ed25519 = null;
            this.sm2 = new Sm2Signing(d, point, random);
            this.publicKey = PublicKey.of(suite, point.getEncoded(false));
        }
    }

    static PrivateKey of(Suite suite, byte[] secret, SecureRandom random) {
        return new PrivateKey(suite, secret.clone(), random);
    }

    /** The seed of Ed25519, or d of SM2. */
    byte[] secret() {
        return secret.clone();
    }

    public static PrivateKey generate(Suite suite, SecureRandom random) {
        if (suite == Suite.INTL) {
            byte[] seed = new byte[32];
            random.nextBytes(seed);
            return new PrivateKey(suite, seed, random);
        }
        BigInteger n = PublicKey.SM2.getN();
        BigInteger d =
                BigIntegers.createRandomInRange(BigInteger.ONE, n.subtract(BigInteger.TWO), random);
        return new PrivateKey(suite, BigIntegers.asUnsignedByteArray(32, d), random);
    }

    /** Throws {@code BAD_KEY} if the file names another key than it holds. */
    public static PrivateKey parse(byte[] file, SecureRandom random) {
        Map<String, Object> map = Json.readObject(file);
        try {
            PrivateKey key =
                    new PrivateKey(
                            Suite.of((String) map.get("suite")),
                            Hex.parse((String) map.get("private"), 32),
                            random);
            if (key.publicKey.id().equals(map.get("key"))
                    && Hex.format(key.publicKey.bytes()).equals(map.get("public"))) {
                return key;
            }
        } catch (ClassCastException | NullPointerException e) {
            throw new CodedException("BAD_KEY", "not a key file", e);
        }
        throw new CodedException("BAD_KEY", "the key file names another key than it holds");
    }

    public byte[] format() {
        Map<String, Object> map = new TreeMap<>();
        map.put("key", publicKey.id());
        map.put("private", Hex.format(secret));
        map.put("public", Hex.format(publicKey.bytes()));
        map.put("suite", suite.wire());
        return CanonicalJson.format(map);
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] message) {
        if (suite == Suite.GM) {
            return sm2.sign(message);
        }
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, ed25519);
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }
}
