package org.yanqian.verifier;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.sign.PublicKey;
import org.yanqian.verifier.check.Item;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Proven;

/** Events per second, beside what the signatures alone would cost in the same run. */
final class Speed {
    private Speed() {}

    static String of(Outcome outcome) {
        return String.format(
                Locale.ROOT,
                "%d events in %.2f s, %.0f events/s",
                outcome.entries(),
                outcome.nanos() / 1e9,
                rate(outcome.entries(), outcome.nanos()));
    }

    /** What an incremental run did not do again. */
    static String since(Proven proven) {
        return "; 增量 incremental: signatures of the first "
                + proven.size()
                + " entries were verified before (root "
                + proven.root()
                + ")";
    }

    private static double rate(long count, long nanos) {
        return count * 1e9 / Math.max(1, nanos);
    }

    private record Task(PublicKey key, byte[] message, byte[] signature) {}

    /** The bare loop over the same messages, on all cores. */
    static String bare(Outcome outcome, List<Item> items, Policy policy) {
        Map<String, PublicKey> keys = new HashMap<>();
        policy.serviceKeys().forEach(k -> keys.put(k.key().id(), k.key()));
        List<Task> tasks =
                items.stream()
                        .filter(i -> i.entry() != null)
                        .flatMap(i -> i.entry().signatures().stream().map(s -> task(i, s, keys)))
                        .filter(t -> t.key != null)
                        .toList();
        long start = System.nanoTime();
        long valid =
                tasks.parallelStream().filter(t -> t.key.verify(t.message, t.signature)).count();
        long nanos = System.nanoTime() - start;
        double bare = rate(tasks.size(), nanos);
        return String.format(
                Locale.ROOT,
                "; bare signature verification %d of %d valid in %.2f s, %.0f/s; ratio %.2f",
                valid,
                tasks.size(),
                nanos / 1e9,
                bare,
                rate(outcome.entries(), outcome.nanos()) / Math.max(1, bare));
    }

    private static Task task(Item item, Entry.Signature s, Map<String, PublicKey> keys) {
        return new Task(
                keys.get(s.key()),
                item.entry().signedMessage(),
                java.util.Base64.getDecoder().decode(s.sig()));
    }
}
