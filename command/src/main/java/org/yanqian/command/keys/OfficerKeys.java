package org.yanqian.command.keys;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.seal.EntryStore;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.Entry.Signature;
import org.yanqian.ledger.event.KeyEvent;
import org.yanqian.ledger.keys.EnrolledKey;

/** Whether a signature is that of the officer who acts, by a key enrolled and in force. */
@Component
public class OfficerKeys {
    private final DataSource dataSource;
    private final EntryStore entries;

    public OfficerKeys(DataSource dataSource, EntryStore entries) {
        this.entries = entries;
        this.dataSource = dataSource;
    }

    /** Refuses with {@code OFFICER_KEY_UNKNOWN} or {@code OFFICER_SIGNATURE_INVALID}. */
    public void require(Actor actor, byte[] message, Signature signature) {
        EnrolledKey key = key(actor, signature.key());
        byte[] raw;
        try {
            raw = Base64.getDecoder().decode(signature.sig());
        } catch (IllegalArgumentException e) {
            throw new Refusal(RefusalCode.OFFICER_SIGNATURE_INVALID, actor.officer());
        }
        Refusal.when(
                !key.key().verify(message, raw)
                        || !Base64.getEncoder().encodeToString(raw).equals(signature.sig()),
                RefusalCode.OFFICER_SIGNATURE_INVALID,
                actor.officer());
    }

    private EnrolledKey key(Actor actor, String keyId) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            KeyStore.shared(entries, connection);
            return KeyStore.ring(entries, connection, List.of(), List.of(actor.bureau()))
                    .find(keyId)
                    .filter(k -> k.kind().equals(KeyEvent.OFFICER))
                    .filter(k -> k.isValidAt(Long.MAX_VALUE))
                    .filter(k -> k.holder().equals(actor.officer()) && k.serves(actor.bureau()))
                    .orElseThrow(
                            () -> new Refusal(RefusalCode.OFFICER_KEY_UNKNOWN, actor.officer()));
        } catch (SQLException e) {
            throw new IllegalStateException("keys", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }
}
