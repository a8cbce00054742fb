package org.yanqian.verifier.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.yanqian.ledger.tree.Note;
import org.yanqian.verifier.net.ListenAddress;
import org.yanqian.verifier.witness.Witness.Response;

/** The witness behind HTTP: POST /add-checkpoint, GET /, GET /(origin hash)/checkpoint, GET /evidence/(pair)/(note). */
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

    private final String scheme;

    /** Plain HTTP: for one's own machine, or behind something that ends TLS. */
    WitnessServer(Witness witness, InetSocketAddress address) throws IOException {
        this(witness, HttpServer.create(address, 0), "http");
    }

    /** HTTPS. */
    WitnessServer(Witness witness, InetSocketAddress address, SSLContext tls) throws IOException {
        this(witness, tlsServer(address, tls), "https");
    }

    private WitnessServer(Witness witness, HttpServer server, String scheme) {
        this.witness = witness;
        this.server = server;
        this.scheme = scheme;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private static HttpServer tlsServer(InetSocketAddress address, SSLContext tls)
            throws IOException {
        HttpsServer server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(tls) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        SSLParameters defaults = tls.getDefaultSSLParameters();
                        defaults.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
                        parameters.setSSLParameters(defaults);
                    }
                });
        return server;
    }

    /** With a slash at the end. */
    String url() {
        return ListenAddress.url(scheme, server.getAddress());
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
            byte[] page = WitnessPage.render(witness.view()).getBytes(StandardCharsets.UTF_8);
            return new Response(200, "text/html; charset=utf-8", page);
        }
        return note(path)
                .map(note -> new Response(200, "text/plain; charset=utf-8", note.formatBytes()))
                .orElseGet(() -> Response.text(404, "not found"));
    }

    private Optional<Note> note(String path) throws IOException {
        String[] parts = path.substring(1).split("/", -1);
        if (parts.length == 2 && parts[1].equals("checkpoint")) {
            return witness.note(parts[0]);
        }
        return parts.length == 3 && parts[0].equals("evidence")
                ? witness.evidence(parts[1], parts[2])
                : Optional.empty();
    }

    /** Cuts running requests off: what they stored stays, what was not answered is asked again. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
