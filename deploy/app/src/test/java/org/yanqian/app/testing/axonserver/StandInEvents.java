package org.yanqian.app.testing.axonserver;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.grpc.event.Confirmation;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventStoreGrpc;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.axoniq.axonserver.grpc.event.GetAggregateEventsRequest;
import io.axoniq.axonserver.grpc.event.GetEventsRequest;
import io.axoniq.axonserver.grpc.event.GetFirstTokenRequest;
import io.axoniq.axonserver.grpc.event.GetLastTokenRequest;
import io.axoniq.axonserver.grpc.event.ReadHighestSequenceNrRequest;
import io.axoniq.axonserver.grpc.event.ReadHighestSequenceNrResponse;
import io.axoniq.axonserver.grpc.event.TrackingToken;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.yanqian.ledger.event.OriginEvent;

/** The event store of the stand-in: appends all or nothing, one after the other. */
final class StandInEvents extends EventStoreGrpc.EventStoreImplBase {
    /** What happens to the next append. */
    enum Fault {
        /** The events are kept, the answer is lost. */
        ANSWER_LOST,
        /** The events are lost and so is the answer. */
        EVENTS_LOST
    }

    private static final Metadata.Key<String> ERROR_CODE =
            Metadata.Key.of("AxonIQ-ErrorCode", Metadata.ASCII_STRING_MARSHALLER);

    private final List<Event> events = new ArrayList<>();
    private final Map<String, Long> lastSeqs = new HashMap<>();
    private final List<Reader> readers = new CopyOnWriteArrayList<>();
    private Fault next;

    synchronized void failNext(Fault fault) {
        next = fault;
    }

    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** As an administrator of the server can. */
    synchronized void replace(int token, Event event) {
        events.set(token, event);
    }

    synchronized void truncate(int size) {
        while (events.size() > size) {
            events.remove(events.size() - 1);
        }
    }

    /** As anybody with access to the server can. */
    void insert(Event event) {
        store(List.of(event));
    }

    private void store(List<Event> batch) {
        synchronized (this) {
            Map<String, Long> seqs = new HashMap<>(lastSeqs);
            for (Event event : batch) {
                String stream = event.getAggregateIdentifier();
                long expected = seqs.getOrDefault(stream, -1L) + 1;
                if (event.getAggregateSequenceNumber() != expected) {
                    throw taken(event, expected);
                }
                seqs.put(stream, expected);
            }
            lastSeqs.putAll(seqs);
            events.addAll(batch);
        }
        readers.forEach(Reader::send);
    }

    private static StatusRuntimeException taken(Event event, long expected) {
        Metadata trailers = new Metadata();
        trailers.put(ERROR_CODE, "AXONIQ-2000");
        return Status.OUT_OF_RANGE
                .withDescription(
                        "Invalid sequence number %d for aggregate %s, expected %d"
                                .formatted(
                                        event.getAggregateSequenceNumber(),
                                        event.getAggregateIdentifier(),
                                        expected))
                .asRuntimeException(trailers);
    }

    /** The sealer's own appends go on in the background and are left alone. */
    private synchronized Fault takeFault(List<Event> batch) {
        if (batch.get(0).getAggregateIdentifier().equals(OriginEvent.SM3_STREAM)) {
            return null;
        }
        Fault fault = next;
        next = null;
        return fault;
    }

    @Override
    public StreamObserver<Event> appendEvent(StreamObserver<Confirmation> answer) {
        List<Event> batch = new ArrayList<>();
        return new StreamObserver<>() {
            @Override
            public void onNext(Event event) {
                batch.add(event);
            }

            @Override
            public void onError(Throwable cancelled) {
                batch.clear();
            }

            @Override
            public void onCompleted() {
                finish(batch, answer);
            }
        };
    }

    private void finish(List<Event> batch, StreamObserver<Confirmation> answer) {
        Fault fault = takeFault(batch);
        try {
            if (fault != Fault.EVENTS_LOST) {
                store(batch);
            }
            if (fault != null) {
                answer.onError(Status.UNAVAILABLE.asRuntimeException());
                return;
            }
            answer(answer, Confirmation.newBuilder().setSuccess(true).build());
        } catch (StatusRuntimeException e) {
            answer.onError(e);
        }
    }

    private static <T> void answer(StreamObserver<T> to, T message) {
        to.onNext(message);
        to.onCompleted();
    }

    @Override
    public void listAggregateEvents(
            GetAggregateEventsRequest request, StreamObserver<Event> answer) {
        events().stream()
                .filter(e -> e.getAggregateIdentifier().equals(request.getAggregateId()))
                .filter(e -> e.getAggregateSequenceNumber() >= request.getInitialSequence())
                .forEach(answer::onNext);
        answer.onCompleted();
    }

    @Override
    public StreamObserver<GetEventsRequest> listEvents(StreamObserver<EventWithToken> answer) {
        Reader reader = new Reader(answer);
        return new StreamObserver<>() {
            @Override
            public void onNext(GetEventsRequest request) {
                reader.permit(request);
            }

            @Override
            public void onError(Throwable cancelled) {
                readers.remove(reader);
            }

            @Override
            public void onCompleted() {
                readers.remove(reader);
                answer.onCompleted();
            }
        };
    }

    /** One open stream; it sends no more than its client permitted. */
    private final class Reader {
        private final StreamObserver<EventWithToken> answer;
        private long nextToken = -1;
        private long permits;

        Reader(StreamObserver<EventWithToken> answer) {
            this.answer = answer;
        }

        synchronized void permit(GetEventsRequest request) {
            if (nextToken < 0) {
                nextToken = request.getTrackingToken();
                readers.add(this);
            }
            permits += request.getNumberOfPermits();
            send();
        }

        synchronized void send() {
            List<Event> all = events();
            try {
                while (permits > 0 && nextToken < all.size()) {
                    answer.onNext(
                            EventWithToken.newBuilder()
                                    .setToken(nextToken)
                                    .setEvent(all.get((int) nextToken))
                                    .build());
                    nextToken++;
                    permits--;
                }
            } catch (RuntimeException e) {
                readers.remove(this);
            }
        }
    }

    @Override
    public void readHighestSequenceNr(
            ReadHighestSequenceNrRequest request,
            StreamObserver<ReadHighestSequenceNrResponse> answer) {
        long last;
        synchronized (this) {
            last = lastSeqs.getOrDefault(request.getAggregateId(), -1L);
        }
        answer(answer, ReadHighestSequenceNrResponse.newBuilder().setToSequenceNr(last).build());
    }

    @Override
    public void getFirstToken(GetFirstTokenRequest request, StreamObserver<TrackingToken> answer) {
        answer(answer, token(events().isEmpty() ? -1 : 0));
    }

    @Override
    public void getLastToken(GetLastTokenRequest request, StreamObserver<TrackingToken> answer) {
        answer(answer, token(events().size() - 1L));
    }

    private static TrackingToken token(long value) {
        return TrackingToken.newBuilder().setToken(value).build();
    }

    /** The event with other bytes as its payload. */
    static Event edited(Event event, byte[] payload) {
        return event.toBuilder()
                .setPayload(event.getPayload().toBuilder().setData(ByteString.copyFrom(payload)))
                .build();
    }
}
