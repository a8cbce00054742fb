package org.yanqian.ledger.stamp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.sign.Suite;

/**
 * A token of RFC 3161: an authority says that bytes with this SHA-256 existed at this time. Reading
 * believes nothing; {@link #verify} does the checking.
 */
public final class TimeStamp {
    private static final Set<String> DIGESTS =
            Set.of(
                    NISTObjectIdentifiers.id_sha256.getId(),
                    NISTObjectIdentifiers.id_sha384.getId(),
                    NISTObjectIdentifiers.id_sha512.getId(),
                    GMObjectIdentifiers.sm3.getId());

    private final byte[] bytes;
    private final TimeStampToken token;
    private final List<X509CertificateHolder> carried;

    private TimeStamp(byte[] bytes, TimeStampToken token) {
        this.bytes = bytes;
        this.token = token;
        this.carried = List.copyOf(token.getCertificates().getMatches(null));
    }

    /**
     * @param bytes DER of the token, which is a ContentInfo (not the whole response). Throws {@code
     *     BAD_STAMP}, also for an imprint that is not SHA-256
     */
    public static TimeStamp parse(byte[] bytes) {
        try {
            TimeStamp stamp =
                    new TimeStamp(
                            bytes.clone(), new TimeStampToken(new CMSSignedData(bytes.clone())));
            if (!stamp.token
                    .getTimeStampInfo()
                    .getMessageImprintAlgOID()
                    .equals(NISTObjectIdentifiers.id_sha256)) {
                throw new CodedException("BAD_STAMP", "an imprint that is not SHA-256");
            }
            stamp.time();
            return stamp;
        } catch (CodedException e) {
            throw e;
        } catch (CMSException | TSPException | IOException | RuntimeException e) {
            // The ASN.1 reader throws whatever its input makes it stumble over.
            throw new CodedException("BAD_STAMP", "not a time-stamp token: " + e.getMessage(), e);
        }
    }

    /** Throws {@code BAD_STAMP} unless it is the DER of a certificate. */
    public static void requireCertificate(byte[] der) {
        Certificates.parse(der);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** The time that the authority states. */
    public Instant time() {
        return token.getTimeStampInfo().getGenTime().toInstant();
    }

    /** What a token over this checkpoint must be over. */
    public static byte[] imprint(String checkpointText) {
        return Suite.INTL.hash(checkpointText.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether it is over this checkpoint's text. */
    public boolean covers(String checkpointText) {
        return Arrays.equals(
                token.getTimeStampInfo().getMessageImprintDigest(), imprint(checkpointText));
    }

    /**
     * Checks signature, the signer's certificate (for time stamping and nothing else) and its chain
     * to the root. Throws {@code STAMP_UNKNOWN} when no chain leads there, {@code STAMP_WRONG}
     * otherwise.
     *
     * @param rootCertificate DER: that of an authority, or of the signer itself
     */
    public void verify(byte[] rootCertificate) {
        X509CertificateHolder root = Certificates.parse(rootCertificate);
        X509CertificateHolder signer =
                certificates(root).stream()
                        .filter(certificate -> token.getSID().match(certificate))
                        .filter(c -> Certificates.leadsTo(c, certificates(root), root, time()))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new CodedException(
                                                "STAMP_UNKNOWN",
                                                "signed by " + token.getSID().getIssuer()));
        requireStrongDigest();
        try {
            token.validate(
                    new JcaSimpleSignerInfoVerifierBuilder()
                            .setProvider(Certificates.PROVIDER)
                            .build(signer));
        } catch (TSPException
                | OperatorCreationException
                | CertificateException
                | RuntimeException e) {
            throw new CodedException("STAMP_WRONG", e.getMessage(), e);
        }
    }

    private void requireStrongDigest() {
        for (SignerInformation signer : token.toCMSSignedData().getSignerInfos()) {
            if (!DIGESTS.contains(signer.getDigestAlgOID())) {
                throw new CodedException(
                        "STAMP_WRONG", "signed over the digest " + signer.getDigestAlgOID());
            }
        }
    }

    // The root may be left out of the token.
    private Collection<X509CertificateHolder> certificates(X509CertificateHolder root) {
        List<X509CertificateHolder> all = new ArrayList<>(carried);
        all.add(root);
        return all;
    }
}
