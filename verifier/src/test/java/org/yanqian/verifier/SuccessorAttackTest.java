package org.yanqian.verifier;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.event.OriginEvent.LedgerSucceeded;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Keys;

/** A past that is put on afterwards. */
class SuccessorAttackTest extends Attacks {
    private Outcome saying(String origin) {
        NoteSigner log =
                new NoteSigner(origin, PrivateKey.generate(Suite.INTL, new SecureRandom()));
        String note = log.sign(new Checkpoint(origin, 4711, new byte[32])).format();
        GoodLedger.Options options = new GoodLedger.Options();
        options.beforeOpening =
                ledger -> ledger.append(OriginEvent.ORIGIN_STREAM, new LedgerSucceeded(note));
        return verify(GoodLedger.build(keys, options).book);
    }

    @Test
    void a_predecessor_invented_in_the_middle_of_a_ledger_is_refuted() {
        refuted(saying("yanqian.sample/lost"), "2", "SUCCESSOR_WRONG");
    }

    @Test
    void a_ledger_that_succeeds_itself_is_refuted() {
        refuted(saying(Keys.ORIGIN), "2", "SUCCESSOR_WRONG");
    }
}
