package org.yanqian.app.demo;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Json;

/** The public API, used as a bureau's system would: bearer tokens by client credentials. */
final class Api {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final String base;
    private final Path accounts;
    private final Map<String, String> tokens = new HashMap<>();

    Api(String base, Path accounts) {
        this.base = base;
        this.accounts = accounts;
    }

    String base() {
        return base;
    }

    /** Whether the service answers that it is up. */
    boolean isUp() {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(base + "/actuator/health"))
                            .timeout(Duration.ofSeconds(5))
                            .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailed("interrupted", e);
        }
    }

    String token(String account) {
        return tokens.computeIfAbsent(account, this::fetchToken);
    }

    private String fetchToken(String account) {
        String login = account + ":" + secret(account);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base + "/oauth2/token"))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        login.getBytes(StandardCharsets.UTF_8)))
                        .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                        .build();
        Map<String, Object> answer = Json.readObject(send(request).body());
        return (String) answer.get("access_token");
    }

    /** The password of an account that the service made at its first start. */
    String secret(String account) {
        try {
            return Files.readAllLines(accounts).stream()
                    .filter(line -> line.startsWith(account + " "))
                    .map(line -> line.substring(account.length() + 1))
                    .findFirst()
                    .orElseThrow(() -> new DemoFailed("no account " + account));
        } catch (IOException e) {
            throw new DemoFailed("no accounts in " + accounts, e);
        }
    }

    /** Waits for the receipt; the whole answer. */
    Map<String, Object> post(String account, String path, Map<String, Object> body) {
        return post(account, path, CanonicalJson.format(body), "application/json");
    }

    Map<String, Object> post(String account, String path, byte[] body, String type) {
        return Json.readObject(require(tryPost(account, path, body, type)).body());
    }

    HttpResponse<byte[]> tryPost(String account, String path, byte[] body, String type) {
        return exchange(
                request(account, path)
                        .header("Content-Type", type)
                        .header("Prefer", "wait")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build());
    }

    /** @param account null for what everybody may read */
    byte[] get(String account, String path) {
        return send(request(account, path).build()).body();
    }

    Map<String, Object> getObject(String account, String path) {
        return Json.readObject(get(account, path));
    }

    /** Empty while it is not there yet. */
    Optional<byte[]> find(String account, String path) {
        HttpResponse<byte[]> answer = exchange(request(account, path).build());
        return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
    }

    private HttpRequest.Builder request(String account, String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
        return account == null
                ? request
                : request.header("Authorization", "Bearer " + token(account));
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        return require(exchange(request));
    }

    private static HttpResponse<byte[]> require(HttpResponse<byte[]> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new DemoFailed(
                    answer.request().method()
                            + " "
                            + answer.uri()
                            + ": "
                            + answer.statusCode()
                            + " "
                            + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return answer;
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new DemoFailed("the service does not answer: " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailed("interrupted", e);
        }
    }

    /** The largest ledger index among the receipts of an answer. */
    static long index(Map<String, Object> answer) {
        return ((List<?>) answer.get("receipts"))
                .stream()
                        .map(receipt -> (Long) ((Map<?, ?>) receipt).get("index"))
                        .max(Long::compare)
                        .orElseThrow(() -> new DemoFailed("an answer without receipts"));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> result(Map<String, Object> answer) {
        return (Map<String, Object>) answer.get("result");
    }

    static String query(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
