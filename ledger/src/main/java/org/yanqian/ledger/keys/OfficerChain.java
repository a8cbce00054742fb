package org.yanqian.ledger.keys;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.sign.PublicKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.stamp.Certificates;
import org.yanqian.ledger.tree.Base64Text;

/**
 * Certificates that say whose an officer's key is (RFC 5280; SM2 by GM/T 0015). Signed by SM2, ECDSA
 * or whatever else Bouncy Castle verifies; no network is asked, so revocation is the ledger's own.
 */
public final class OfficerChain {
    private OfficerChain() {}

    /**
     * @param chain base64 of DER, the officer's certificate first
     * @param roots DER of the certificates that are trusted
     * @param at time of the enrolment
     *     <p>Throws {@code OFFICER_CHAIN_MISSING} for an empty chain, {@code OFFICER_CHAIN} for one
     *     that does not lead from this officer with this key to a root, all valid at that time.
     */
    public static void require(
            List<String> chain, List<Bytes> roots, PublicKey key, String officer, Instant at) {
        if (chain.isEmpty()) {
            throw new CodedException(
                    "OFFICER_CHAIN_MISSING", "no certificate for the key of " + officer);
        }
        List<X509CertificateHolder> certificates = new ArrayList<>();
        chain.forEach(c -> certificates.add(parse(Base64Text.parse(c, "OFFICER_CHAIN"))));
        X509CertificateHolder own = certificates.get(0);
        if (!holds(own.getSubjectPublicKeyInfo(), key)) {
            throw new CodedException("OFFICER_CHAIN", "certified is another key than " + key.id());
        }
        if (!commonName(own).equals(officer)) {
            throw new CodedException(
                    "OFFICER_CHAIN", "certified is " + commonName(own) + ", not " + officer);
        }
        List<X509CertificateHolder> others = certificates.subList(1, certificates.size());
        boolean leads =
                roots.stream()
                        .map(root -> parse(root.toArray()))
                        .anyMatch(root -> Certificates.leadsTo(own, others, root, at));
        if (!leads) {
            throw new CodedException(
                    "OFFICER_CHAIN", "leads to no root of the policy that was valid at " + at);
        }
    }

    private static X509CertificateHolder parse(byte[] der) {
        try {
            return Certificates.parse(der);
        } catch (CodedException e) {
            throw new CodedException("OFFICER_CHAIN", "not a certificate", e);
        }
    }

    private static boolean holds(SubjectPublicKeyInfo info, PublicKey key) {
        ASN1ObjectIdentifier algorithm = info.getAlgorithm().getAlgorithm();
        boolean suite =
                key.suite() == Suite.GM
                        ? algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)
                                && GMObjectIdentifiers.sm2p256v1.equals(
                                        info.getAlgorithm().getParameters())
                        : algorithm.equals(EdECObjectIdentifiers.id_Ed25519);
        return suite && Arrays.equals(info.getPublicKeyData().getBytes(), key.bytes());
    }

    private static String commonName(X509CertificateHolder certificate) {
        RDN[] names = certificate.getSubject().getRDNs(BCStyle.CN);
        return names.length == 1
                ? IETFUtils.valueToString(names[0].getFirst().getValue())
                : "nobody";
    }
}
