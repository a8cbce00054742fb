package org.yanqian.ledger.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Enc;
import org.yanqian.ledger.sign.Suite;

/** Every label, salt and signed message is the formula of the page, written out here once more. */
class LabelsTest {
    private static final String DRAW = "yanqian.sample/样本/2026/0001";
    private static final Bytes KEY = Samples.bytes("key");
    private static final Bytes HASH = Samples.bytes("hash");

    @ParameterizedTest
    @EnumSource(Suite.class)
    void salts_and_pools_follow_their_formulas(Suite suite) {
        assertThat(Labels.eligibilitySalt(suite, KEY, DRAW, HASH, "market"))
                .isEqualTo(
                        mac(
                                suite,
                                KEY,
                                Enc.of("DRAW1/es")
                                        .string(DRAW)
                                        .bytes(HASH.toArray())
                                        .string("market")));
        assertThat(Labels.poolSalt(suite, KEY, DRAW, 2, 3))
                .isEqualTo(
                        mac(suite, KEY, Enc.of("YQ1/pool-salt").string(DRAW).number(2).number(3)));
        TreeMap<Bytes, Long> pool = new TreeMap<>();
        pool.put(HASH, 4L);
        assertThat(Labels.pool(suite, KEY, pool))
                .isEqualTo(mac(suite, KEY, Enc.of("YQ1/pool").bytes(HASH.toArray()).number(4)));
        pool.put(KEY, 1L);
        assertThat(Labels.pool(suite, KEY, pool))
                .isNotEqualTo(mac(suite, KEY, Enc.of("YQ1/pool").bytes(HASH.toArray()).number(4)));
    }

    private static Bytes mac(Suite suite, Bytes key, Enc enc) {
        return Bytes.of(suite.mac(key.toArray(), enc.toBytes()));
    }

    @Test
    void what_a_party_signs_names_the_draw_and_what_it_agrees_to() {
        assertThat(Labels.commitMessage(DRAW, "discipline", HASH))
                .isEqualTo(
                        Enc.of("YQ1/commit")
                                .string(DRAW)
                                .string("discipline")
                                .bytes(HASH.toArray())
                                .toBytes());
        assertThat(Labels.countersignature("void", DRAW, HASH))
                .isEqualTo(
                        Enc.of("YQ1/countersign")
                                .string("void")
                                .string(DRAW)
                                .bytes(HASH.toArray())
                                .toBytes());
    }
}
