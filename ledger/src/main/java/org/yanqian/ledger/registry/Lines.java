package org.yanqian.ledger.registry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.yanqian.ledger.space.Blobs;
import org.yanqian.ledger.space.RecordBytes;

/** Registry lines by id, ascending. */
interface Lines<R extends Record> {
    /** Null for an unknown id. */
    RegistryLine<R> get(String id);

    void put(String id, RegistryLine<R> line);

    Stream<RegistryLine<R>> all();

    Lines<R> copy();

    /** As objects, shared with every copy. */
    static <R extends Record> Lines<R> onHeap() {
        return new OnHeap<>(new TreeMap<>());
    }

    /** As bytes in {@code blobs}, read again whenever they are asked for; without copies. */
    static <R extends Record> Lines<R> in(Blobs blobs, Class<R> type) {
        return new InBlobs<>(blobs, type);
    }

    final class OnHeap<R extends Record> implements Lines<R> {
        private final TreeMap<String, RegistryLine<R>> lines;

        private OnHeap(TreeMap<String, RegistryLine<R>> lines) {
            this.lines = lines;
        }

        @Override
        public RegistryLine<R> get(String id) {
            return lines.get(id);
        }

        @Override
        public void put(String id, RegistryLine<R> line) {
            lines.put(id, line);
        }

        @Override
        public Stream<RegistryLine<R>> all() {
            return lines.values().stream();
        }

        @Override
        public Lines<R> copy() {
            return new OnHeap<>(new TreeMap<>(lines));
        }
    }

    final class InBlobs<R extends Record> implements Lines<R> {
        private final Blobs blobs;
        private final Class<R> type;
        private final Map<String, Long> handles = new TreeMap<>();
        private final Function<Long, RegistryLine<R>> reader = this::read;

        private InBlobs(Blobs blobs, Class<R> type) {
            this.blobs = blobs;
            this.type = type;
        }

        @Override
        public RegistryLine<R> get(String id) {
            Long handle = handles.get(id);
            return handle == null ? null : read(handle);
        }

        // removed, index, id of the event, stream, record; strings and record behind their lengths
        private RegistryLine<R> read(long handle) {
            ByteBuffer in = ByteBuffer.wrap(blobs.get(handle));
            boolean removed = in.get() != 0;
            long index = in.getLong();
            String eventId = new String(part(in), StandardCharsets.UTF_8);
            String stream = new String(part(in), StandardCharsets.UTF_8);
            R record = RecordBytes.parse(type, part(in));
            return new RegistryLine<>(record, stream, index, eventId, removed);
        }

        private static byte[] part(ByteBuffer in) {
            byte[] part = new byte[in.getInt()];
            in.get(part);
            return part;
        }

        @Override
        public void put(String id, RegistryLine<R> line) {
            byte[] eventId = line.eventId().getBytes(StandardCharsets.UTF_8);
            byte[] stream = line.stream().getBytes(StandardCharsets.UTF_8);
            byte[] record = RecordBytes.format(line.record());
            byte[] bytes =
                    ByteBuffer.allocate(21 + eventId.length + stream.length + record.length)
                            .put((byte) (line.removed() ? 1 : 0))
                            .putLong(line.index())
                            .putInt(eventId.length)
                            .put(eventId)
                            .putInt(stream.length)
                            .put(stream)
                            .putInt(record.length)
                            .put(record)
                            .array();
            Long handle = handles.get(id);
            long now = handle == null ? blobs.add(bytes) : blobs.replace(handle, bytes);
            if (handle == null || handle != now) {
                handles.put(id, now);
            }
        }

        @Override
        public Stream<RegistryLine<R>> all() {
            return handles.values().stream().map(reader);
        }

        @Override
        public Lines<R> copy() {
            throw new AssertionError("lines in a space of their own are not copied");
        }
    }
}
