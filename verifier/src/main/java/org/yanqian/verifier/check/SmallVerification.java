package org.yanqian.verifier.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.sign.Suite;

/** What receipt, consistency and store comparison share: layers by number, one outcome. */
abstract class SmallVerification {
    final Policy policy;
    final Suite suite;
    final List<Evidence.TwoHistories> histories = new ArrayList<>();
    private final Map<String, Layer> layers = new LinkedHashMap<>();
    private final long start = System.nanoTime();
    long entries;

    SmallVerification(Policy policy) {
        this.policy = policy;
        this.suite = policy.serviceKeys().get(0).key().suite();
    }

    Layer layer(String id) {
        return layers.computeIfAbsent(id, Layer::new);
    }

    /** Every layer that was opened is required. */
    Outcome outcome(String kind, Head latest) {
        List<CheckResult> results = layers.values().stream().map(Check::result).toList();
        List<String> required = List.copyOf(layers.keySet());
        boolean valid = latest != null && latest.isValid();
        return new Outcome(
                Verification.verdict(results, required, !histories.isEmpty()),
                kind,
                policy.origin(),
                suite.wire(),
                valid ? latest.size() : 0,
                valid ? Hex.format(latest.root()) : "",
                entries,
                System.nanoTime() - start,
                results,
                required,
                List.of(),
                histories,
                List.of());
    }

    /** Layer 6 for one checkpoint. */
    void quorum(Head head, Optional<TailAge> age) {
        Layer six = layer("6");
        if (!head.isValid()) {
            six.skipped("NO_QUORUM");
        } else if (head.quorumAt(policy).isEmpty()) {
            six.refuted(
                    "NO_QUORUM",
                    head.size() - 1,
                    "cosignatures of the policy's quorum",
                    head.cosignedAt(policy).keySet());
        } else {
            age.flatMap(a -> a.check(head, policy))
                    .ifPresent(f -> six.open(f.code(), f.index(), f.expected(), f.found()));
        }
    }

    /** Layer 4: the log's signature and origin. */
    boolean signed(Head head) {
        Layer four = layer("4");
        if (!head.isValid()) {
            four.refuted(head.problem().code(), -1, head.name(), head.problem().getMessage());
            return false;
        }
        four.same("ORIGIN_DIFFERS", -1, policy.origin(), head.signed().checkpoint().origin());
        return true;
    }
}
