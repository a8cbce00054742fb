package org.yanqian.ledger.witness;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.tree.Decimal;
import org.yanqian.ledger.tree.Note;

/** Asks witnesses over HTTP. Never throws for what a witness does or fails to do. Thread safe. */
public final class WitnessClient {
    private final HttpClient http;
    private final Duration timeout;

    /** @param timeout for the whole exchange, connection and body included */
    public WitnessClient(Duration timeout) {
        this(timeout, Optional.empty());
    }

    /** @param tls whom to trust over HTTPS; without it, whom the Java installation trusts */
    public WitnessClient(Duration timeout, Optional<SSLContext> tls) {
        this.timeout = timeout;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(timeout);
        tls.ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    /**
     * @param url submission prefix of the witness; {@code add-checkpoint} is appended
     * @param oldSize that this witness cosigned last
     * @param proof from the old size to the note's
     */
    public WitnessAnswer addCheckpoint(String url, long oldSize, List<byte[]> proof, Note note) {
        CompletableFuture<HttpResponse<byte[]>> answer = null;
        try {
            URI uri = URI.create(url.endsWith("/") ? url : url + "/").resolve("add-checkpoint");
            byte[] body = new AddCheckpoint(oldSize, proof, note).format();
            HttpRequest request =
                    HttpRequest.newBuilder(uri)
                            .timeout(timeout)
                            .header("Content-Type", "text/plain; charset=utf-8")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build();
            answer = http.sendAsync(request, info -> new LimitedBody());
            HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return read(response.statusCode(), response.body());
        } catch (IllegalArgumentException e) {
            return new WitnessAnswer.Unreachable("not an http address: " + url);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new WitnessAnswer.Unreachable("no answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            return new WitnessAnswer.Unreachable(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new WitnessAnswer.Unreachable("interrupted");
        }
    }

    private static WitnessAnswer read(int status, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        try {
            if (status == 200) {
                return new WitnessAnswer.Cosigned(signatures(text));
            }
            if (status == 409 && text.endsWith("\n")) {
                String size = text.substring(0, text.length() - 1);
                return new WitnessAnswer.Conflict(Decimal.parse(size, "BAD_ANSWER", "size"));
            }
        } catch (CodedException e) {
            return new WitnessAnswer.Refused(status, e.getMessage());
        }
        return new WitnessAnswer.Refused(status, text.substring(0, Math.min(1000, text.length())));
    }

    private static List<Note.Signature> signatures(String text) {
        List<Note.Signature> signatures = new ArrayList<>();
        String[] lines = text.split("\n", Note.MAX_SIGNATURES + 1);
        if (lines.length < 2 || !lines[lines.length - 1].isEmpty()) {
            throw new CodedException("BAD_ANSWER", "not signature lines");
        }
        for (int i = 0; i < lines.length - 1; i++) {
            signatures.add(Note.Signature.parse(lines[i]));
        }
        return signatures;
    }
}
