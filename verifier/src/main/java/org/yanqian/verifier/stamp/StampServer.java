package org.yanqian.verifier.stamp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.stamp.StampAuthority;
import org.yanqian.verifier.net.ListenAddress;

/** A time-stamp authority behind HTTP: POST / as RFC 3161 section 3.4 has it. */
final class StampServer implements AutoCloseable {
    private static final int MAX_BODY = 1 << 14;
    private static final int THREADS = 4;

    private final StampAuthority authority;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    StampServer(StampAuthority authority, Clock clock, InetSocketAddress address)
            throws IOException {
        this.authority = authority;
        this.clock = clock;
        this.server = HttpServer.create(address, 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return ListenAddress.url("http", server.getAddress());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("POST")) {
                exchange.getResponseHeaders().set("Allow", "POST");
                send(exchange, 405, "text/plain", "use POST\n".getBytes(StandardCharsets.UTF_8));
                return;
            }
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
            try {
                byte[] answer =
                        authority.answer(
                                body, clock.instant().truncatedTo(ChronoUnit.SECONDS), random);
                send(exchange, 200, "application/timestamp-reply", answer);
            } catch (CodedException e) {
                send(exchange, 400, "text/plain", (e + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
