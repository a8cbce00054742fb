package org.yanqian.command.seal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.yanqian.command.keys.SigningKey;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.EventTypes;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.PersonalNumbers;
import org.yanqian.ledger.sign.Signer;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.store.StoredEvent;

/** Chains, signs and inserts events inside the caller's transaction: all of a batch or nothing. */
public final class LedgerAppender {
    /** An event before it has its link, salt and signature. */
    public record Draft(
            String stream,
            long seq,
            EventData data,
            Actor actor,
            String cause,
            UUID id,
            Instant time) {}

    private final String origin;
    private final Suite suite;
    private final SigningKey key;
    private final EntryStore store;
    private final Identifiers identifiers;
    private final Set<String> signedByOfficers;

    /** With one key for the life of the ledger. */
    public LedgerAppender(String origin, Suite suite, Signer signer, Identifiers identifiers) {
        this(
                new PostgresEntries(),
                origin,
                suite,
                SigningKey.always(signer),
                identifiers,
                Set.of());
    }

    /** @param signedByOfficers wire types that are not stored without their officer's signature */
    public LedgerAppender(
            EntryStore store,
            String origin,
            Suite suite,
            SigningKey key,
            Identifiers identifiers,
            Set<String> signedByOfficers) {
        this.store = store;
        this.origin = origin;
        this.suite = suite;
        this.key = key;
        this.identifiers = identifiers;
        this.signedByOfficers = Set.copyOf(signedByOfficers);
    }

    /** SQL state 23505 when another transaction has taken a (stream, seq). */
    public List<Entry> append(Connection connection, List<Draft> drafts) throws SQLException {
        return append(connection, drafts, new StreamHeads());
    }

    /** @param heads what the transaction knows of the streams; told of what is appended */
    List<Entry> append(Connection connection, List<Draft> drafts, StreamHeads heads)
            throws SQLException {
        Submitted submitted = Submitted.waiting();
        Refusal.when(
                submitted != null && drafts.size() != 1, RefusalCode.NOT_PREPARABLE, drafts.size());
        askHeads(connection, drafts, heads);
        SigningKey.Held held = key.held();
        Pieces<Linked, Signed> pieces = signing(held, submitted);
        List<Linked> events = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            Linked event = link(draft, heads, submitted);
            events.add(event);
            pieces.add(event);
        }
        List<Entry> entries = new ArrayList<>(drafts.size());
        if (!insert(connection, pieces, held, entries)) {
            // A key event came since this process signed last; now none can until the end.
            SigningKey.Held renewed = key.renewed(store, connection);
            Pieces<Linked, Signed> again = signing(renewed, submitted);
            events.forEach(again::add);
            entries.clear();
            if (!insert(connection, again, renewed, entries)) {
                throw new IllegalStateException("keys changed under their lock");
            }
        }
        return entries;
    }

    /** An event in its place in the stream, and the hash that the next one names. */
    private record Linked(Draft draft, Entry.Unsigned event, byte[] hash) {}

    private record Signed(Entry entry, StoredEvent row) {}

    private void askHeads(Connection connection, List<Draft> drafts, StreamHeads heads)
            throws SQLException {
        Map<String, Long> asked = new HashMap<>();
        Set<String> started = new HashSet<>();
        for (Draft draft : drafts) {
            if (started.add(draft.stream())
                    && draft.seq() > 0
                    && heads.find(draft.stream(), draft.seq() - 1).isEmpty()) {
                asked.put(draft.stream(), draft.seq() - 1);
            }
        }
        if (!asked.isEmpty()) {
            store.lastHashes(connection, List.copyOf(asked.keySet()))
                    .forEach((stream, hash) -> heads.put(stream, asked.get(stream), hash));
        }
    }

    private Linked link(Draft draft, StreamHeads heads, Submitted submitted) {
        String prev = "";
        if (draft.seq() > 0) {
            prev =
                    heads.find(draft.stream(), draft.seq() - 1)
                            .map(Hex::format)
                            .orElseThrow(() -> noEventBefore(draft));
        }
        Entry.Unsigned event =
                new Entry.Unsigned(
                        submitted == null ? event(draft, prev) : asSigned(draft, prev, submitted));
        Refusal.when(
                submitted != null && !Arrays.equals(event.eventBytes(), submitted.eventBytes()),
                RefusalCode.EVENT_MOVED,
                draft.stream());
        byte[] hash = event.hash(suite);
        heads.put(draft.stream(), draft.seq(), hash);
        return new Linked(draft, event, hash);
    }

    private static IllegalStateException noEventBefore(Draft draft) {
        return new IllegalStateException("no event before " + draft.stream() + "@" + draft.seq());
    }

    private Pieces<Linked, Signed> signing(SigningKey.Held held, Submitted submitted) {
        return new Pieces<>(linked -> sign(linked, held.signer(), submitted));
    }

    private static Signed sign(Linked linked, Signer signer, Submitted submitted) {
        Entry entry =
                submitted == null
                        ? linked.event().sign(List.of(signer))
                        : linked.event().sign(signer, submitted.officer());
        requireNoPersonalNumber(entry);
        UUID id = UUID.fromString(entry.event().id());
        Draft draft = linked.draft();
        return new Signed(
                entry,
                new StoredEvent(draft.stream(), draft.seq(), id, linked.hash(), entry.bytes()));
    }

    /** False, and nothing inserted, if the key is no longer the one that signs. */
    private boolean insert(
            Connection connection,
            Pieces<Linked, Signed> pieces,
            SigningKey.Held held,
            List<Entry> entries)
            throws SQLException {
        return pieces.forEach(
                piece -> {
                    List<StoredEvent> rows = piece.stream().map(Signed::row).toList();
                    piece.forEach(signed -> entries.add(signed.entry()));
                    if (held.condition().isPresent()) {
                        return store.appendIf(connection, rows, held.condition().get());
                    }
                    store.append(connection, rows);
                    return true;
                });
    }

    private LedgerEvent event(Draft draft, String prev) {
        String type = EventTypes.of(draft.data()).type();
        Refusal.when(
                signedByOfficers.contains(type) && !Submitted.isPreparing(),
                RefusalCode.OFFICER_SIGNATURE_REQUIRED,
                type);
        return new LedgerEvent(
                draft.actor(),
                draft.cause(),
                draft.data(),
                draft.id().toString(),
                origin,
                prev,
                Hex.format(identifiers.newSalt()),
                draft.seq(),
                draft.stream(),
                EventCodec.formatTime(draft.time()));
    }

    // The command was decided again; only if it comes to the very bytes that the officer signed are
    // they stored.
    private LedgerEvent asSigned(Draft draft, String prev, Submitted submitted) {
        LedgerEvent prepared = submitted.event();
        return new LedgerEvent(
                draft.actor(),
                prepared.cause(),
                draft.data(),
                prepared.id(),
                origin,
                prev,
                prepared.salt(),
                draft.seq(),
                draft.stream(),
                prepared.time());
    }

    // The last gate before the store: what is in the ledger can never be taken out of it.
    private static void requireNoPersonalNumber(Entry entry) {
        if (PersonalNumbers.isSuspicious(entry.eventBytes())) {
            PersonalNumbers.find(entry.event().data())
                    .ifPresent(
                            hit -> {
                                throw new Refusal(
                                        RefusalCode.PERSONAL_NUMBER,
                                        hit.field(),
                                        hit.kind().zh(),
                                        hit.kind().en());
                            });
        }
    }

    /** The same, but into another store and with its keys. */
    public LedgerAppender into(EntryStore other) {
        return new LedgerAppender(other, origin, suite, key, identifiers, signedByOfficers);
    }

    public EntryStore store() {
        return store;
    }

    public UUID newId() {
        return identifiers.newId();
    }

    public Suite suite() {
        return suite;
    }

    public String origin() {
        return origin;
    }
}
