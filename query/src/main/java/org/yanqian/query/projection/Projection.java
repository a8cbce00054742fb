package org.yanqian.query.projection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.jdbc.core.JdbcTemplate;
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

    private static final long NOTHING = -1;

    private final JdbcTemplate template;
    private final JdbcClient client;
    private final String name;
    private final List<String> tables;
    private final TransactionTemplate nested;
    private final Map<Class<?>, BiConsumer<EventData, Place>> handlers = new HashMap<>();
    private final Set<Class<?>> skipped = new HashSet<>();

    /** Ledger index up to which events are taken one by one, because a batch of them failed. */
    private volatile long oneByOneUpTo = NOTHING;

    protected Projection(
            String name, List<String> tables, DataSource data, PlatformTransactionManager manager) {
        this.name = name;
        this.tables = List.copyOf(tables);
        this.template = new JdbcTemplate(data);
        this.client = JdbcClient.create(template);
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
        UnitOfWork<?> unit = CurrentUnitOfWork.get();
        if (place.index() <= oneByOneUpTo || !ofSeveral(unit)) {
            // A savepoint: a failed statement would make PostgreSQL refuse the dead letter too.
            nested.executeWithoutResult(status -> handler.accept(data, place));
        } else {
            together(unit, () -> handler.accept(data, place));
        }
    }

    private static boolean ofSeveral(UnitOfWork<?> unit) {
        return unit instanceof BatchingUnitOfWork<?> all
                && !(all.isFirstMessage() && all.isLastMessage());
    }

    /**
     * Without a savepoint and with writes that wait. Whatever fails, nothing of this unit of work
     * stays, and its events come again one by one: only then is it known which of them is to blame.
     */
    private void together(UnitOfWork<?> unit, Runnable handler) {
        WriteBatch batch =
                unit.getOrComputeResource(
                        name,
                        key -> {
                            unit.onPrepareCommit(u -> finish(u));
                            return new WriteBatch(template);
                        });
        if (batch.failure() == null) {
            try {
                handler.run();
            } catch (RuntimeException e) {
                failed(unit, batch, e);
            }
        }
    }

    private void finish(UnitOfWork<?> unit) {
        WriteBatch batch = unit.getResource(name);
        if (batch.failure() == null) {
            try {
                batch.flush();
            } catch (RuntimeException e) {
                failed(unit, batch, e);
            }
        }
        if (batch.failure() != null) {
            throw batch.failure();
        }
    }

    private void failed(UnitOfWork<?> unit, WriteBatch batch, RuntimeException why) {
        List<?> events = ((BatchingUnitOfWork<?>) unit).getMessages();
        TrackedEventMessage<?> last = (TrackedEventMessage<?>) events.get(events.size() - 1);
        oneByOneUpTo = last.trackingToken().position().orElseThrow();
        batch.fail(why);
    }

    /** The writes waiting in this unit of work, or null. */
    private WriteBatch waiting() {
        return CurrentUnitOfWork.isStarted() ? CurrentUnitOfWork.get().getResource(name) : null;
    }

    /** Changes a table; in a batch later, but before the next {@link #jdbc()}. */
    protected final void write(String sql, Object... parameters) {
        WriteBatch batch = waiting();
        if (batch == null) {
            template.update(sql, parameters);
        } else {
            batch.add(sql, parameters);
        }
    }

    /** For reading, and for changes that depend on it: all earlier writes are done. */
    protected final JdbcClient jdbc() {
        WriteBatch batch = waiting();
        if (batch != null) {
            batch.flush();
        }
        return client;
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
        oneByOneUpTo = NOTHING;
        tables.forEach(table -> client.sql("delete from " + table).update());
    }
}
