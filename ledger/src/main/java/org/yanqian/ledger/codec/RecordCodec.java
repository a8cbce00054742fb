package org.yanqian.ledger.codec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.RecordShape.Component;

/**
 * Records as JSON objects and back, strictly: every component is a key, no other key is allowed,
 * nothing is null. Component types: String, long, boolean, nested records, {@code List<T>}, {@code
 * Map<String, T>}, and Object for JSON that its reader checks itself. Throws {@code BAD_FIELD} naming the path of the field.
 */
public final class RecordCodec {
    private RecordCodec() {}

    public static Map<String, Object> format(Record value) {
        Map<String, Object> map = new TreeMap<>();
        for (Component component : RecordShape.of(value.getClass()).components()) {
            map.put(component.name(), formatValue(component.of(value), component.name()));
        }
        return map;
    }

    public static <T extends Record> T parse(Class<T> type, Object json) {
        return type.cast(parseRecord(type, json, type.getSimpleName()));
    }

    private static Object formatValue(Object value, String path) {
        if (value == null) {
            throw new CodedException("BAD_FIELD", path + " is missing");
        }
        if (value instanceof Record nested) {
            return format(nested);
        }
        if (value instanceof List<?> list) {
            List<Object> out = new ArrayList<>(list.size());
            for (Object item : list) {
                out.add(formatValue(item, path));
            }
            return out;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> out = new TreeMap<>();
            map.forEach((k, v) -> out.put((String) k, formatValue(v, path)));
            return out;
        }
        return value;
    }

    private static Object parseRecord(Class<?> type, Object json, String path) {
        if (!(json instanceof Map<?, ?> map)) {
            throw new CodedException("BAD_FIELD", path + " must be an object");
        }
        RecordShape shape = RecordShape.of(type);
        Object[] arguments = new Object[shape.components().size()];
        for (int i = 0; i < arguments.length; i++) {
            Component component = shape.components().get(i);
            arguments[i] =
                    parseValue(
                            component.type(),
                            map.get(component.name()),
                            path + "." + component.name());
        }
        if (map.size() != arguments.length) {
            for (Object key : map.keySet()) {
                if (shape.components().stream().noneMatch(c -> c.name().equals(key))) {
                    throw new CodedException("BAD_FIELD", path + "." + key + " is unknown");
                }
            }
        }
        return shape.create(arguments);
    }

    private static Object parseValue(Type type, Object json, String path) {
        if (json == null) {
            throw new CodedException("BAD_FIELD", path + " is missing");
        }
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class
                    ? parseList(generic.getActualTypeArguments()[0], json, path)
                    : parseMap(generic.getActualTypeArguments()[1], json, path);
        }
        if (type == Object.class
                || type == String.class && json instanceof String
                || (type == long.class || type == Long.class) && json instanceof Long
                || type == boolean.class && json instanceof Boolean) {
            return json;
        }
        if (type instanceof Class<?> nested && nested.isRecord()) {
            return parseRecord(nested, json, path);
        }
        throw new CodedException(
                "BAD_FIELD", path + " must be of type " + ((Class<?>) type).getSimpleName());
    }

    private static List<Object> parseList(Type item, Object json, String path) {
        if (!(json instanceof List<?> list)) {
            throw new CodedException("BAD_FIELD", path + " must be a list");
        }
        List<Object> out = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            out.add(parseValue(item, list.get(i), path + "[" + i + "]"));
        }
        return List.copyOf(out);
    }

    private static Map<String, Object> parseMap(Type item, Object json, String path) {
        if (!(json instanceof Map<?, ?> map)) {
            throw new CodedException("BAD_FIELD", path + " must be an object");
        }
        TreeMap<String, Object> out = new TreeMap<>();
        map.forEach((k, v) -> out.put((String) k, parseValue(item, v, path + "." + k)));
        return java.util.Collections.unmodifiableMap(out);
    }
}
