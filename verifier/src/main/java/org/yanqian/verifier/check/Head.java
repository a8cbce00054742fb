package org.yanqian.verifier.check;

import java.util.Map;
import java.util.OptionalLong;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.tree.SignedCheckpoint;

/**
 * A checkpoint as found.
 *
 * @param name path of its file, or what a bundle uses it for
 * @param signed null unless the log's signature and every known cosignature verify
 * @param problem why not
 */
public record Head(String name, byte[] bytes, SignedCheckpoint signed, CodedException problem) {

    static Head read(String name, byte[] bytes, Policy policy) {
        try {
            return new Head(name, bytes, policy.verifyCheckpoint(bytes), null);
        } catch (CodedException e) {
            return new Head(name, bytes, null, e);
        }
    }

    static Head missing(String name, CodedException problem) {
        return new Head(name, new byte[0], null, problem);
    }

    public boolean isValid() {
        return signed != null;
    }

    public long size() {
        return signed.checkpoint().size();
    }

    public byte[] root() {
        return signed.checkpoint().root();
    }

    /** When the policy's quorum was met, seconds since 1970. */
    public OptionalLong quorumAt(Policy policy) {
        return policy.quorumMetAt(signed);
    }

    /** Seconds since 1970, by the policy's name of the witness. */
    public Map<String, Long> cosignedAt(Policy policy) {
        return policy.cosignedAtSeconds(signed);
    }
}
