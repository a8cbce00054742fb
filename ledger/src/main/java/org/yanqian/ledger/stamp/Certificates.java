package org.yanqian.ledger.stamp;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.yanqian.ledger.CodedException;

/** Chains of X.509 certificates, checked at a moment of the past and without any network. */
public final class Certificates {
    /** Never registered: what other code of this process does is none of our business. */
    static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    private static final int LONGEST = 5;

    private Certificates() {}

    /** From DER; throws {@code BAD_STAMP}. */
    public static X509CertificateHolder parse(byte[] der) {
        try {
            return new X509CertificateHolder(der);
        } catch (IOException | RuntimeException e) {
            throw new CodedException("BAD_STAMP", "not a certificate", e);
        }
    }

    /**
     * Whether signatures lead from the certificate to the root, or it is the root itself, every one
     * of them valid at that time and every issuer an authority.
     */
    public static boolean leadsTo(
            X509CertificateHolder certificate,
            Collection<X509CertificateHolder> others,
            X509CertificateHolder root,
            Instant at) {
        List<X509CertificateHolder> path = new ArrayList<>();
        X509CertificateHolder current = certificate;
        while (current.isValidOn(Date.from(at)) && path.size() < LONGEST) {
            if (current.equals(root)) {
                return true;
            }
            path.add(current);
            if (isIssuedBy(current, root)) {
                return root.isValidOn(Date.from(at));
            }
            Optional<X509CertificateHolder> issuer = issuer(current, others, path);
            if (issuer.isEmpty()) {
                return false;
            }
            current = issuer.get();
        }
        return false;
    }

    private static Optional<X509CertificateHolder> issuer(
            X509CertificateHolder of,
            Collection<X509CertificateHolder> others,
            List<X509CertificateHolder> path) {
        return others.stream()
                .filter(other -> !path.contains(other) && isIssuedBy(of, other))
                .findFirst();
    }

    private static boolean isIssuedBy(X509CertificateHolder of, X509CertificateHolder issuer) {
        if (!of.getIssuer().equals(issuer.getSubject()) || !isAuthority(issuer)) {
            return false;
        }
        try {
            return of.isSignatureValid(
                    new JcaContentVerifierProviderBuilder().setProvider(PROVIDER).build(issuer));
        } catch (CertException
                | OperatorCreationException
                | java.security.cert.CertificateException
                | RuntimeException e) {
            return false;
        }
    }

    // RFC 5280 section 4.2.1.9 and 4.2.1.3.
    private static boolean isAuthority(X509CertificateHolder certificate) {
        BasicConstraints constraints = BasicConstraints.fromExtensions(certificate.getExtensions());
        KeyUsage usage = KeyUsage.fromExtensions(certificate.getExtensions());
        return certificate.getExtension(Extension.basicConstraints) != null
                && constraints.isCA()
                && (usage == null || usage.hasUsages(KeyUsage.keyCertSign));
    }
}
