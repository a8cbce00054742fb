package org.yanqian.app.testing.axonserver;

import io.axoniq.axonserver.grpc.event.Event;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.yanqian.app.testing.axonserver.StandInEvents.Fault;

/**
 * A stand-in for Axon Server, written here from its published gRPC interface: the part of it that the
 * service uses, over real gRPC, with its events in memory. It can do what an administrator of the real
 * one can (edit, remove, slip in) and lose answers as networks do.
 *
 * <p>What it does not show: how the real one stores, replicates, elects leaders, limits and measures,
 * nor what it answers where this text was misread. {@code AxonServerTest} is for the real one.
 */
public final class StandInAxonServer implements AutoCloseable {
    private final StandInEvents events = new StandInEvents();
    private final Server server;

    public StandInAxonServer() {
        try {
            server =
                    NettyServerBuilder.forAddress(
                                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                            .addService(new StandInPlatform())
                            .addService(events)
                            .build()
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For {@code axon.axonserver.servers}. */
    public String address() {
        return "127.0.0.1:" + server.getPort();
    }

    /** All events, by token. */
    public List<Event> events() {
        return events.events();
    }

    /** Keeps the next append and loses the answer. */
    public void loseNextAnswer() {
        events.failNext(Fault.ANSWER_LOST);
    }

    /** Loses the next append and its answer. */
    public void loseNextAppend() {
        events.failNext(Fault.EVENTS_LOST);
    }

    public void edit(int token, byte[] payload) {
        events.replace(token, StandInEvents.edited(events().get(token), payload));
    }

    public void truncate(int size) {
        events.truncate(size);
    }

    public void insert(Event event) {
        events.insert(event);
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
