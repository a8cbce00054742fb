package org.yanqian.verifier.party;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.Json;
import org.yanqian.ledger.sign.Suite;

/** The service as a party sees it: a place to fetch from and to post to, never to be believed. */
final class ServiceClient {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final String base;
    private final String token;

    private ServiceClient(String base, String token) {
        this.base = base;
        this.token = token;
    }

    /** {@code tokenFile} holds an OAuth 2 access token. Throws {@link CannotJudge}. */
    static ServiceClient of(String url, Path tokenFile) {
        String token =
                CannotJudge.read(
                        tokenFile,
                        bytes -> {
                            String text = new String(bytes, StandardCharsets.US_ASCII).strip();
                            if (!text.matches("[!-~]+")) {
                                throw new CodedException("BAD_TOKEN", "not an access token");
                            }
                            return text;
                        });
        return new ServiceClient(url.replaceAll("/+$", ""), token);
    }

    byte[] get(String path) {
        return send(path, request(path).GET());
    }

    /** The same body gets the same idempotency key: sent twice, it counts once. */
    byte[] post(String path, byte[] body, String... headers) {
        byte[] place = (path + "\n").getBytes(StandardCharsets.UTF_8);
        String key = Hex.format(Suite.INTL.hash(place, body)).substring(0, 32);
        HttpRequest.Builder request = request(path);
        return send(
                path,
                (headers.length == 0 ? request : request.headers(headers))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private HttpRequest.Builder request(String path) {
        try {
            return HttpRequest.newBuilder(URI.create(base + path))
                    .timeout(PATIENCE)
                    .header("Accept", "application/json")
                    .header("Authorization", "Bearer " + token);
        } catch (IllegalArgumentException e) {
            throw new CannotJudge("BAD_URL", "not a service's address: " + base, e);
        }
    }

    private byte[] send(String path, HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> answer =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            int status = answer.statusCode();
            if (status / 100 == 2) {
                return answer.body();
            }
            if (status / 100 == 4) {
                throw new CodedException(problemCode(answer.body()), status + " " + base + path);
            }
            throw new CannotJudge("SERVICE_FAILED", status + " " + base + path, null);
        } catch (IOException e) {
            throw new CannotJudge("SERVICE_UNREACHABLE", base + path + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotJudge("SERVICE_UNREACHABLE", "interrupted", e);
        }
    }

    // RFC 9457 problem details with the service's stable code.
    private static String problemCode(byte[] body) {
        try {
            if (Json.readObject(body).get("code") instanceof String code
                    && code.matches("[A-Z0-9_]{1,64}")) {
                return code;
            }
        } catch (CodedException e) {
            return "SERVICE_REFUSED";
        }
        return "SERVICE_REFUSED";
    }
}
