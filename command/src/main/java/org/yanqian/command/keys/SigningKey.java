package org.yanqian.command.keys;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.yanqian.command.seal.EntryStore;
import org.yanqian.ledger.sign.Signer;
import org.yanqian.ledger.store.EventTable.Condition;

/** Which key signs what a transaction appends. */
public interface SigningKey {
    /** @param condition of the append under which the key is valid for what is inserted */
    record Held(Signer signer, Optional<Condition> condition) {}

    /** The key that signed last: right nearly always, and asked of nobody. */
    Held held();

    /**
     * After an append whose condition did not hold: the key that is valid now, and the lock that keeps
     * it so until the transaction ends.
     */
    Held renewed(EntryStore entries, Connection connection) throws SQLException;

    /** One key for the life of the ledger. */
    static SigningKey always(Signer signer) {
        Held held = new Held(signer, Optional.empty());
        return new SigningKey() {
            @Override
            public Held held() {
                return held;
            }

            @Override
            public Held renewed(EntryStore entries, Connection connection) {
                return held;
            }
        };
    }
}
