package org.yanqian.ledger.event;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yanqian.ledger.CodedException;

/** The wire names of all event types. An unknown one is {@code UNKNOWN_TYPE}, never skipped. */
public final class EventTypes {
    private static final SortedMap<String, Class<? extends Record>> BY_NAME = new TreeMap<>();
    private static final Map<Class<?>, Wire> BY_CLASS = new HashMap<>();

    static {
        collect(EventData.class);
    }

    private EventTypes() {}

    private static void collect(Class<?> type) {
        Wire wire = type.getAnnotation(Wire.class);
        if (wire != null) {
            BY_CLASS.put(type, wire);
            BY_NAME.put(name(wire.type(), wire.v()), type.asSubclass(Record.class));
        }
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted);
            }
        }
    }

    private static String name(String type, long v) {
        return type + "/" + v;
    }

    public static Wire of(EventData data) {
        Wire wire = BY_CLASS.get(data.getClass());
        if (wire == null) {
            throw new AssertionError("no wire name: " + data.getClass());
        }
        return wire;
    }

    public static Class<? extends Record> find(String type, long v) {
        Class<? extends Record> found = BY_NAME.get(name(type, v));
        if (found == null) {
            throw new CodedException("UNKNOWN_TYPE", "unknown event type " + type + " v" + v);
        }
        return found;
    }

    /** By {@code type/version}, ascending. */
    public static SortedMap<String, Class<? extends Record>> all() {
        return Collections.unmodifiableSortedMap(BY_NAME);
    }
}
