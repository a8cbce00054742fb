package org.yanqian.ledger.space;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.RecordShape;
import org.yanqian.ledger.codec.RecordShape.Component;

/**
 * Records as bytes and back, for one program's own use: no format for others, and nothing in it is
 * checked. Component types: String, long, boolean, LocalDate, enums, {@link Bytes}, nested records,
 * {@code List}, {@code Map} in its order, {@code SortedMap} in natural order. A list that stands there
 * more than once, the same object, is written once and is one object again.
 */
public final class RecordBytes {
    private RecordBytes() {}

    public static byte[] format(Record value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try {
            new Writer(new DataOutputStream(bytes)).record(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static <T extends Record> T parse(Class<T> type, byte[] bytes) {
        return type.cast(new Reader(ByteBuffer.wrap(bytes)).record(type));
    }

    private static final class Writer {
        private final DataOutputStream out;
        private final Map<List<?>, Integer> lists = new IdentityHashMap<>();

        Writer(DataOutputStream out) {
            this.out = out;
        }

        void record(Record value) throws IOException {
            for (Component component : RecordShape.of(value.getClass()).components()) {
                value(component.type(), component.of(value));
            }
        }

        private void value(Type type, Object value) throws IOException {
            if (type instanceof ParameterizedType generic) {
                container(generic, value);
            } else if (value instanceof String s) {
                bytes(s.getBytes(StandardCharsets.UTF_8));
            } else if (value instanceof Long n) {
                out.writeLong(n);
            } else if (value instanceof Boolean b) {
                out.writeBoolean(b);
            } else if (value instanceof Bytes b) {
                bytes(b.toArray());
            } else if (value instanceof LocalDate day) {
                out.writeLong(day.toEpochDay());
            } else if (value instanceof Enum<?> e) {
                out.writeInt(e.ordinal());
            } else if (value instanceof Record nested) {
                record(nested);
            } else {
                throw new AssertionError("no form for " + type + ": " + value);
            }
        }

        private void bytes(byte[] bytes) throws IOException {
            out.writeInt(bytes.length);
            out.write(bytes);
        }

        private void container(ParameterizedType type, Object value) throws IOException {
            Type[] of = type.getActualTypeArguments();
            if (value instanceof Map<?, ?> map) {
                out.writeInt(map.size());
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    value(of[0], entry.getKey());
                    value(of[1], entry.getValue());
                }
                return;
            }
            List<?> list = (List<?>) value;
            Integer before = lists.get(list);
            out.writeInt(before == null ? list.size() : -1 - before);
            if (before == null) {
                lists.put(list, lists.size());
                for (Object item : list) {
                    value(of[0], item);
                }
            }
        }
    }

    private static final class Reader {
        private final ByteBuffer in;
        private final List<List<Object>> lists = new ArrayList<>();

        Reader(ByteBuffer in) {
            this.in = in;
        }

        Object record(Class<?> type) {
            RecordShape shape = RecordShape.of(type);
            Object[] arguments = new Object[shape.components().size()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = value(shape.components().get(i).type());
            }
            return shape.create(arguments);
        }

        private Object value(Type type) {
            if (type instanceof ParameterizedType generic) {
                return container(generic);
            }
            Class<?> plain = (Class<?>) type;
            if (plain == String.class) {
                return new String(bytes(), StandardCharsets.UTF_8);
            } else if (plain == long.class || plain == Long.class) {
                return in.getLong();
            } else if (plain == boolean.class) {
                return in.get() != 0;
            } else if (plain == Bytes.class) {
                return Bytes.of(bytes());
            } else if (plain == LocalDate.class) {
                return LocalDate.ofEpochDay(in.getLong());
            } else if (plain.isEnum()) {
                return plain.getEnumConstants()[in.getInt()];
            }
            return record(plain);
        }

        private byte[] bytes() {
            byte[] bytes = new byte[in.getInt()];
            in.get(bytes);
            return bytes;
        }

        private Object container(ParameterizedType type) {
            Type[] of = type.getActualTypeArguments();
            int size = in.getInt();
            if (type.getRawType() != List.class) {
                Map<Object, Object> map =
                        type.getRawType() == SortedMap.class
                                ? new TreeMap<>()
                                : new LinkedHashMap<>();
                for (int i = 0; i < size; i++) {
                    Object key = value(of[0]);
                    map.put(key, value(of[1]));
                }
                return map instanceof SortedMap<Object, Object> sorted
                        ? Collections.unmodifiableSortedMap(sorted)
                        : Collections.unmodifiableMap(map);
            }
            if (size < 0) {
                return lists.get(-1 - size);
            }
            // Its number is taken before those of the lists in it, as in writing.
            int number = lists.size();
            lists.add(List.of());
            List<Object> list = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                list.add(value(of[0]));
            }
            lists.set(number, List.copyOf(list));
            return lists.get(number);
        }
    }
}
