package org.yanqian.bench;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.yanqian.ledger.bundle.DrawKey;
import org.yanqian.ledger.bundle.ExportSource;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.sign.Signer;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Frontier;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.ledger.tree.TreeHash;
import org.yanqian.verifier.sample.Keys;
import org.yanqian.verifier.sample.Records;

/**
 * Many ordinary events (样本) with real keys: sites registered, then changed one after the other. They
 * lie in a file until they are exported, so that millions of them fit.
 */
final class BigLedger implements ExportSource, AutoCloseable {
    private static final Instant START = Instant.parse("2026-01-05T01:00:00Z");
    private static final int BATCH = 4096;

    private final Keys keys;
    private final int sites;
    private final Path file;
    private final Frontier frontier = new Frontier(Suite.INTL);
    private final Frontier sm3 = new Frontier(Suite.GM);
    private final byte[][] last;
    private final Map<Long, byte[]> notes = new TreeMap<>();
    private DataInputStream reader;
    private long read;

    private BigLedger(Keys keys, int sites, Path file) {
        this.keys = keys;
        this.sites = sites;
        this.file = file;
        this.last = new byte[sites][];
    }

    /** {@code events} in all, over {@code sites} streams. */
    static BigLedger make(Keys keys, long events, int sites, Path file) throws IOException {
        BigLedger ledger = new BigLedger(keys, sites, file);
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            ledger.put(List.of(ledger.opened()), out);
            for (long done = 1; done < events - 1; done += BATCH) {
                ledger.put(ledger.batch(done, (int) Math.min(BATCH, events - 1 - done)), out);
            }
            OriginEvent.Sm3RootRecorded root =
                    new OriginEvent.Sm3RootRecorded(
                            ledger.frontier.size(), Hex.format(ledger.sm3.root()));
            // In suite gm the SM3 root closes the checkpoint.
            if (keys.suite == Suite.GM) {
                ledger.put(
                        List.of(ledger.sign(OriginEvent.SM3_STREAM, root, events - 1, 0, "")), out);
            }
        }
        return ledger;
    }

    private byte[] opened() {
        OriginEvent.LedgerOpened data =
                new OriginEvent.LedgerOpened(
                        Keys.ORIGIN,
                        keys.suite.wire(),
                        keys.log.key(NoteKey.Type.ED25519).format(),
                        List.of(new OriginEvent.ServiceKey("", keys.service.publicKey().format())));
        return sign(OriginEvent.ORIGIN_STREAM, data, 0, 0, "");
    }

    // Within a batch no site comes twice, so that all cores may sign.
    private List<byte[]> batch(long first, int count) {
        if (count > sites) {
            throw new IllegalArgumentException("more sites than a batch has events are needed");
        }
        byte[][] entries = new byte[count][];
        IntStream.range(0, count).parallel().forEach(i -> entries[i] = event(first + i));
        return List.of(entries);
    }

    private byte[] event(long index) {
        int site = (int) ((index - 1) % sites);
        long round = (index - 1) / sites;
        EventData data =
                round == 0
                        ? new TargetEvent.TargetRegistered(record(site, 0), "manual")
                        : new TargetEvent.TargetChanged(
                                record(site, round - 1), record(site, round), "样本", "manual");
        String prev = round == 0 ? "" : Hex.format(last[site]);
        String stream = TargetEvent.stream(Keys.BUREAU, Records.target(site, "").objectId());
        byte[] entry = sign(stream, data, index, round, prev);
        last[site] = Entry.parse(entry).hash(keys.suite);
        return entry;
    }

    private static TargetRecord record(int site, long round) {
        TargetRecord r = Records.target(site, site % 4 == 0 ? "重点" : "一般");
        return new TargetRecord(
                r.objectId(),
                r.permitNo(),
                r.name(),
                r.uscc(),
                r.divisionCode(),
                r.area(),
                r.address(),
                r.longitude(),
                r.latitude(),
                r.industryCode(),
                r.industryName(),
                r.supervisionClass(),
                r.permitClass(),
                r.creditGrade(),
                r.positiveList(),
                r.heavyPollutionGrade(),
                r.operatingStatus(),
                r.tags(),
                round,
                r.lastCheckDate(),
                r.listedOn(),
                r.registryStatus(),
                r.personal());
    }

    private byte[] sign(String stream, EventData data, long index, long seq, String prev) {
        byte[] random = Suite.INTL.hash(Long.toString(index).getBytes());
        LedgerEvent event =
                new LedgerEvent(
                        new Actor(Keys.BUREAU, "o-1", "registry-keeper"),
                        "bench",
                        data,
                        new UUID(
                                        0x0190_0000_0000_7000L | index << 16,
                                        ~(index << 2) >>> 2 | 1L << 63)
                                .toString(),
                        Keys.ORIGIN,
                        prev,
                        Hex.format(random).substring(0, 32),
                        seq,
                        stream,
                        EventCodec.formatTime(START.plusMillis(index)));
        return Entry.sign(event, List.of(keys.service)).bytes();
    }

    private void put(List<byte[]> entries, DataOutputStream out) throws IOException {
        for (byte[] entry : entries) {
            out.writeShort(entry.length);
            out.write(entry);
            frontier.append(TreeHash.leaf(Suite.INTL, entry));
            if (keys.suite == Suite.GM) {
                sm3.append(TreeHash.leaf(Suite.GM, entry));
            }
        }
    }

    long size() {
        return frontier.size();
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
        Files.deleteIfExists(file);
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
        Note note = keys.log.sign(new Checkpoint(Keys.ORIGIN, frontier.size(), frontier.root()));
        for (NoteSigner witness : keys.witnesses) {
            long time = START.plusMillis(size()).getEpochSecond() + 1;
            note = note.with(witness.cosign(note.text(), time).signature());
        }
        return note.formatBytes();
    }

    @Override
    public SortedMap<Long, byte[]> checkpoints() {
        return new TreeMap<>(Map.of(size(), checkpoint()));
    }

    /** Once, from the first to the last. */
    @Override
    public List<byte[]> entries(long from, int count) {
        try {
            if (reader == null) {
                reader =
                        new DataInputStream(
                                new java.io.BufferedInputStream(Files.newInputStream(file)));
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
        return List.of();
    }

    @Override
    public Iterable<byte[]> lists() {
        return List.of();
    }

    @Override
    public Signer signer() {
        return keys.service;
    }

    @Override
    public Instant time() {
        return START;
    }
}
