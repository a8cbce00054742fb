package org.yanqian.ledger.stamp;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.witness.LimitedBody;

/** Asks time-stamping authorities over HTTP (RFC 3161 section 3.4). Thread safe. */
public final class StampClient {
    private final HttpClient http;
    private final Duration timeout;
    private final SecureRandom random;

    /** @param tls whom to trust over HTTPS; without it, whom the Java installation trusts */
    public StampClient(Duration timeout, Optional<SSLContext> tls, SecureRandom random) {
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(timeout);
        tls.ifPresent(builder::sslContext);
        this.http = builder.build();
        this.timeout = timeout;
        this.random = random;
    }

    /**
     * A token over this checkpoint, with the nonce that was sent; its signature is not checked here.
     * Throws {@code STAMP_REFUSED} for no answer or any other one.
     */
    public TimeStamp stamp(String url, String checkpointText) {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        TimeStampRequest request =
                generator.generate(
                        NISTObjectIdentifiers.id_sha256,
                        TimeStamp.imprint(checkpointText),
                        new BigInteger(64, random));
        try {
            TimeStampResponse response = new TimeStampResponse(post(url, request.getEncoded()));
            response.validate(request);
            if (response.getTimeStampToken() == null) {
                throw new CodedException(
                        "STAMP_REFUSED", String.valueOf(response.getStatusString()));
            }
            return TimeStamp.parse(response.getTimeStampToken().getEncoded());
        } catch (CodedException e) {
            throw e;
        } catch (IOException | TSPException | RuntimeException e) {
            throw new CodedException("STAMP_REFUSED", String.valueOf(e.getMessage()), e);
        }
    }

    private byte[] post(String url, byte[] body) {
        CompletableFuture<HttpResponse<byte[]>> answer = null;
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url))
                            .timeout(timeout)
                            .header("Content-Type", "application/timestamp-query")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build();
            answer = http.sendAsync(request, info -> new LimitedBody());
            HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new CodedException("STAMP_REFUSED", "HTTP " + response.statusCode());
            }
            return response.body();
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new CodedException("STAMP_REFUSED", "no answer in " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new CodedException("STAMP_REFUSED", String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CodedException("STAMP_REFUSED", "interrupted", e);
        }
    }
}
