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
                (entries, connection) -> signer,
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
        Signer signer = key.in(store, connection);
        Submitted submitted = Submitted.waiting();
        Refusal.when(
                submitted != null && drafts.size() != 1, RefusalCode.NOT_PREPARABLE, drafts.size());
        Map<String, byte[]> heads = heads(connection, drafts);
        List<Entry> entries = new ArrayList<>(drafts.size());
        List<StoredEvent> rows = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            Entry entry = sign(draft, heads.get(draft.stream()), signer, submitted);
            StoredEvent row = StoredEvent.of(entry, suite);
            heads.put(draft.stream(), row.hash());
            entries.add(entry);
            rows.add(row);
        }
        store.append(connection, rows);
        return entries;
    }

    private Map<String, byte[]> heads(Connection connection, List<Draft> drafts)
            throws SQLException {
        Set<String> started = new HashSet<>();
        Set<String> asked = new HashSet<>();
        for (Draft draft : drafts) {
            if (draft.seq() == 0) {
                started.add(draft.stream());
            } else if (!started.contains(draft.stream())) {
                asked.add(draft.stream());
            }
        }
        return asked.isEmpty() ? new HashMap<>() : store.lastHashes(connection, List.copyOf(asked));
    }

    private Entry sign(Draft draft, byte[] head, Signer signer, Submitted submitted) {
        if (draft.seq() > 0 && head == null) {
            throw new IllegalStateException(
                    "no event before " + draft.stream() + "@" + draft.seq());
        }
        String prev = draft.seq() == 0 ? "" : Hex.format(head);
        Entry entry =
                submitted == null
                        ? Entry.sign(event(draft, prev), List.of(signer))
                        : asSigned(draft, prev, signer, submitted);
        requireNoPersonalNumber(entry);
        return entry;
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

    // The command was decided again; only if it comes to the very bytes that the officer signed,
    // they
    // are stored.
    private Entry asSigned(Draft draft, String prev, Signer signer, Submitted submitted) {
        LedgerEvent prepared = submitted.event();
        LedgerEvent event =
                new LedgerEvent(
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
        Refusal.when(
                !Arrays.equals(EventCodec.format(event), submitted.eventBytes()),
                RefusalCode.EVENT_MOVED,
                draft.stream());
        return Entry.sign(event, signer, submitted.officer());
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
