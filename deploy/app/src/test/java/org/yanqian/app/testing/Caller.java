package org.yanqian.app.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** HTTP as a bureau's system speaks it: an access token by client credentials, JSON or a file. */
public class Caller {
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Setting setting;
    private final String url;

    public Caller(Setting setting, String url) {
        this.setting = setting;
        this.url = url;
    }

    public String url() {
        return url;
    }

    public Setting setting() {
        return setting;
    }

    public Reply get(String account, String path) {
        return send(account, request(path).GET());
    }

    public Reply post(String account, String path, Object body, String... headers) {
        return json("POST", account, path, body, headers);
    }

    public Reply put(String account, String path, Object body, String... headers) {
        return json("PUT", account, path, body, headers);
    }

    private Reply json(String method, String account, String path, Object body, String... headers) {
        String text = body instanceof String raw ? raw : Reply.format(body);
        return send(
                account,
                headed(request(path), headers)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(text)));
    }

    public Reply delete(String account, String path) {
        return send(account, request(path).DELETE());
    }

    public Reply upload(String account, String path, BodyPublisher file, String... headers) {
        return send(
                account,
                headed(request(path), headers).header("Content-Type", "text/csv").POST(file));
    }

    public Reply upload(String account, String path, byte[] file, String... headers) {
        return upload(account, path, BodyPublishers.ofByteArray(file), headers);
    }

    private static HttpRequest.Builder headed(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(60));
    }

    /** Without a token when {@code account} is null. */
    private Reply send(String account, HttpRequest.Builder request) {
        if (account != null) {
            request.header("Authorization", "Bearer " + token(account));
        }
        return send(request);
    }

    private Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> answer =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Reply(answer.statusCode(), answer.headers(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** By client credentials, as a bureau's system gets it. */
    public String token(String account) {
        return tokens.computeIfAbsent(account, this::fetchToken);
    }

    private String fetchToken(String account) {
        String credentials = enc(account) + ":" + enc(secret(account));
        String basic =
                Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        return send(request("/oauth2/token")
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials")))
                .ok()
                .string("access_token");
    }

    final String secret(String account) {
        try {
            for (String line : Files.readAllLines(RunningService.secretsFile(setting))) {
                if (line.startsWith(account + " ")) {
                    return line.substring(account.length() + 1);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("no account " + account);
    }

    static String enc(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
