package org.yanqian.command.draw;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.yanqian.ledger.bundle.DrawKey;
import org.yanqian.ledger.codec.Hex;

/** K of each announced draw: written with the announcement, read by bureau and export alone. */
@Component
public class DrawKeys {
    private final JdbcClient jdbc;

    public DrawKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the announcement's transaction. */
    void keep(String drawId, byte[] key) {
        jdbc.sql("insert into draw_key (draw_id, key) values (?, ?)").params(drawId, key).update();
    }

    byte[] read(String drawId) {
        return jdbc.sql("select key from draw_key where draw_id = ?")
                .param(drawId)
                .query((row, n) -> row.getBytes(1))
                .single();
    }

    public List<DrawKey> all() {
        return jdbc.sql("select draw_id, key from draw_key order by draw_id")
                .query((row, n) -> new DrawKey(row.getString(1), Hex.format(row.getBytes(2))))
                .list();
    }
}
