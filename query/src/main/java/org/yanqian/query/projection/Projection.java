package org.yanqian.query.projection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.EventTypes;
import org.yanqian.query.source.SealedLedgerSource;

/**
 * Tables that are a function of the ledger: they can be emptied and filled again, and come out equal.
 * Every event type is either handled or named as not wanted ({@link #skip}); one that is neither stops
 * the start, so that a new type is never missed in silence.
 *
 * <p>A subclass names its processing group, the same as {@link #name()}.
 */
public abstract class Projection {
    /**
     * Where an event stands.
     *
     * @param index in the ledger order
     * @param hash suite hash of the event bytes in hex, by the suite of the ledger
     */
    public record Place(
            long index, String stream, long seq, String time, String bureau, String hash) {
        /** The part of the stream after the n-th slash, n from 1, up to the next one. */
        public String part(int n) {
            return stream.split("/", n + 2)[n];
        }
    }

    protected final JdbcClient jdbc;
    private final String name;
    private final List<String> tables;
    private final TransactionTemplate nested;
    private final Map<Class<?>, BiConsumer<EventData, Place>> handlers = new HashMap<>();
    private final Set<Class<?>> skipped = new java.util.HashSet<>();

    protected Projection(
            String name, List<String> tables, DataSource data, PlatformTransactionManager manager) {
        this.name = name;
        this.tables = List.copyOf(tables);
        this.jdbc = JdbcClient.create(data);
        this.nested = new TransactionTemplate(manager);
        this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    public final String name() {
        return name;
    }

    /** Every table that this projection, and nobody else, writes. */
    public final List<String> tables() {
        return tables;
    }

    protected final <E extends EventData> void on(Class<E> type, BiConsumer<E, Place> handler) {
        if (handlers.put(type, (data, place) -> handler.accept(type.cast(data), place)) != null) {
            throw new AssertionError(name + " handles " + type + " twice");
        }
    }

    @SafeVarargs
    protected final void skip(Class<? extends EventData>... types) {
        skipped.addAll(List.of(types));
    }

    /** Whether the event is wanted here. */
    public final boolean handles(Class<?> type) {
        return handlers.containsKey(type);
    }

    /** Throws unless each event type is either handled or skipped. */
    public final void requireEveryType() {
        List<String> wrong = new ArrayList<>();
        EventTypes.all()
                .forEach(
                        (wire, type) -> {
                            if (handlers.containsKey(type) == skipped.contains(type)) {
                                wrong.add(wire);
                            }
                        });
        if (!wrong.isEmpty()) {
            throw new AssertionError(
                    "projection " + name + " must either handle or skip " + new TreeSet<>(wrong));
        }
    }

    /** The one entrance: it takes all types, so that the token moves on with each. */
    @EventHandler
    public final void on(EventData data, TrackingToken token, EventMessage<?> message) {
        BiConsumer<EventData, Place> handler = handlers.get(data.getClass());
        if (handler == null) {
            return;
        }
        Place place = place(token, message);
        // A savepoint: a failed statement would make PostgreSQL refuse the dead letter too.
        nested.executeWithoutResult(status -> handler.accept(data, place));
    }

    private static Place place(TrackingToken token, EventMessage<?> message) {
        Map<String, ?> meta = message.getMetaData();
        return new Place(
                token.position().orElseThrow(),
                (String) meta.get(SealedLedgerSource.STREAM),
                (Long) meta.get(SealedLedgerSource.SEQ),
                EventCodec.formatTime(message.getTimestamp()),
                (String) meta.get(SealedLedgerSource.BUREAU),
                (String) meta.get(SealedLedgerSource.HASH));
    }

    @ResetHandler
    public final void reset() {
        tables.forEach(table -> jdbc.sql("delete from " + table).update());
    }
}
