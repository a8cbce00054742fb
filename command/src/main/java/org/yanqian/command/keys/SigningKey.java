package org.yanqian.command.keys;

import java.sql.Connection;
import java.sql.SQLException;
import org.yanqian.command.seal.EntryStore;
import org.yanqian.ledger.sign.Signer;

/** Which key signs what a transaction appends. */
@FunctionalInterface
public interface SigningKey {
    /** Valid for everything that this transaction appends. */
    Signer in(EntryStore entries, Connection connection) throws SQLException;
}
