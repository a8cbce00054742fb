package org.yanqian.ledger.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.codec.Utf8Order;

/**
 * What the end of an embargo opens, and {@code draw.labels-opened} names by its suite hash:
 * canonical JSON {@code [{"id":"…","sub":"<hex>"},…]}, ascending by id.
 */
public final class LabelList {
    /** {@code sub}: 32 bytes in hex. */
    public record Line(String id, String sub) {}

    private LabelList() {}

    public static byte[] format(Map<String, Bytes> subs) {
        TreeMap<String, Bytes> sorted = new TreeMap<>(Utf8Order.ASCENDING);
        sorted.putAll(subs);
        List<Object> lines = new ArrayList<>();
        sorted.forEach((id, sub) -> lines.add(RecordCodec.format(new Line(id, sub.hex()))));
        return CanonicalJson.format(lines);
    }

    /** Throws {@code NOT_CANONICAL}, {@code NOT_JSON}, {@code BAD_FIELD} or {@code NOT_HEX}. */
    public static Map<String, Bytes> parse(byte[] bytes) {
        if (!(CanonicalJson.parse(bytes) instanceof List<?> lines)) {
            throw new CodedException("BAD_FIELD", "expected a list of labels");
        }
        Map<String, Bytes> subs = new TreeMap<>(Utf8Order.ASCENDING);
        String last = null;
        for (Object item : lines) {
            Line line = RecordCodec.parse(Line.class, item);
            if (last != null && Utf8Order.ASCENDING.compare(last, line.id) >= 0) {
                throw new CodedException("BAD_FIELD", "ids not ascending: " + line.id);
            }
            last = line.id;
            subs.put(line.id, Bytes.ofHex(line.sub, 32));
        }
        return subs;
    }
}
