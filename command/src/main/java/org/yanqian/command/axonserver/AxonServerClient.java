package org.yanqian.command.axonserver;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.connector.event.AggregateEventStream;
import io.axoniq.axonserver.connector.event.AppendEventsTransaction;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.EventTypes;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.Wire;
import org.yanqian.ledger.store.StoredEvent;

/** Events in Axon Server: the payload of each is a signed entry, its aggregate the stream. */
public final class AxonServerClient implements AutoCloseable {
    /** Nobody knows whether the events were taken; ask for them later. */
    static final class OutcomeUnknown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutcomeUnknown(Throwable cause) {
            super("no answer to an append", cause);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(AxonServerClient.class);

    private static final String AGGREGATE_TYPE = "ledger";
    private static final String ALREADY_THERE = "AXONIQ-2000";

    /** Missing or wrong access token, payload too large, invalid: the events were not taken. */
    private static final Set<String> REFUSED =
            Set.of("AXONIQ-1000", "AXONIQ-1001", "AXONIQ-2001", "AXONIQ-9200");

    private static final Metadata.Key<String> ERROR_CODE =
            Metadata.Key.of("AxonIQ-ErrorCode", Metadata.ASCII_STRING_MARSHALLER);
    private static final int BUFFER = 1_024;
    private static final long RETRY_MILLIS = 100;

    private final Supplier<EventChannel> channel;
    private final Runnable close;
    private final Duration patience;

    /**
     * @param close ends the connections
     * @param patience how long an answer may take
     */
    public AxonServerClient(Supplier<EventChannel> channel, Runnable close, Duration patience) {
        this.channel = channel;
        this.close = close;
        this.patience = patience;
    }

    @Override
    public void close() {
        close.run();
    }

    /** Waits until the first answer; connections are made in the background. */
    void awaitReachable() {
        long deadline = System.nanoTime() + 3 * patience.toNanos();
        while (true) {
            try {
                answer(channel.get().getLastToken());
                return;
            } catch (Exception e) {
                if (System.nanoTime() > deadline || e instanceof InterruptedException) {
                    throw new IllegalStateException("Axon Server does not answer", e);
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("waiting for Axon Server", e);
        }
    }

    /**
     * All of them or none. Throws {@link ConcurrencyException} for a place that is taken, {@link
     * OutcomeUnknown}, or refuses with {@code EVENT_STORE_REFUSED}.
     */
    void append(List<StoredEvent> events) {
        CompletableFuture<?> answer;
        try {
            AppendEventsTransaction transaction = channel.get().startAppendEventsTransaction();
            events.forEach(event -> transaction.appendEvent(message(event)));
            answer = transaction.commit();
        } catch (RuntimeException e) {
            throw new OutcomeUnknown(e);
        }
        try {
            if (answer.get(patience.toMillis(), TimeUnit.MILLISECONDS) == null) {
                throw new OutcomeUnknown(null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutcomeUnknown(e);
        } catch (TimeoutException e) {
            throw new OutcomeUnknown(e);
        } catch (ExecutionException e) {
            throw notTaken(e.getCause(), events.get(0));
        }
    }

    private static RuntimeException notTaken(Throwable cause, StoredEvent first) {
        String code = code(cause);
        if (ALREADY_THERE.equals(code)) {
            return new ConcurrencyException(
                    "another command was first: " + first.stream() + "@" + first.seq(), cause);
        }
        return REFUSED.contains(code)
                ? new Refusal(RefusalCode.EVENT_STORE_REFUSED, code, cause.getMessage())
                : new OutcomeUnknown(cause);
    }

    private static String code(Throwable cause) {
        Metadata trailers =
                cause instanceof StatusRuntimeException status ? status.getTrailers() : null;
        String code = trailers == null ? null : trailers.get(ERROR_CODE);
        return code == null ? "" : code;
    }

    private static Event message(StoredEvent stored) {
        LedgerEvent event = Entry.parse(stored.entry()).event();
        Wire type = EventTypes.of(event.data());
        return Event.newBuilder()
                .setMessageIdentifier(event.id())
                .setAggregateIdentifier(event.stream())
                .setAggregateSequenceNumber(event.seq())
                .setAggregateType(AGGREGATE_TYPE)
                .setTimestamp(EventCodec.parseTime(event.time()).toEpochMilli())
                .setPayload(
                        SerializedObject.newBuilder()
                                .setType(type.type())
                                .setRevision(Long.toString(type.v()))
                                .setData(ByteString.copyFrom(stored.entry())))
                .build();
    }

    /** Entries of one stream from {@code fromSeq}, without gaps. */
    List<byte[]> readStream(String stream, long fromSeq) {
        return asking(
                () -> {
                    List<byte[]> entries = new ArrayList<>();
                    AggregateEventStream events =
                            channel.get().openAggregateStream(stream, fromSeq, 0);
                    while (events.hasNext()) {
                        Event event = events.next();
                        if (event.getAggregateSequenceNumber() != fromSeq + entries.size()) {
                            throw new IllegalStateException(
                                    stream + " has no event " + (fromSeq + entries.size()));
                        }
                        entries.add(event.getPayload().getData().toByteArray());
                    }
                    return entries;
                });
    }

    /** -1 for a stream without events. */
    long lastSeq(String stream) {
        return asking(() -> answer(channel.get().findHighestSequence(stream)));
    }

    /** Of the newest event, -1 without any. */
    long lastToken() {
        return asking(() -> answer(channel.get().getLastToken()));
    }

    /** Events behind this token, and those that come later. */
    EventStream open(long after) {
        return asking(() -> channel.get().openStream(after, BUFFER));
    }

    /** The events with tokens from {@code from} to {@code to}, exclusive; fewer at the end. */
    List<EventWithToken> read(long from, long to) {
        return asking(
                () -> {
                    List<EventWithToken> events = new ArrayList<>();
                    try (EventStream stream = channel.get().openStream(from - 1, BUFFER)) {
                        while (events.size() < to - from) {
                            EventWithToken event =
                                    stream.nextIfAvailable(
                                            patience.toMillis(), TimeUnit.MILLISECONDS);
                            if (event == null) {
                                throw new IllegalStateException("no event after a long wait");
                            }
                            events.add(event);
                        }
                    }
                    return events;
                });
    }

    /** Whether an event of this id stands behind the token. */
    boolean contains(String id, long after) {
        long last = lastToken();
        for (long from = after + 1; from <= last; from += BUFFER) {
            boolean found =
                    read(from, Math.min(last + 1, from + BUFFER)).stream()
                            .anyMatch(e -> e.getEvent().getMessageIdentifier().equals(id));
            if (found) {
                return true;
            }
        }
        return false;
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask() throws Exception;
    }

    private <T> T answer(CompletableFuture<T> asked) throws Exception {
        return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static <T> T asking(Question<T> question) {
        try {
            return question.ask();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(RefusalCode.EVENT_STORE_UNREACHABLE);
        } catch (Exception e) {
            LOG.warn("Axon Server does not answer: {}", e.toString());
            throw new Refusal(RefusalCode.EVENT_STORE_UNREACHABLE);
        }
    }
}
