package org.yanqian.verifier.sample;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.yanqian.ledger.bundle.DrawKey;
import org.yanqian.ledger.bundle.ExportSource;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.sign.Dsse;
import org.yanqian.ledger.sign.Signer;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.stamp.StoredStamp;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Frontier;
import org.yanqian.ledger.tree.HashReader;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.ledger.tree.TreeHash;

/** A ledger in memory with real signatures, chains, trees and checkpoints; no database. */
public final class Book implements ExportSource {
    public final Keys keys;
    public final List<LedgerEvent> events = new ArrayList<>();
    public final List<Entry> entries = new ArrayList<>();
    public final TreeMap<Long, Note> notes = new TreeMap<>();
    public final List<DrawKey> drawKeys = new ArrayList<>();
    public final List<byte[]> lists = new ArrayList<>();
    public final List<StoredStamp> stamps = new ArrayList<>();
    public Signer eventSigner;
    public Signer sealSigner;

    /** Signs every event after the service, if there is one. */
    public Signer officerSigner;

    public Actor actor = new Actor(Keys.BUREAU, "o-1", "system");
    private final Map<String, LedgerEvent> last = new HashMap<>();
    private final Map<Integer, byte[]> otherWords = new HashMap<>();
    private final Map<String, byte[]> hashes = new HashMap<>();
    private final Frontier frontier = new Frontier(Suite.INTL);
    private final Frontier sm3 = new Frontier(Suite.GM);

    public Book(Keys keys) {
        this.keys = keys;
        this.eventSigner = keys.service;
        this.sealSigner = keys.service;
    }

    /** Chains, signs and seals one event. */
    public Entry append(String stream, EventData data, Instant time) {
        return append(stream, data, time, id(events.size()), salt(events.size()));
    }

    public Entry append(String stream, EventData data, Instant time, String id, String salt) {
        LedgerEvent before = last.get(stream);
        return seal(
                new LedgerEvent(
                        actor,
                        "command",
                        data,
                        id,
                        Keys.ORIGIN,
                        before == null
                                ? ""
                                : Hex.format(keys.suite.hash(EventCodec.format(before))),
                        salt,
                        before == null ? 0 : before.seq() + 1,
                        stream,
                        EventCodec.formatTime(time)));
    }

    /** Signs and seals an event as it is. */
    public Entry seal(LedgerEvent event) {
        Entry entry =
                Entry.sign(
                        event,
                        officerSigner == null
                                ? List.of(eventSigner)
                                : List.of(eventSigner, officerSigner));
        add(event, entry);
        return entry;
    }

    private void add(LedgerEvent event, Entry entry) {
        byte[] leaf = otherWords.getOrDefault(events.size(), entry.bytes());
        events.add(event);
        entries.add(entry);
        last.put(event.stream(), event);
        frontier.append(
                TreeHash.leaf(Suite.INTL, leaf),
                (level, index, hash) -> hashes.put(level + "/" + index, hash));
        sm3.append(TreeHash.leaf(Suite.GM, leaf));
    }

    /**
     * Seals an event in other words, signed by the service as they are: whoever seals may write what
     * no reader has heard of.
     */
    public void sealInOtherWords(LedgerEvent event, UnaryOperator<String> edit) {
        Entry entry = Entry.sign(event, List.of(eventSigner));
        String words = edit.apply(new String(entry.eventBytes(), StandardCharsets.UTF_8));
        byte[] message = Dsse.pae(Dsse.EVENT_TYPE, words.getBytes(StandardCharsets.UTF_8));
        Map<String, Object> signature =
                RecordCodec.format(
                        new Entry.Signature(
                                eventSigner.publicKey().id(),
                                Base64.getEncoder().encodeToString(eventSigner.sign(message))));
        String signatures =
                new String(CanonicalJson.format(List.of(signature)), StandardCharsets.UTF_8);
        String leaf = "{\"event\":" + words + ",\"signatures\":" + signatures + "}";
        otherWords.put(events.size(), leaf.getBytes(StandardCharsets.UTF_8));
        add(event, entry);
    }

    private static String id(long n) {
        return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | n).toString();
    }

    private static String salt(long n) {
        return Hex.format(Suite.INTL.hash(("salt " + n).getBytes())).substring(0, 32);
    }

    /** A checkpoint cosigned by these witnesses at this time; in suite gm under an SM3 root. */
    public Note checkpoint(Instant time, List<NoteSigner> witnesses) {
        if (keys.suite == Suite.GM) {
            append(
                    OriginEvent.SM3_STREAM,
                    new OriginEvent.Sm3RootRecorded(size(), Hex.format(sm3.root())),
                    time);
        }
        return note(time, witnesses);
    }

    /** As {@link #checkpoint} over what is there. */
    public Note note(Instant time, List<NoteSigner> witnesses) {
        Note note = keys.log.sign(new Checkpoint(Keys.ORIGIN, frontier.size(), frontier.root()));
        for (NoteSigner witness : witnesses) {
            note = note.with(witness.cosign(note.text(), time.getEpochSecond()).signature());
        }
        notes.put(frontier.size(), note);
        return note;
    }

    /** The smallest checkpoint that holds this entry. */
    public Note noteOver(long index) {
        return notes.higherEntry(index).getValue();
    }

    public long size() {
        return frontier.size();
    }

    public HashReader tree() {
        return (level, index) -> hashes.get(level + "/" + index);
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
        return notes.lastEntry().getValue().formatBytes();
    }

    @Override
    public SortedMap<Long, byte[]> checkpoints() {
        TreeMap<Long, byte[]> all = new TreeMap<>();
        notes.forEach((size, note) -> all.put(size, note.formatBytes()));
        return all;
    }

    @Override
    public List<byte[]> entries(long from, int count) {
        return IntStream.range((int) from, (int) from + count)
                .mapToObj(i -> otherWords.getOrDefault(i, entries.get(i).bytes()))
                .toList();
    }

    @Override
    public Collection<DrawKey> drawKeys() {
        return drawKeys;
    }

    @Override
    public Iterable<byte[]> lists() {
        return lists;
    }

    @Override
    public Collection<StoredStamp> stamps() {
        return stamps;
    }

    @Override
    public Signer signer() {
        return sealSigner;
    }

    @Override
    public Instant time() {
        return Instant.parse("2026-04-10T01:00:00Z");
    }
}
