package org.yanqian.ledger.sign;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.agreement.X25519Agreement;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Enc;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.Json;

/**
 * Encryption to one holder of a key, the auditor: in suite gm SM2 (GB/T 32918.4, order C1C3C2), in
 * suite intl X25519, HKDF-SHA256 and AES-256-GCM. Public keys as text {@code suite:hex}, 65 bytes of an
 * SM2 point or 32 bytes of X25519.
 */
public final class SealedBox {
    private static final int X25519_BYTES = 32;

    private SealedBox() {}

    /** @param publicKey text for policies; {@code file} holds the private key */
    public record KeyPair(String publicKey, byte[] file) {}

    public static KeyPair generate(Suite suite, SecureRandom random) {
        byte[] secret;
        byte[] open;
        if (suite == Suite.GM) {
            PrivateKey key = PrivateKey.generate(suite, random);
            secret = Hex.parse((String) Json.readObject(key.format()).get("private"));
            open = key.publicKey().bytes();
        } else {
            X25519PrivateKeyParameters key = new X25519PrivateKeyParameters(random);
            secret = key.getEncoded();
            open = key.generatePublicKey().getEncoded();
        }
        Map<String, Object> file = new TreeMap<>();
        file.put("private", Hex.format(secret));
        file.put("public", Hex.format(open));
        file.put("suite", suite.wire());
        file.put("use", "decrypt");
        return new KeyPair(suite.wire() + ":" + Hex.format(open), CanonicalJson.format(file));
    }

    /** Throws {@code BAD_KEY}. */
    public static byte[] seal(String publicKey, byte[] plain, SecureRandom random) {
        int colon = publicKey.indexOf(':');
        if (colon < 0) {
            throw new CodedException("BAD_KEY", "expected suite:hex, found " + publicKey);
        }
        Suite suite = Suite.of(publicKey.substring(0, colon));
        byte[] key = Hex.parse(publicKey.substring(colon + 1));
        return suite == Suite.GM ? sealSm2(key, plain, random) : sealX25519(key, plain, random);
    }

    /** {@code keyFile} as {@link KeyPair#file}; throws {@code BAD_KEY} or {@code NOT_OPENED}. */
    public static byte[] open(byte[] keyFile, byte[] box) {
        Map<String, Object> file = Json.readObject(keyFile);
        if (!(file.get("suite") instanceof String suite)
                || !(file.get("private") instanceof String secret)) {
            throw new CodedException("BAD_KEY", "not a key file for decryption");
        }
        byte[] key = Hex.parse(secret, 32);
        try {
            return Suite.of(suite) == Suite.GM ? openSm2(key, box) : openX25519(key, box);
        } catch (InvalidCipherTextException | GeneralSecurityException | RuntimeException e) {
            throw new CodedException("NOT_OPENED", "this key does not open the ciphertext", e);
        }
    }

    private static byte[] sealSm2(byte[] key, byte[] plain, SecureRandom random) {
        PublicKey.of(Suite.GM, key);
        SM2Engine engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
        engine.init(
                true,
                new ParametersWithRandom(
                        new ECPublicKeyParameters(
                                PublicKey.SM2.getCurve().decodePoint(key), PublicKey.SM2),
                        random));
        try {
            return engine.processBlock(plain, 0, plain.length);
        } catch (InvalidCipherTextException e) {
            throw new AssertionError("encrypting in memory cannot fail", e);
        }
    }

    private static byte[] openSm2(byte[] key, byte[] box) throws InvalidCipherTextException {
        SM2Engine engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
        engine.init(false, new ECPrivateKeyParameters(new BigInteger(1, key), PublicKey.SM2));
        return engine.processBlock(box, 0, box.length);
    }

    private static byte[] sealX25519(byte[] key, byte[] plain, SecureRandom random) {
        if (key.length != X25519_BYTES) {
            throw new CodedException("BAD_KEY", "expected 32 bytes of X25519");
        }
        X25519PrivateKeyParameters ephemeral = new X25519PrivateKeyParameters(random);
        byte[] open = ephemeral.generatePublicKey().getEncoded();
        try {
            byte[] sealed = aes(Cipher.ENCRYPT_MODE, boxKey(ephemeral, key, open, key), plain);
            byte[] box = Arrays.copyOf(open, X25519_BYTES + sealed.length);
            System.arraycopy(sealed, 0, box, X25519_BYTES, sealed.length);
            return box;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has AES-GCM", e);
        }
    }

    private static byte[] openX25519(byte[] key, byte[] box) throws GeneralSecurityException {
        X25519PrivateKeyParameters mine = new X25519PrivateKeyParameters(key, 0);
        byte[] open = Arrays.copyOf(box, X25519_BYTES);
        return aes(
                Cipher.DECRYPT_MODE,
                boxKey(mine, open, open, mine.generatePublicKey().getEncoded()),
                Arrays.copyOfRange(box, X25519_BYTES, box.length));
    }

    /** HKDF-SHA256 (RFC 5869), salt = ephemeral ‖ recipient, one block of output. */
    private static byte[] boxKey(
            X25519PrivateKeyParameters mine, byte[] theirs, byte[] ephemeral, byte[] recipient) {
        X25519Agreement agreement = new X25519Agreement();
        agreement.init(mine);
        byte[] shared = new byte[X25519_BYTES];
        agreement.calculateAgreement(new X25519PublicKeyParameters(theirs, 0), shared, 0);
        byte[] salt = Arrays.copyOf(ephemeral, 2 * X25519_BYTES);
        System.arraycopy(recipient, 0, salt, X25519_BYTES, X25519_BYTES);
        byte[] prk = Suite.INTL.mac(salt, shared);
        return Suite.INTL.mac(prk, Enc.of("YQ/sealed-box").toBytes(), new byte[] {1});
    }

    // The key is fresh for every box, so the nonce may be constant.
    private static byte[] aes(int mode, byte[] key, byte[] input) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, new byte[12]));
        return cipher.doFinal(input);
    }
}
