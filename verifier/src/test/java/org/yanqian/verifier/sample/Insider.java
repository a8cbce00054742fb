package org.yanqian.verifier.sample;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.OriginEvent;

/**
 * Someone with the database, the service's key and the log's key, after the fact: edits events, then
 * chains, signs and seals the whole ledger anew, following up every hash that changed. What no
 * insider has are the keys of witnesses and parties.
 */
public final class Insider {
    private Insider() {}

    /** The ledger rewritten; checkpoints of the same sizes where they still exist, uncosigned. */
    public static Book rewrite(Book good, UnaryOperator<List<LedgerEvent>> edit) {
        Book book = new Book(good.keys);
        book.drawKeys.addAll(good.drawKeys);
        book.lists.addAll(good.lists);
        return fill(book, good, edit.apply(new ArrayList<>(good.events)));
    }

    /** As {@link #rewrite}, into a prepared book. */
    public static Book fill(Book book, Book good, List<LedgerEvent> events) {
        Map<String, String> hashes = new HashMap<>();
        Map<String, LedgerEvent> oldById = new HashMap<>();
        good.events.forEach(e -> oldById.put(e.id(), e));
        Map<String, LedgerEvent> last = new HashMap<>();
        for (LedgerEvent edited : events) {
            LedgerEvent event = followUp(edited, hashes);
            if (event.data() instanceof OriginEvent.Sm3RootRecorded) {
                Instant time = EventCodec.parseTime(event.time());
                book.checkpoint(time, List.of());
                last.put(event.stream(), book.events.get(book.events.size() - 1));
                continue;
            }
            event = chained(event, last.get(event.stream()), book);
            book.seal(event);
            last.put(event.stream(), event);
            LedgerEvent old = oldById.get(event.id());
            if (old != null) {
                hashes.put(hash(old, book), hash(event, book));
            }
            if (good.notes.containsKey(book.size())) {
                book.note(EventCodec.parseTime(event.time()), List.of());
            }
        }
        book.note(good.time(), List.of());
        return book;
    }

    private static LedgerEvent chained(LedgerEvent event, LedgerEvent before, Book book) {
        return new LedgerEvent(
                event.actor(),
                event.cause(),
                event.data(),
                event.id(),
                event.ledger(),
                before == null ? "" : hash(before, book),
                event.salt(),
                before == null ? 0 : before.seq() + 1,
                event.stream(),
                event.time());
    }

    private static String hash(LedgerEvent event, Book book) {
        return Hex.format(book.keys.suite.hash(EventCodec.format(event)));
    }

    // Announcement, close and result are named by their hashes in later events.
    private static LedgerEvent followUp(LedgerEvent event, Map<String, String> hashes) {
        String text = new String(EventCodec.format(event), StandardCharsets.UTF_8);
        String changed = text;
        for (Map.Entry<String, String> hash : hashes.entrySet()) {
            changed = changed.replace(hash.getKey(), hash.getValue());
        }
        return changed.equals(text)
                ? event
                : EventCodec.parse(changed.getBytes(StandardCharsets.UTF_8));
    }

    /** The same event with other data. */
    public static LedgerEvent with(LedgerEvent event, EventData data) {
        return new LedgerEvent(
                event.actor(),
                event.cause(),
                data,
                event.id(),
                event.ledger(),
                event.prev(),
                event.salt(),
                event.seq(),
                event.stream(),
                event.time());
    }

    /** The same event at another time. */
    public static LedgerEvent at(LedgerEvent event, Instant time) {
        return new LedgerEvent(
                event.actor(),
                event.cause(),
                event.data(),
                event.id(),
                event.ledger(),
                event.prev(),
                event.salt(),
                event.seq(),
                event.stream(),
                EventCodec.formatTime(time));
    }

    /** The same event by another actor. */
    public static LedgerEvent by(LedgerEvent event, Actor actor) {
        return new LedgerEvent(
                actor,
                event.cause(),
                event.data(),
                event.id(),
                event.ledger(),
                event.prev(),
                event.salt(),
                event.seq(),
                event.stream(),
                event.time());
    }
}
