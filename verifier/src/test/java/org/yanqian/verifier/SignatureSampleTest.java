package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.verifier.check.Item;
import org.yanqian.verifier.check.ItemReader;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Keys;

class SignatureSampleTest {
    @Test
    void a_sample_of_a_ledger_of_any_size_stays_small() {
        GoodLedger good = GoodLedger.build(new Keys(Suite.INTL), new GoodLedger.Options());
        SignatureSample sample = new SignatureSample(good.keys.policy());
        ItemReader reader = new ItemReader(Suite.INTL, good.keys.policy());
        Entry entry = good.book.entries.get(7);
        Item item = reader.read(-1, entry.bytes());
        for (long index = 0; index < 100_000; index++) {
            sample.accept(
                    new Item(
                            index,
                            item.bytes(),
                            item.entry(),
                            null,
                            item.leafHash(),
                            null,
                            item.eventHash(),
                            List.of()));
        }
        assertThat(sample.size()).isBetween(8_192, 16_384);
    }
}
