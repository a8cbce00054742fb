package org.yanqian.verifier.check;

import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.RecordCodec;

/**
 * What an auditor keeps of a verification that proved a ledger, in a file of their own. Entries under
 * a tree of this root are the very bytes that were verified then, so their signatures need not be
 * verified again; everything that depends on order is.
 *
 * @param note the checkpoint, as signed
 * @param policy hash of the policy's files: under another policy everything is verified anew
 */
public record Proven(
        String format, String origin, long size, String root, String note, String policy) {
    private static final String FORMAT = "yanqian-proven/1";

    public static Proven of(Outcome outcome, String note, String policy) {
        return new Proven(FORMAT, outcome.origin(), outcome.size(), outcome.root(), note, policy);
    }

    public byte[] write() {
        return CanonicalJson.format(RecordCodec.format(this));
    }

    /** Throws {@code BAD_PROVEN_FILE}. */
    public static Proven read(byte[] file) {
        try {
            Proven proven = RecordCodec.parse(Proven.class, CanonicalJson.parseObject(file));
            if (proven.format.equals(FORMAT) && proven.size >= 0) {
                return proven;
            }
        } catch (CodedException e) {
            throw new CodedException("BAD_PROVEN_FILE", e.getMessage(), e);
        }
        throw new CodedException("BAD_PROVEN_FILE", "unknown format " + proven(file));
    }

    private static String proven(byte[] file) {
        return file.length + " bytes";
    }
}
