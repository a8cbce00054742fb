package org.yanqian.ledger.draw;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.yanqian.ledger.sign.Sm3Lanes;
import org.yanqian.ledger.sign.Suite;

/**
 * MAC = HMAC-H (RFC 2104) under one key, again and again: one digest object and its padded key
 * blocks are reused, because a draw over millions of sites computes millions of tickets. Not thread
 * safe.
 */
final class DrawMac {
    private static final int BLOCK = 64;
    private static final int SIZE = 32;

    private final Digest digest;
    private final byte[] middle = new byte[SIZE];
    private final byte[] innerKey;
    private final byte[] outerKey;
    private Lanes lanes;

    DrawMac(Suite suite, byte[] key) {
        byte[] inner = new byte[BLOCK];
        byte[] outer = new byte[BLOCK];
        byte[] k = key.length > BLOCK ? suite.hash(key) : key;
        Arrays.fill(inner, (byte) 0x36);
        Arrays.fill(outer, (byte) 0x5c);
        for (int i = 0; i < k.length; i++) {
            inner[i] ^= k[i];
            outer[i] ^= k[i];
        }
        this.digest = Digest.of(suite, inner, outer);
        this.innerKey = suite == Suite.GM ? inner : null;
        this.outerKey = suite == Suite.GM ? outer : null;
    }

    /** Of the first {@code count} messages, {@link Sm3Lanes#LANES} at most, each into its place. */
    void of(byte[][] messages, int count, byte[][] out) {
        if (innerKey == null) {
            for (int i = 0; i < count; i++) {
                of(messages[i], out[i]);
            }
            return;
        }
        if (lanes == null) {
            lanes = new Lanes(innerKey, outerKey);
        }
        lanes.of(messages, count, out);
    }

    byte[] of(byte[] message) {
        byte[] out = new byte[SIZE];
        of(message, out);
        return out;
    }

    /** Writes the 32 bytes into {@code out}. */
    void of(byte[] message, byte[] out) {
        digest.beginInner();
        digest.update(message, message.length);
        digest.finish(middle);
        digest.beginOuter();
        digest.update(middle, SIZE);
        digest.finish(out);
    }

    /** HMAC-SM3 of many messages side by side. */
    private static final class Lanes {
        private final Sm3Lanes sm3 = new Sm3Lanes();
        private final Sm3Lanes.Start inner;
        private final Sm3Lanes.Start outer;
        private final byte[][] middle = new byte[Sm3Lanes.LANES][SIZE];

        Lanes(byte[] inner, byte[] outer) {
            this.inner = sm3.start(inner);
            this.outer = sm3.start(outer);
        }

        void of(byte[][] messages, int count, byte[][] out) {
            sm3.hash(inner, messages, count, middle);
            sm3.hash(outer, middle, count, out);
        }
    }

    /** A reusable hash of the suite that can begin with either of two blocks. */
    interface Digest {
        void beginInner();

        void beginOuter();

        void update(byte[] bytes, int length);

        /** Writes 32 bytes and starts afresh. */
        void finish(byte[] out);

        static Digest of(Suite suite, byte[] inner, byte[] outer) {
            return suite == Suite.GM ? new Sm3(inner, outer) : new Sha256(inner, outer);
        }

        static Digest of(Suite suite) {
            return of(suite, new byte[0], new byte[0]);
        }
    }

    /** Keeps the state after each of the two blocks: that saves two of the five a ticket takes. */
    private static final class Sm3 implements Digest {
        private final SM3Digest sm3 = new SM3Digest();
        private final SM3Digest inner = new SM3Digest();
        private final SM3Digest outer = new SM3Digest();

        Sm3(byte[] inner, byte[] outer) {
            this.inner.update(inner, 0, inner.length);
            this.outer.update(outer, 0, outer.length);
        }

        @Override
        public void beginInner() {
            sm3.reset(inner);
        }

        @Override
        public void beginOuter() {
            sm3.reset(outer);
        }

        @Override
        public void update(byte[] bytes, int length) {
            sm3.update(bytes, 0, length);
        }

        @Override
        public void finish(byte[] out) {
            sm3.doFinal(out, 0);
        }
    }

    /** Hashes the block again: with the processor's help that is cheaper than copying a state. */
    private static final class Sha256 implements Digest {
        private final MessageDigest sha = Suite.newSha256();
        private final byte[] inner;
        private final byte[] outer;

        Sha256(byte[] inner, byte[] outer) {
            this.inner = inner;
            this.outer = outer;
        }

        @Override
        public void beginInner() {
            sha.update(inner);
        }

        @Override
        public void beginOuter() {
            sha.update(outer);
        }

        @Override
        public void update(byte[] bytes, int length) {
            sha.update(bytes, 0, length);
        }

        @Override
        public void finish(byte[] out) {
            try {
                sha.digest(out, 0, SIZE);
            } catch (DigestException e) {
                throw new AssertionError("a SHA-256 fits 32 bytes", e);
            }
        }
    }
}
