package org.yanqian.ledger.stamp;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.bouncycastle.util.CollectionStore;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Json;
import org.yanqian.ledger.tree.Base64Text;

/**
 * A small time-stamping authority (RFC 3161, ECDSA P-256 with SHA-256) for tests, demonstrations and
 * isolated networks: a root of its own and, under it, a signer for time stamps only. Its time is worth
 * as much as whoever runs it.
 *
 * @param root certificate that verifiers put into their policy
 * @param signer certificate of {@code key}
 */
public record StampAuthority(
        X509CertificateHolder root, X509CertificateHolder signer, PrivateKey key) {
    private static final String ALGORITHM = "SHA256withECDSA";

    /** Under the arc for examples: this policy promises nothing. */
    private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("2.999.1");

    private static final Duration LIFETIME = Duration.ofDays(3650);

    /** New keys and certificates; that of the root is thrown away once it has signed. */
    public static StampAuthority create(String name, Instant from, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", Certificates.PROVIDER);
            generator.initialize(new ECGenParameterSpec("P-256"), random);
            KeyPair rootKey = generator.generateKeyPair();
            KeyPair signerKey = generator.generateKeyPair();
            X500Name rootName = new X500Name("CN=" + name + " root");
            X509v3CertificateBuilder root =
                    builder(rootName, rootName, rootKey, from, random)
                            .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                            .addExtension(
                                    Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            X509v3CertificateBuilder signer =
                    builder(rootName, new X500Name("CN=" + name), signerKey, from, random)
                            .addExtension(
                                    Extension.keyUsage,
                                    true,
                                    new KeyUsage(KeyUsage.digitalSignature))
                            .addExtension(
                                    Extension.extendedKeyUsage,
                                    true,
                                    new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
            ContentSigner by = contentSigner(rootKey.getPrivate(), random);
            return new StampAuthority(root.build(by), signer.build(by), signerKey.getPrivate());
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** DER of the root's certificate: what a policy names. */
    public byte[] rootCertificate() {
        try {
            return root.getEncoded();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The secret file of the authority, canonical JSON. */
    public byte[] format() {
        try {
            return CanonicalJson.format(
                    Map.of(
                            "key", Base64Text.format(key.getEncoded()),
                            "root", Base64Text.format(root.getEncoded()),
                            "signer", Base64Text.format(signer.getEncoded()),
                            "use", "time-stamp"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What {@link #format} wrote; throws {@code BAD_KEY} for anything else. */
    public static StampAuthority parse(byte[] file) {
        try {
            Map<String, Object> map = Json.readObject(file);
            KeyFactory keys = KeyFactory.getInstance("EC", Certificates.PROVIDER);
            return new StampAuthority(
                    Certificates.parse(Base64Text.parse((String) map.get("root"), "BAD_KEY")),
                    Certificates.parse(Base64Text.parse((String) map.get("signer"), "BAD_KEY")),
                    keys.generatePrivate(
                            new PKCS8EncodedKeySpec(
                                    Base64Text.parse((String) map.get("key"), "BAD_KEY"))));
        } catch (GeneralSecurityException | ClassCastException | NullPointerException e) {
            throw new CodedException("BAD_KEY", "no file of a time-stamp authority", e);
        }
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, KeyPair key, Instant from, SecureRandom random) {
        return new X509v3CertificateBuilder(
                issuer,
                new BigInteger(64, random),
                Date.from(from),
                Date.from(from.plus(LIFETIME)),
                subject,
                SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded()));
    }

    private static ContentSigner contentSigner(PrivateKey key, SecureRandom random) {
        try {
            return new JcaContentSignerBuilder(ALGORITHM)
                    .setProvider(Certificates.PROVIDER)
                    .setSecureRandom(random)
                    .build(key);
        } catch (OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Answers a request, refusals included, as RFC 3161 has it. Throws {@code BAD_STAMP} for bytes
     * that are no request.
     *
     * @param request DER of a TimeStampReq
     * @return DER of a TimeStampResp
     */
    public byte[] answer(byte[] request, Instant time, SecureRandom random) {
        TimeStampRequest asked;
        try {
            asked = new TimeStampRequest(request);
        } catch (IOException | RuntimeException e) {
            throw new CodedException("BAD_STAMP", "not a time-stamp request", e);
        }
        try {
            TimeStampResponseGenerator generator =
                    new TimeStampResponseGenerator(
                            tokens(random), Set.of(NISTObjectIdentifiers.id_sha256.getId()));
            TimeStampResponse response =
                    generator.generate(asked, new BigInteger(64, random), Date.from(time));
            return response.getEncoded();
        } catch (TSPException | IOException e) {
            throw new CodedException("BAD_STAMP", "cannot answer: " + e.getMessage(), e);
        }
    }

    private TimeStampTokenGenerator tokens(SecureRandom random) {
        try {
            DigestCalculatorProvider digests =
                    new JcaDigestCalculatorProviderBuilder()
                            .setProvider(Certificates.PROVIDER)
                            .build();
            TimeStampTokenGenerator generator =
                    new TimeStampTokenGenerator(
                            new JcaSignerInfoGeneratorBuilder(digests)
                                    .build(contentSigner(key, random), signer),
                            digests.get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
                            POLICY);
            generator.addCertificates(new CollectionStore<>(List.of(signer, root)));
            return generator;
        } catch (OperatorCreationException | TSPException e) {
            throw new AssertionError(e);
        }
    }
}
