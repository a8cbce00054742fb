package org.yanqian.ledger.draw.cases;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.draw.DrawRefusedException;

/** A JSON value that is asked for by shape; anything else is refused with {@code MALFORMED}. */
record Node(Object value, String path) {
    Node at(String key) {
        Map<?, ?> map = map();
        if (!map.containsKey(key)) {
            throw malformed("missing " + path + "." + key);
        }
        return new Node(map.get(key), path + "." + key);
    }

    boolean isObject() {
        return value instanceof Map<?, ?>;
    }

    boolean has(String key) {
        return map().containsKey(key);
    }

    <T> List<T> list(Function<Node, T> each) {
        if (value instanceof List<?> list) {
            return list.stream().map(v -> each.apply(new Node(v, path + "[]"))).toList();
        }
        throw malformed("expected an array at " + path);
    }

    <T> Map<String, T> object(Function<Node, T> each) {
        Map<String, T> result = new LinkedHashMap<>();
        map().forEach(
                        (k, v) ->
                                result.put(
                                        new Node(k, path + " key").text(),
                                        each.apply(new Node(v, path + "." + k))));
        return result;
    }

    <T> Map<Bytes, T> byLabel(Function<Node, T> each) {
        Map<Bytes, T> result = new LinkedHashMap<>();
        map().forEach(
                        (k, v) ->
                                result.put(
                                        new Node(k, path + " key").hash(),
                                        each.apply(new Node(v, path + "." + k))));
        return result;
    }

    /** A string that UTF-8 can hold, that is without lone surrogates. */
    String text() {
        if (value instanceof String text && StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return text;
        }
        throw malformed("expected a string at " + path);
    }

    /** Lower-case hex of 32 bytes. */
    Bytes hash() {
        try {
            return Bytes.ofHex(text(), 32);
        } catch (CodedException e) {
            throw malformed(e.getMessage() + " at " + path);
        }
    }

    /**
     * An integer. One beyond 64 bits is still an integer, so it becomes the nearest long and is
     * refused as out of range where a range applies.
     */
    long integer() {
        if (value instanceof Long number) {
            return number;
        }
        if (value instanceof BigInteger big) {
            return big.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        throw malformed("expected an integer at " + path);
    }

    private Map<?, ?> map() {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw malformed("expected an object at " + path);
    }

    DrawRefusedException malformed(String message) {
        return new DrawRefusedException("MALFORMED", message);
    }
}
