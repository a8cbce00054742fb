package org.yanqian.ledger.keys;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.sign.Suite;

/** Real chains of invented authorities (样本), SM2 and ECDSA, and what is wrong with forged ones. */
class OfficerChainTest {
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
    private static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");
    private static final String OFFICER = "o-17";
    private int serial;

    private record Authority(X509CertificateHolder certificate, KeyPair keys, String algorithm) {
        Bytes der() {
            try {
                return Bytes.of(certificate.getEncoded());
            } catch (java.io.IOException e) {
                throw new AssertionError(e);
            }
        }

        String base64() {
            return Base64.getEncoder().encodeToString(der().toArray());
        }

        org.yanqian.ledger.sign.PublicKey key(Suite suite) {
            return org.yanqian.ledger.sign.PublicKey.of(
                    suite, certificate.getSubjectPublicKeyInfo().getPublicKeyData().getBytes());
        }
    }

    private static KeyPair pair(String curve) {
        try {
            if (curve.equals("Ed25519")) {
                return KeyPairGenerator.getInstance("Ed25519", PROVIDER).generateKeyPair();
            }
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
            generator.initialize(new ECGenParameterSpec(curve), new SecureRandom());
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String algorithm(String curve) {
        return curve.equals("sm2p256v1") ? "SM3WITHSM2" : "SHA256WITHECDSA";
    }

    private X509CertificateHolder issue(
            String subject, PublicKey key, Authority issuer, boolean authority, Instant until) {
        try {
            X509v3CertificateBuilder builder =
                    new X509v3CertificateBuilder(
                            issuer.certificate == null
                                    ? new X500Name("CN=" + subject)
                                    : issuer.certificate.getSubject(),
                            BigInteger.valueOf(++serial),
                            Date.from(NOW.minus(Duration.ofDays(30))),
                            Date.from(until),
                            new X500Name("CN=" + subject),
                            SubjectPublicKeyInfo.getInstance(key.getEncoded()));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            return builder.build(
                    new JcaContentSignerBuilder(issuer.algorithm)
                            .setProvider(PROVIDER)
                            .build(issuer.keys.getPrivate()));
        } catch (java.io.IOException | org.bouncycastle.operator.OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }

    private Authority root(String curve) {
        KeyPair keys = pair(curve);
        Authority self = new Authority(null, keys, algorithm(curve));
        return new Authority(
                issue("样本根", keys.getPublic(), self, true, NOW.plus(Duration.ofDays(3650))),
                keys,
                self.algorithm);
    }

    private Authority under(
            Authority issuer, String subject, String curve, boolean authority, Instant until) {
        KeyPair keys = pair(curve);
        return new Authority(
                issue(subject, keys.getPublic(), issuer, authority, until), keys, algorithm(curve));
    }

    private static final Instant LATER = NOW.plus(Duration.ofDays(300));

    private static Suite suite(String curve) {
        return curve.equals("Ed25519") ? Suite.INTL : Suite.GM;
    }

    private static void refused(String code, Runnable check) {
        assertThatThrownBy(check::run).hasFieldOrPropertyWithValue("code", code);
    }

    @ParameterizedTest
    @CsvSource({
        "sm2p256v1, sm2p256v1",
        "secp256r1, Ed25519",
        "secp256r1, sm2p256v1",
        "sm2p256v1, Ed25519"
    })
    void a_chain_leads_from_the_officer_over_an_issuer_to_the_root(String ca, String own) {
        Authority root = root(ca);
        Authority issuer = under(root, "样本签发", ca, true, LATER);
        Authority officer = under(issuer, OFFICER, own, false, LATER);
        List<String> chain = List.of(officer.base64(), issuer.base64());
        List<Bytes> roots = List.of(root(ca).der(), root.der());
        assertThatCode(
                        () ->
                                OfficerChain.require(
                                        chain, roots, officer.key(suite(own)), OFFICER, NOW))
                .doesNotThrowAnyException();
    }

    @Test
    void a_chain_of_another_officer_another_key_or_another_root_is_none() {
        Authority root = root("sm2p256v1");
        Authority officer = under(root, OFFICER, "sm2p256v1", false, LATER);
        Authority other = under(root, "o-18", "sm2p256v1", false, LATER);
        List<String> chain = List.of(officer.base64());
        List<Bytes> roots = List.of(root.der());
        var key = officer.key(Suite.GM);
        refused(
                "OFFICER_CHAIN",
                () -> OfficerChain.require(List.of(other.base64()), roots, key, OFFICER, NOW));
        refused("OFFICER_CHAIN", () -> OfficerChain.require(chain, roots, key, "o-18", NOW));
        refused(
                "OFFICER_CHAIN",
                () ->
                        OfficerChain.require(
                                chain, List.of(root("sm2p256v1").der()), key, OFFICER, NOW));
        refused(
                "OFFICER_CHAIN_MISSING",
                () -> OfficerChain.require(List.of(), roots, key, OFFICER, NOW));
        refused(
                "OFFICER_CHAIN",
                () -> OfficerChain.require(List.of("AAAA"), roots, key, OFFICER, NOW));
    }

    @Test
    void an_expired_certificate_or_an_officer_as_issuer_leads_nowhere() {
        Authority root = root("secp256r1");
        Authority old = under(root, OFFICER, "Ed25519", false, NOW.minusSeconds(60));
        List<Bytes> roots = List.of(root.der());
        refused(
                "OFFICER_CHAIN",
                () ->
                        OfficerChain.require(
                                List.of(old.base64()), roots, old.key(Suite.INTL), OFFICER, NOW));
        Authority colleague = under(root, "o-18", "secp256r1", false, LATER);
        Authority made = under(colleague, OFFICER, "Ed25519", false, LATER);
        refused(
                "OFFICER_CHAIN",
                () ->
                        OfficerChain.require(
                                List.of(made.base64(), colleague.base64()),
                                roots,
                                made.key(Suite.INTL),
                                OFFICER,
                                NOW));
    }
}
