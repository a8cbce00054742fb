package org.yanqian.ledger.sign;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.BigIntegers;
import org.yanqian.ledger.CodedException;

/**
 * A private key under a password (RFC 7292), one entry with a self-signed certificate. SM2 in PKCS#12
 * is read by Bouncy Castle and by GM tools, not by the JDK.
 */
public final class Pkcs12 {
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
    private static final String ALIAS = "yanqian";
    private static final int SECRET_BYTES = 32;
    private static final Duration CERTIFIED = Duration.ofDays(20 * 365);
    private static final ECNamedDomainParameters SM2 =
            new ECNamedDomainParameters(
                    GMObjectIdentifiers.sm2p256v1,
                    GMNamedCurves.getByOID(GMObjectIdentifiers.sm2p256v1));

    private Pkcs12() {}

    /** @param now start of the certificate, which nobody relies on */
    public static byte[] format(PrivateKey key, char[] password, Instant now, SecureRandom random) {
        AsymmetricKeyParameter secret = parameters(key);
        try {
            PrivateKeyInfo info = PrivateKeyInfoFactory.createPrivateKeyInfo(secret);
            java.security.PrivateKey jca =
                    KeyFactory.getInstance(algorithm(key.publicKey().suite()), PROVIDER)
                            .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
            KeyStore store = KeyStore.getInstance("pkcs12", PROVIDER);
            store.load(null, null);
            store.setKeyEntry(
                    ALIAS,
                    jca,
                    password,
                    new Certificate[] {certificate(key, secret, jca, now, random)});
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, password);
            return out.toByteArray();
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new AssertionError("a keystore in memory cannot fail", e);
        }
    }

    private static String algorithm(Suite suite) {
        return suite == Suite.GM ? "EC" : "Ed25519";
    }

    private static AsymmetricKeyParameter parameters(PrivateKey key) {
        byte[] secret = key.secret();
        return key.publicKey().suite() == Suite.GM
                ? new ECPrivateKeyParameters(new BigInteger(1, secret), SM2)
                : new Ed25519PrivateKeyParameters(secret, 0);
    }

    private static Certificate certificate(
            PrivateKey key,
            AsymmetricKeyParameter secret,
            java.security.PrivateKey jca,
            Instant now,
            SecureRandom random)
            throws IOException, OperatorCreationException, GeneralSecurityException {
        AsymmetricKeyParameter open =
                secret instanceof Ed25519PrivateKeyParameters ed
                        ? ed.generatePublicKey()
                        : new ECPublicKeyParameters(
                                SM2.getCurve().decodePoint(key.publicKey().bytes()), SM2);
        SubjectPublicKeyInfo info = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(open);
        X500Name name = new X500Name("CN=" + key.publicKey().id());
        X509v3CertificateBuilder builder =
                new X509v3CertificateBuilder(
                        name,
                        new BigInteger(127, random).add(BigInteger.ONE),
                        Date.from(now),
                        Date.from(now.plus(CERTIFIED)),
                        name,
                        info);
        String signature = key.publicKey().suite() == Suite.GM ? "SM3WITHSM2" : "Ed25519";
        return new JcaX509CertificateConverter()
                .setProvider(PROVIDER)
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder(signature)
                                        .setProvider(PROVIDER)
                                        .build(jca)));
    }

    /** Throws {@code BAD_KEY}: another password, damaged, or not one key of SM2 or Ed25519. */
    public static PrivateKey parse(byte[] file, char[] password, SecureRandom random) {
        try {
            KeyStore store = KeyStore.getInstance("pkcs12", PROVIDER);
            store.load(new ByteArrayInputStream(file), password);
            for (String alias : Collections.list(store.aliases())) {
                Key key = store.getKey(alias, password);
                if (key != null) {
                    return of(PrivateKeyFactory.createKey(key.getEncoded()), random);
                }
            }
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new CodedException(
                    "BAD_KEY", "not a PKCS#12 keystore under this password: " + e.getMessage(), e);
        }
        throw new CodedException("BAD_KEY", "the keystore holds no private key");
    }

    private static PrivateKey of(AsymmetricKeyParameter key, SecureRandom random) {
        if (key instanceof Ed25519PrivateKeyParameters ed) {
            return PrivateKey.of(Suite.INTL, ed.getEncoded(), random);
        }
        if (key instanceof ECPrivateKeyParameters ec
                && ec.getParameters().getCurve().equals(SM2.getCurve())) {
            return PrivateKey.of(
                    Suite.GM, BigIntegers.asUnsignedByteArray(SECRET_BYTES, ec.getD()), random);
        }
        throw new CodedException("BAD_KEY", "neither SM2 nor Ed25519");
    }
}
