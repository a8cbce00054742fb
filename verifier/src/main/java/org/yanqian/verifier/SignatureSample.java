package org.yanqian.verifier;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.sign.PublicKey;
import org.yanqian.verifier.check.Item;
import org.yanqian.verifier.check.Outcome;

/**
 * Signatures at even distances over the whole ledger, as many as a measurement needs and no more:
 * what the whole verification cost is told beside what they cost alone.
 */
final class SignatureSample implements Consumer<Item> {
    private static final int MOST = 16_384;

    private record Task(long index, PublicKey key, byte[] message, byte[] signature) {}

    private final Map<String, PublicKey> keys = new HashMap<>();
    private final List<Task> tasks = new ArrayList<>();
    private long distance = 1;

    SignatureSample(Policy policy) {
        policy.serviceKeys().forEach(k -> keys.put(k.key().id(), k.key()));
    }

    @Override
    public void accept(Item item) {
        if (item.entry() == null || item.index() % distance != 0) {
            return;
        }
        for (Entry.Signature signature : item.entry().signatures()) {
            PublicKey key = keys.get(signature.key());
            if (key != null) {
                byte[] raw = Base64.getDecoder().decode(signature.sig());
                tasks.add(new Task(item.index(), key, item.entry().signedMessage(), raw));
            }
        }
        if (tasks.size() > MOST) {
            distance *= 2;
            tasks.removeIf(task -> task.index % distance != 0);
        }
    }

    int size() {
        return tasks.size();
    }

    /** The bare loop over the same messages, on all cores. */
    String measure(Outcome outcome) {
        long start = System.nanoTime();
        long valid =
                tasks.parallelStream().filter(t -> t.key.verify(t.message, t.signature)).count();
        long nanos = System.nanoTime() - start;
        double bare = Speed.rate(tasks.size(), nanos);
        return String.format(
                Locale.ROOT,
                "; bare signature verification %d of %d valid in %.2f s, %.0f/s; ratio %.2f",
                valid,
                tasks.size(),
                nanos / 1e9,
                bare,
                Speed.rate(outcome.entries(), outcome.nanos()) / Math.max(1, bare));
    }
}
