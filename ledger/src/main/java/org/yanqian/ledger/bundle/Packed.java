package org.yanqian.ledger.bundle;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.tree.Base64Text;

/** Values of 32 bytes, concatenated, in base64: 43 characters each instead of 67. */
public final class Packed {
    private static final int LENGTH = 32;

    private Packed() {}

    public static String format(Collection<Bytes> values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(values.size() * LENGTH);
        values.forEach(v -> out.writeBytes(v.toArray()));
        return Base64Text.format(out.toByteArray());
    }

    public static String formatHashes(List<byte[]> hashes) {
        return format(hashes.stream().map(Bytes::of).toList());
    }

    /** Throws {@code BAD_FIELD}. */
    public static List<Bytes> parse(String text) {
        byte[] all = Base64Text.parse(text, "BAD_FIELD");
        if (all.length % LENGTH != 0) {
            throw new CodedException("BAD_FIELD", "not values of 32 bytes: " + all.length);
        }
        List<Bytes> values = new ArrayList<>(all.length / LENGTH);
        for (int at = 0; at < all.length; at += LENGTH) {
            values.add(Bytes.of(Arrays.copyOfRange(all, at, at + LENGTH)));
        }
        return values;
    }

    public static List<byte[]> parseHashes(String text) {
        return parse(text).stream().map(Bytes::toArray).toList();
    }
}
