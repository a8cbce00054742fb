package org.yanqian.ledger.bundle;

import java.util.Map;
import java.util.TreeMap;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.CanonicalJson;

/**
 * What the end of an embargo opens, and {@code draw.labels-opened} names by its suite hash:
 * canonical JSON {@code {"<id>":"<sub in hex>",…}}, one field per site.
 */
public final class LabelList {
    private LabelList() {}

    /** {@code subs}: 32 bytes by id. */
    public static byte[] format(Map<String, Bytes> subs) {
        Map<String, Object> map = new TreeMap<>();
        subs.forEach((id, sub) -> map.put(id, sub.hex()));
        return CanonicalJson.format(map);
    }

    /** Throws {@code NOT_CANONICAL}, {@code NOT_JSON}, {@code BAD_FIELD} or {@code NOT_HEX}. */
    public static Map<String, Bytes> parse(byte[] bytes) {
        Map<String, Bytes> subs = new TreeMap<>();
        CanonicalJson.parseObject(bytes)
                .forEach(
                        (id, sub) -> {
                            if (!(sub instanceof String hex)) {
                                throw new CodedException("BAD_FIELD", "sub of " + id);
                            }
                            subs.put(id, Bytes.ofHex(hex, 32));
                        });
        return subs;
    }
}
