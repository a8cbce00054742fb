package org.yanqian.verifier.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.yanqian.verifier.witness.Witness.Response;

/** The witness behind HTTP: POST /add-checkpoint, GET / and GET /(origin hash)/checkpoint. */
final class WitnessServer implements AutoCloseable {
    /** Sixteen post-quantum signatures and the longest proof fit in. */
    static final int MAX_BODY = 128 << 10;

    private static final int THREADS = 8;

    static {
        // Seconds for a whole request or answer: a slow caller must not hold a thread for ever.
        for (String name : new String[] {"maxReqTime", "maxRspTime"}) {
            String property = "sun.net.httpserver." + name;
            if (System.getProperty(property) == null) {
                System.setProperty(property, "20");
            }
        }
    }

    private final Witness witness;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    WitnessServer(Witness witness, InetSocketAddress address) throws IOException {
        this.witness = witness;
        this.server = HttpServer.create(address, 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** With a slash at the end. */
    String url() {
        InetSocketAddress address = server.getAddress();
        String host = address.getAddress().getHostAddress();
        return "http://"
                + (host.contains(":") ? "[" + host + "]" : host)
                + ":"
                + address.getPort()
                + "/";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Response response;
            try {
                response = respond(exchange);
            } catch (IOException | RuntimeException e) {
                System.err.println("witness: " + e);
                response = Response.text(500, "INTERNAL: not cosigned");
            }
            var headers = exchange.getResponseHeaders();
            headers.set("Content-Type", response.contentType());
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Cache-Control", "no-store");
            headers.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
            exchange.sendResponseHeaders(response.status(), response.body().length);
            exchange.getResponseBody().write(response.body());
        }
    }

    private Response respond(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean isAdd = path.equals("/add-checkpoint");
        String method = isAdd ? "POST" : "GET";
        if (!exchange.getRequestMethod().equals(method)) {
            exchange.getResponseHeaders().set("Allow", method);
            return Response.text(405, "use " + method);
        }
        if (isAdd) {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
            return body.length > MAX_BODY
                    ? Response.text(413, "BAD_REQUEST: larger than 128 KiB")
                    : witness.addCheckpoint(body);
        }
        if (path.equals("/")) {
            String page =
                    WitnessPage.render(
                            witness.key().format(), witness.overview(), witness.evidenceCount());
            byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
            return new Response(200, "text/html; charset=utf-8", bytes);
        }
        return checkpoint(path).orElseGet(() -> Response.text(404, "not found"));
    }

    private Optional<Response> checkpoint(String path) {
        for (var entry : witness.overview().entrySet()) {
            if (path.equals("/" + WitnessState.originHash(entry.getKey()) + "/checkpoint")) {
                return entry.getValue()
                        .map(last -> last.note().formatBytes())
                        .map(note -> new Response(200, "text/plain; charset=utf-8", note));
            }
        }
        return Optional.empty();
    }

    /** Cuts running requests off: what they stored stays, what was not answered is asked again. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
