package org.yanqian.verifier.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.DrawBundle;
import org.yanqian.ledger.bundle.SignedDocument;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.Grade;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Keys;

/**
 * Every byte of one small good bundle flipped, dropped and doubled. That the reader calls each of
 * them damaged is tried for all; that damage is never PROVEN, through all layers, for one in a
 * hundred.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MangledBundleTest {
    private static final int WHOLE = 331;

    private final Keys keys = new Keys(Suite.INTL);
    private final Policy policy = keys.policy();
    private byte[] good;

    @BeforeAll
    void small() {
        GoodLedger.Options options = new GoodLedger.Options();
        options.targets = 4;
        options.inspectors = 3;
        options.beacon = Beacon.DICE;
        options.grade = Grade.B.name();
        good = GoodLedger.build(keys, options).bundle(true).write(keys.service);
    }

    /** What {@link BundleLoader} asks before it believes anything. */
    private boolean isSealed(byte[] file) {
        try {
            return SignedDocument.read(file).verify(DrawBundle.TYPE, keys.service.publicKey());
        } catch (CodedException damaged) {
            return false;
        }
    }

    private List<byte[]> mangled(int at) {
        byte[] flipped = good.clone();
        flipped[at] ^= (byte) (1 << at % 8);
        return List.of(flipped, spliced(at, at + 1), spliced(at, at, good[at]));
    }

    private byte[] spliced(int from, int to, byte... put) {
        byte[] damaged = Arrays.copyOf(good, good.length - (to - from) + put.length);
        System.arraycopy(put, 0, damaged, from, put.length);
        System.arraycopy(good, to, damaged, from + put.length, good.length - to);
        return damaged;
    }

    @Test
    void no_byte_can_be_flipped_dropped_or_doubled() {
        assertThat(isSealed(good)).isTrue();
        List<Integer> unnoticed =
                IntStream.range(0, good.length)
                        .parallel()
                        .filter(at -> mangled(at).stream().anyMatch(this::isSealed))
                        .boxed()
                        .toList();
        assertThat(unnoticed).isEmpty();
    }

    @Test
    void a_damaged_bundle_is_never_proven() {
        assertThat(verdict(good)).isEqualTo(Verdict.PROVEN);
        for (int at = 0; at < good.length; at += WHOLE) {
            for (byte[] file : mangled(at)) {
                assertThat(verdict(file)).as("byte %d", at).isIn(Verdict.REFUTED, null);
            }
        }
    }

    /** Null for a file that is no bundle at all, which the command line answers with exit 3. */
    private Verdict verdict(byte[] file) {
        try {
            Outcome outcome = new Verification(policy, List.of(), item -> {}).draw(file);
            assertThat(outcome.bugs()).isEmpty();
            return outcome.verdict();
        } catch (CodedException unreadable) {
            assertThat(unreadable.code()).isEqualTo("UNREADABLE_BUNDLE");
            return null;
        }
    }
}
