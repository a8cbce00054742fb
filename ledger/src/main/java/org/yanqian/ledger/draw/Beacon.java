package org.yanqian.ledger.draw;

import java.util.List;
import java.util.Set;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Enc;
import org.yanqian.ledger.sign.Suite;

/**
 * A public value that nobody knew when the draw closed (SPEC section "Seed"). Signatures and
 * confirmations are checked elsewhere; this is the value. Constructors throw {@link
 * DrawRefusedException} {@code MALFORMED} or {@code NOT_NFC}.
 */
public sealed interface Beacon {
    String QUICKNET = "drand-quicknet";
    String DEFAULT = "drand-default";

    /** A chain of one's own in quicknet's scheme, pinned by the verifier's policy; grade C always. */
    String LOCAL = "drand-local";

    String LOTTERY = "lottery-cn";
    String DICE = "dice";
    String NONE = "none";

    String type();

    /** The drand round, 0 for every other type. */
    long round();

    /** 32 bytes, or empty for {@link None}. */
    byte[] randomness(Suite suite);

    /**
     * @param type {@link #QUICKNET}, {@link #DEFAULT} or {@link #LOCAL}: it alone selects the chain
     * @param round from 1
     * @param randomness 32 bytes, SHA-256 of the verified signature (in both suites)
     */
    record Drand(String type, long round, Bytes randomness) implements Beacon {
        private static final Set<String> TYPES = Set.of(QUICKNET, DEFAULT, LOCAL);

        public Drand {
            if (!TYPES.contains(type) || round < 1 || randomness.length() != 32) {
                throw DrawRefusedException.malformed(
                        "not a drand value: type " + type + ", round " + round);
            }
        }

        @Override
        public byte[] randomness(Suite suite) {
            return randomness.toArray();
        }
    }

    /**
     * @param issues three or more lines {@code game|issue|numbers}, in the announced order
     */
    record Lottery(List<String> issues) implements Beacon {
        public Lottery {
            issues = List.copyOf(issues);
            requireLines(issues);
            issues.forEach(Freeze::requireNfc);
        }

        /** {@code MALFORMED} unless three or more lines of three parts each. */
        public static void requireLines(List<String> issues) {
            if (issues.size() < 3 || !issues.stream().allMatch(Lottery::isLine)) {
                throw DrawRefusedException.malformed(
                        "expected three or more lines game|issue|numbers, found " + issues);
            }
        }

        private static boolean isLine(String line) {
            return line.chars().filter(c -> c == '|').count() == 2;
        }

        @Override
        public String type() {
            return LOTTERY;
        }

        @Override
        public long round() {
            return 0;
        }

        @Override
        public byte[] randomness(Suite suite) {
            Enc enc = Enc.of("DRAW1/lottery");
            issues.forEach(enc::string);
            return suite.hash(enc.toBytes());
        }
    }

    /**
     * @param digits 20 to 40 ASCII digits in the order rolled
     */
    record Dice(String digits) implements Beacon {
        public Dice {
            if (!digits.matches("[0-9]{20,40}")) {
                throw DrawRefusedException.malformed("expected 20 to 40 digits, found " + digits);
            }
        }

        @Override
        public String type() {
            return DICE;
        }

        @Override
        public long round() {
            return 0;
        }

        @Override
        public byte[] randomness(Suite suite) {
            return suite.hash(Enc.of("DRAW1/dice").string(digits).toBytes());
        }
    }

    /** No beacon: every party must reveal, or there is no draw. */
    record None() implements Beacon {
        @Override
        public String type() {
            return NONE;
        }

        @Override
        public long round() {
            return 0;
        }

        @Override
        public byte[] randomness(Suite suite) {
            return new byte[0];
        }
    }
}
