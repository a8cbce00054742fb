package org.yanqian.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.yanqian.ledger.bundle.DrawKey;
import org.yanqian.ledger.bundle.ExportSource;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.registry.RegistryState;
import org.yanqian.ledger.sign.Signer;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Frontier;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.ledger.tree.TreeHash;
import org.yanqian.verifier.sample.Keys;

/** Signed, chained and folded events that lie in a file until they are exported, once and in order. */
final class ProvinceBook implements ExportSource, AutoCloseable {
    private static final int BATCH = 16_384;

    private record Pending(
            Actor actor, String stream, EventData data, Instant time, Consumer<Entry> done) {}

    private record Link(long seq, String hash) {}

    final RegistryState state = new RegistryState();
    private final Keys keys;
    private final Path folder;
    private final DataOutputStream out;
    private final Frontier frontier = new Frontier(Suite.INTL);
    private final Map<String, Link> last = new HashMap<>();
    private final TreeMap<Long, byte[]> notes = new TreeMap<>();
    private final List<DrawKey> drawKeys = new ArrayList<>();
    private final List<Pending> batch = new ArrayList<>();
    private int lists;
    private DataInputStream reader;
    private long read;
    Instant now;

    ProvinceBook(Keys keys, Path folder, Instant start) throws IOException {
        this.keys = keys;
        this.folder = folder;
        this.now = start;
        this.out =
                new DataOutputStream(
                        new BufferedOutputStream(
                                Files.newOutputStream(folder.resolve("entries")), 1 << 20));
    }

    /** Handed to {@code done} once it is signed, which {@link #flush} makes sure of. */
    void append(String bureau, String stream, EventData data, Consumer<Entry> done) {
        now = now.plusMillis(1);
        batch.add(new Pending(new Actor(bureau, "o-1", "system"), stream, data, now, done));
        if (batch.size() >= BATCH) {
            flush();
        }
    }

    void append(String bureau, String stream, EventData data) {
        append(bureau, stream, data, entry -> {});
    }

    /** Signs on all cores; the events of one stream one after the other. */
    void flush() {
        Map<String, List<Integer>> streams = new LinkedHashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            streams.computeIfAbsent(batch.get(i).stream(), s -> new ArrayList<>()).add(i);
        }
        Entry[] entries = new Entry[batch.size()];
        long first = size();
        streams.entrySet().parallelStream()
                .forEach(s -> chain(s.getKey(), s.getValue(), first, entries));
        try {
            for (int i = 0; i < entries.length; i++) {
                Entry entry = entries[i];
                out.writeShort(entry.bytes().length);
                out.write(entry.bytes());
                state.apply(frontier.size(), entry.event());
                frontier.append(TreeHash.leaf(Suite.INTL, entry.bytes()));
                last.put(
                        entry.event().stream(),
                        new Link(entry.event().seq(), Hex.format(entry.hash(keys.suite))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Pending> done = List.copyOf(batch);
        batch.clear();
        for (int i = 0; i < entries.length; i++) {
            done.get(i).done().accept(entries[i]);
        }
    }

    private void chain(String stream, List<Integer> places, long first, Entry[] entries) {
        Link link = last.getOrDefault(stream, new Link(-1, ""));
        for (int i : places) {
            Pending p = batch.get(i);
            Entry entry = sign(p, first + i, link);
            entries[i] = entry;
            link = new Link(entry.event().seq(), Hex.format(entry.hash(keys.suite)));
        }
    }

    private Entry sign(Pending p, long index, Link before) {
        byte[] random = Suite.INTL.hash(("salt " + index).getBytes(StandardCharsets.US_ASCII));
        UUID id =
                new UUID(p.time().toEpochMilli() << 16 | 0x7000 | index & 0xfff, 1L << 63 | index);
        LedgerEvent event =
                new LedgerEvent(
                        p.actor(),
                        "c-" + index,
                        p.data(),
                        id.toString(),
                        Keys.ORIGIN,
                        before.hash(),
                        Hex.format(random).substring(0, 32),
                        before.seq() + 1,
                        p.stream(),
                        EventCodec.formatTime(p.time()));
        return Entry.sign(event, List.of(keys.service));
    }

    /** Over all that was appended, cosigned a second later. */
    void seal() {
        flush();
        Note note = keys.log.sign(new Checkpoint(Keys.ORIGIN, frontier.size(), frontier.root()));
        now = now.plusSeconds(1);
        for (NoteSigner witness : keys.witnesses) {
            note = note.with(witness.cosign(note.text(), now.getEpochSecond()).signature());
        }
        notes.put(size(), note.formatBytes());
    }

    void add(DrawKey key) {
        drawKeys.add(key);
    }

    /** Suite hash of the list, in hex. */
    String add(byte[] list) {
        try {
            Files.write(folder.resolve("list-" + lists++), list);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Hex.format(keys.suite.hash(list));
    }

    long size() {
        return frontier.size();
    }

    @Override
    public void close() throws IOException {
        out.close();
        if (reader != null) {
            reader.close();
        }
        Files.deleteIfExists(folder.resolve("entries"));
        for (int i = 0; i < lists; i++) {
            Files.deleteIfExists(folder.resolve("list-" + i));
        }
    }

    @Override
    public String origin() {
        return Keys.ORIGIN;
    }

    @Override
    public Suite suite() {
        return keys.suite;
    }

    @Override
    public byte[] checkpoint() {
        return notes.lastEntry().getValue();
    }

    @Override
    public SortedMap<Long, byte[]> checkpoints() {
        return notes;
    }

    /** Once, from the first to the last. */
    @Override
    public List<byte[]> entries(long from, int count) {
        try {
            if (reader == null) {
                out.flush();
                reader =
                        new DataInputStream(
                                new BufferedInputStream(
                                        Files.newInputStream(folder.resolve("entries")), 1 << 20));
            }
            if (from != read) {
                throw new IllegalStateException("read in order: " + from + ", not " + read);
            }
            List<byte[]> entries = new ArrayList<>(count);
            for (int i = 0; i < count; i++, read++) {
                entries.add(reader.readNBytes(reader.readUnsignedShort()));
            }
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Collection<DrawKey> drawKeys() {
        return drawKeys;
    }

    @Override
    public Iterable<byte[]> lists() {
        return () -> IntStream.range(0, lists).mapToObj(this::list).iterator();
    }

    private byte[] list(int number) {
        try {
            return Files.readAllBytes(folder.resolve("list-" + number));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Signer signer() {
        return keys.service;
    }

    @Override
    public Instant time() {
        return now;
    }
}
