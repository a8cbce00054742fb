package org.yanqian.bench;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.yanqian.ledger.sign.KnownKey;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;

/** The limits: signatures, verifications and hashes per second and core. */
final class CryptoBench {
    private CryptoBench() {}

    static void run() {
        SecureRandom random = new SecureRandom();
        for (Suite suite : Suite.values()) {
            PrivateKey key = PrivateKey.generate(suite, random);
            byte[] message = new byte[600];
            byte[] signature = key.sign(message);
            Report.line(
                    "sign-" + suite.wire(),
                    perSecond(n -> key.sign(message)),
                    "1/s",
                    0,
                    "one core, 600 B");
            Report.line(
                    "verify-" + suite.wire(),
                    perSecond(n -> key.publicKey().verify(message, signature)),
                    "1/s",
                    0,
                    "one core, 600 B");
            KnownKey known = new KnownKey(key.publicKey(), new AtomicInteger(1));
            for (int i = 0; i < 5_000; i++) {
                known.verify(message, signature);
            }
            Report.line(
                    "verify-known-" + suite.wire(),
                    perSecond(n -> known.verify(message, signature)),
                    "1/s",
                    0,
                    "with a table of the key");
            double hashes = perSecond(n -> suite.hash(message));
            Report.line("hash-" + suite.wire(), hashes, "1/s", 0, "one core, 600 B");
            byte[][] messages = new byte[256][];
            Arrays.fill(messages, message);
            Report.line(
                    "hash-many-" + suite.wire(),
                    256 * perSecond(n -> suite.hashAll(messages)),
                    "1/s",
                    0,
                    "256 messages at a time");
        }
    }

    private static double perSecond(LongConsumer work) {
        long until = System.nanoTime() + 1_000_000_000L;
        for (long n = 0; System.nanoTime() < until; n++) {
            work.accept(n);
        }
        long done = 0;
        long start = System.nanoTime();
        until = start + 2_000_000_000L;
        while (System.nanoTime() < until) {
            work.accept(done++);
        }
        return done / ((System.nanoTime() - start) / 1e9);
    }
}
