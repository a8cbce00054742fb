package org.yanqian.ledger.bundle;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.RecordCodec;

/**
 * The opening of an announced draw for the auditor: with K the frozen lists are recomputed from the
 * registry. Never in a public bundle.
 *
 * @param drawId {@code origin/bureau/year/number}
 * @param key K, 32 bytes in hex
 */
public record DrawKey(String drawId, String key) {
    /** {@code draws/<bureau>_<year>_<number>.json}. */
    public String path() {
        String[] parts = drawId.split("/");
        int n = parts.length;
        String name = n < 4 ? drawId : parts[n - 3] + "_" + parts[n - 2] + "_" + parts[n - 1];
        return "draws/" + URLEncoder.encode(name, StandardCharsets.UTF_8) + ".json";
    }

    public byte[] format() {
        return CanonicalJson.format(RecordCodec.format(this));
    }

    /** Throws {@code NOT_CANONICAL}, {@code NOT_JSON}, {@code BAD_FIELD} or {@code NOT_HEX}. */
    public static DrawKey parse(byte[] bytes) {
        DrawKey key = RecordCodec.parse(DrawKey.class, CanonicalJson.parseObject(bytes));
        Hex.parse(key.key, 32);
        return key;
    }
}
