package org.yanqian.ledger.sign;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.yanqian.ledger.CodedException;

/**
 * A set of algorithms with one code path (SPEC section "Suites"). Both hashes have 32 bytes of output
 * and blocks of 64 bytes.
 */
public enum Suite {
    /** SM3 (GB/T 32905), SM2 with SM3 (GB/T 32918), the default in China. */
    GM("gm"),
    /** SHA-256 (FIPS 180-4), Ed25519 (RFC 8032). */
    INTL("intl");

    private static final int BLOCK = 64;

    private final String wire;

    Suite(String wire) {
        this.wire = wire;
    }

    /** Name inside JSON: {@code gm} or {@code intl}. */
    public String wire() {
        return wire;
    }

    /** Throws {@code UNKNOWN_SUITE}. */
    public static Suite of(String wire) {
        for (Suite suite : values()) {
            if (suite.wire.equals(wire)) {
                return suite;
            }
        }
        throw new CodedException("UNKNOWN_SUITE", "unknown suite: " + wire);
    }

    /** H over the concatenation of the parts. */
    public byte[] hash(byte[]... parts) {
        if (this == GM) {
            SM3Digest sm3 = new SM3Digest();
            for (byte[] part : parts) {
                sm3.update(part, 0, part.length);
            }
            byte[] out = new byte[32];
            sm3.doFinal(out, 0);
            return out;
        }
        MessageDigest sha = newSha256();
        for (byte[] part : parts) {
            sha.update(part);
        }
        return sha.digest();
    }

    /** H of each message, SM3 side by side. */
    public byte[][] hashAll(byte[][] messages) {
        byte[][] out = new byte[messages.length][];
        if (this == INTL || out.length < Sm3Lanes.ENOUGH) {
            Arrays.setAll(out, i -> hash(messages[i]));
            return out;
        }
        Arrays.setAll(out, i -> new byte[32]);
        Sm3Lanes lanes = new Sm3Lanes();
        for (int from = 0; from < out.length; from += Sm3Lanes.LANES) {
            int to = Math.min(from + Sm3Lanes.LANES, out.length);
            lanes.hash(
                    Arrays.copyOfRange(messages, from, to),
                    to - from,
                    Arrays.copyOfRange(out, from, to));
        }
        return out;
    }

    /** HMAC-H (RFC 2104) over the concatenation of the parts. */
    public byte[] mac(byte[] key, byte[]... parts) {
        byte[] k = key.length > BLOCK ? hash(key) : key;
        byte[] inner = new byte[BLOCK];
        byte[] outer = new byte[BLOCK];
        Arrays.fill(inner, (byte) 0x36);
        Arrays.fill(outer, (byte) 0x5c);
        for (int i = 0; i < k.length; i++) {
            inner[i] ^= k[i];
            outer[i] ^= k[i];
        }
        byte[][] message = new byte[parts.length + 1][];
        message[0] = inner;
        System.arraycopy(parts, 0, message, 1, parts.length);
        return hash(outer, hash(message));
    }

    /** SHA-256 by the JDK's own provider, five times faster than Bouncy Castle's. */
    public static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
