package org.yanqian.verifier.check;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.BundleLists;
import org.yanqian.ledger.bundle.DrawBundle;
import org.yanqian.ledger.bundle.SignedDocument;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.sign.PublicKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.space.Space;
import org.yanqian.ledger.tree.Base64Text;

/** Reads a public draw bundle; what cannot be read is damage, and the rest is still looked at. */
final class BundleLoader {
    private final Policy policy;
    private final Evidence evidence;
    private SignedDocument document;

    BundleLoader(byte[] file, Policy policy, List<Head> supplied, Space space) {
        this.policy = policy;
        DrawBundle bundle = null;
        Finding damage = null;
        try {
            document = SignedDocument.read(file);
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
        this.evidence = new Evidence(policy, suite, null, space);
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
            bundle.stamps().forEach(this::stamp);
            lists(bundle);
        }
    }

    private static Finding finding(String code, String expected, String found) {
        return new Finding(code, Effect.REFUTES, -1, expected, found);
    }

    /** Judged after the entries: the key may be one that they enrol. */
    private void seal() {
        if (document == null) {
            return;
        }
        if (!document.canonical()) {
            evidence.damage.add(finding("NOT_CANONICAL", "canonical JSON", "another form of it"));
            return;
        }
        PublicKey key = evidence.keys.sealKey(document.key());
        if (key == null) {
            evidence.damage.add(
                    finding("SEAL_UNKNOWN_KEY", "a key of the service", document.key()));
        } else if (!document.verify(DrawBundle.TYPE, key)) {
            evidence.damage.add(
                    finding("SEAL_WRONG", "a signature by " + document.key(), "another"));
        }
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

    private void stamp(DrawBundle.Stamp stamp) {
        String name = "stamps/" + stamp.use() + "-" + stamp.authority();
        long size =
                Stream.concat(evidence.heads.stream(), Stream.of(evidence.latest))
                        .filter(head -> head.name().equals(stamp.use()) && head.isValid())
                        .mapToLong(Head::size)
                        .findFirst()
                        .orElse(-1);
        try {
            byte[] token = Base64Text.parse(stamp.token(), "BAD_STAMP");
            evidence.stamps.add(new FoundStamp(name, size, token));
        } catch (CodedException e) {
            evidence.damage.add(finding(e.code(), "", e.getMessage()));
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
            seal();
            return;
        }
        ItemReader reader = evidence.keys.reader();
        evidence.bundle.entries().stream()
                .sorted(Comparator.comparingLong(DrawBundle.ProvenEntry::index))
                .map(e -> reader.read(e.index(), CanonicalJson.format(e.entry())))
                .forEach(
                        item -> {
                            evidence.dossiers.add(item);
                            consumer.accept(item);
                        });
        seal();
    }
}
