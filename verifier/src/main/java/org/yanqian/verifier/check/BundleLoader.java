package org.yanqian.verifier.check;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.BundleLists;
import org.yanqian.ledger.bundle.DrawBundle;
import org.yanqian.ledger.bundle.SignedDocument;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.policy.ServiceKey;
import org.yanqian.ledger.sign.Suite;

/** Reads a public draw bundle; what cannot be read is damage, and the rest is still looked at. */
final class BundleLoader {
    private final Policy policy;
    private final Evidence evidence;

    BundleLoader(byte[] file, Policy policy, List<Head> supplied) {
        this.policy = policy;
        DrawBundle bundle = null;
        Finding damage = null;
        try {
            SignedDocument document = SignedDocument.read(file);
            damage = seal(document);
            bundle = DrawBundle.parse(document.content());
            Suite.of(bundle.suite());
        } catch (CodedException e) {
            damage = finding(e.code(), "", e.getMessage());
            bundle = null;
        }
        Suite suite =
                bundle == null
                        ? policy.serviceKeys().get(0).key().suite()
                        : Suite.of(bundle.suite());
        this.evidence = new Evidence(policy, suite, null);
        evidence.bundle = bundle;
        if (damage != null) {
            evidence.damage.add(damage);
        }
        evidence.supplied.addAll(supplied);
        evidence.latest =
                Head.missing(
                        "last", new CodedException("MISSING_CHECKPOINT", "no last checkpoint"));
        if (bundle != null) {
            heads(bundle);
            lists(bundle);
        }
    }

    private static Finding finding(String code, String expected, String found) {
        return new Finding(code, Effect.REFUTES, -1, expected, found);
    }

    private Finding seal(SignedDocument document) {
        if (!document.canonical()) {
            return finding("NOT_CANONICAL", "canonical JSON", "another form of it");
        }
        for (ServiceKey key : policy.serviceKeys()) {
            if (key.key().id().equals(document.key())) {
                return document.verify(DrawBundle.TYPE, key.key())
                        ? null
                        : finding("SEAL_WRONG", "a signature by " + document.key(), "another");
            }
        }
        return finding("SEAL_UNKNOWN_KEY", "a service key of the policy", document.key());
    }

    private void heads(DrawBundle bundle) {
        for (DrawBundle.CheckpointNote note : bundle.checkpoints()) {
            Head head =
                    Head.read(
                            note.use(),
                            note.note().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                            policy);
            if (note.use().equals("last")) {
                evidence.latest = head;
            } else {
                evidence.heads.add(head);
            }
        }
    }

    private void lists(DrawBundle bundle) {
        try {
            evidence.lists = new BundleLists(bundle);
        } catch (CodedException e) {
            evidence.damage.add(finding(e.code(), "", e.getMessage()));
        }
    }

    Evidence evidence() {
        return evidence;
    }

    void forEach(Consumer<Item> consumer) {
        if (evidence.bundle == null) {
            return;
        }
        ItemReader reader = new ItemReader(evidence.suite, policy);
        evidence.bundle.entries().stream()
                .sorted(Comparator.comparingLong(DrawBundle.ProvenEntry::index))
                .map(e -> reader.read(e.index(), CanonicalJson.format(e.entry())))
                .forEach(
                        item -> {
                            evidence.dossiers.add(item);
                            consumer.accept(item);
                        });
    }
}
