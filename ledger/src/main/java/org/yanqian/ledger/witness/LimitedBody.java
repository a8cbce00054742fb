package org.yanqian.ledger.witness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** An answer of up to 64 KiB; more is an error, so that no outsider can fill our memory. */
public final class LimitedBody implements HttpResponse.BodySubscriber<byte[]> {
    private static final int MAX_BODY = 1 << 16;

    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Flow.Subscription subscription;

    @Override
    public CompletionStage<byte[]> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Flow.Subscription s) {
        subscription = s;
        s.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] bytes = new byte[Math.min(buffer.remaining(), MAX_BODY + 1)];
            buffer.get(bytes);
            out.writeBytes(bytes);
        }
        if (out.size() > MAX_BODY) {
            subscription.cancel();
            result.completeExceptionally(new IOException("answer larger than 64 KiB"));
        }
    }

    @Override
    public void onError(Throwable e) {
        result.completeExceptionally(e);
    }

    @Override
    public void onComplete() {
        result.complete(out.toByteArray());
    }
}
