package org.yanqian.query.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yanqian.ledger.codec.Json;

/** Reads over real HTTP as one account; the empty name is the public. */
public record Reader(int port, String name) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Another account of the same service. */
    public Reader as(String other) {
        return new Reader(port, other);
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET().build());
    }

    /** Where the answer sends the reader on to, {@code ""} if nowhere. */
    public String location(String path) {
        return get(path).headers().firstValue("Location").orElse("");
    }

    public HttpResponse<String> post(String path) {
        return send(request(path).POST(HttpRequest.BodyPublishers.noBody()).build());
    }

    /** The body of a good answer. */
    public Map<String, Object> json(String path) {
        HttpResponse<String> answer = get(path);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return Json.readObject(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    @SuppressWarnings("unchecked")
    public List<Map<String, Object>> items(String path) {
        return (List<Map<String, Object>>) json(path).get("items");
    }

    /** kind → state of what the work queue says of one draw or plan line, as of a ledger index. */
    public Map<String, String> queue(long atLeast, String text) {
        Map<String, String> found = new TreeMap<>();
        items("/api/v1/queue?size=200&q=" + text + "&atLeast=" + atLeast)
                .forEach(i -> found.put((String) i.get("kind"), (String) i.get("state")));
        return found;
    }

    /** The first of this kind in the work queue. */
    public Map<String, Object> item(long atLeast, String kind) {
        return items("/api/v1/queue?kind=" + kind + "&atLeast=" + atLeast).get(0);
    }

    /** Size of the ledger as an administrator reads it. */
    public long sealed() {
        return (Long) json("/api/v1/admin/projections").get("size");
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (!name.isEmpty()) {
            String login = name + ":" + QueryTestApplication.PASSWORD;
            request.header(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request;
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
