package org.yanqian.verifier.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.DrawBundle;
import org.yanqian.ledger.bundle.Manifest;
import org.yanqian.ledger.bundle.SignedDocument;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.sign.PublicKey;
import org.yanqian.ledger.sign.Suite;

/**
 * 1 Bytes: every entry is its own canonical form; every file of an export is the one that the signed
 * manifest names, none is missing and none too many; a bundle is sealed.
 */
public final class Check01CanonicalBytes extends Check {
    public Check01CanonicalBytes() {
        super("1");
    }

    @Override
    protected void entry(Item item, Evidence evidence) {
        if (item.problem() == null) {
            return;
        }
        String message = item.problem().getMessage();
        if (item.problem().code().equals("UNKNOWN_TYPE")) {
            undecided("UNKNOWN_TYPE", item.index(), "", message);
        } else {
            fail(item.problem().code(), item.index(), "", message);
        }
    }

    @Override
    protected void finish(Evidence evidence) {
        evidence.damage.forEach(d -> fail(d.code(), d.index(), d.expected(), d.found()));
        if (evidence.isLedger()) {
            guarded(-1, () -> manifest(evidence));
        } else if (evidence.bundle != null) {
            evidence.bundle.entries().stream()
                    .map(DrawBundle.ProvenEntry::index)
                    .reduce(
                            (a, b) -> {
                                if (a >= b) {
                                    fail("BUNDLE_ORDER", b, "above " + a, b);
                                }
                                return b;
                            });
        }
    }

    private void manifest(Evidence evidence) {
        SignedDocument document = evidence.export.manifest();
        PublicKey key = evidence.keys.sealKey(document.key());
        if (!document.canonical()) {
            fail("NOT_CANONICAL", -1, "canonical JSON", "manifest in another form");
        }
        if (key == null) {
            fail("SEAL_UNKNOWN_KEY", -1, "a key of the service", document.key());
        } else if (document.canonical() && !document.verify(Manifest.TYPE, key)) {
            fail("SEAL_WRONG", -1, "a signature by " + document.key(), "another");
        }
        Manifest manifest = Manifest.parse(document.content());
        equal("ORIGIN_DIFFERS", -1, evidence.policy.origin(), manifest.origin());
        equal("SUITE_DIFFERS", -1, evidence.suite.wire(), manifest.suite());
        if (evidence.latest.isValid()) {
            equal("SIZE_DIFFERS", -1, evidence.latest.size(), manifest.size());
        }
        files(evidence, manifest);
    }

    private void files(Evidence evidence, Manifest manifest) {
        Map<String, Manifest.FileLine> lines = new HashMap<>();
        manifest.files().forEach(line -> lines.put(line.path(), line));
        if (lines.size() != manifest.files().size()) {
            fail("FILE_LISTED_TWICE", -1, manifest.files().size() + " paths", lines.size());
        }
        Set<String> missing = new HashSet<>(lines.keySet());
        for (String path : evidence.export.paths()) {
            missing.remove(path);
            Manifest.FileLine line = lines.get(path);
            if (line == null && !path.equals(Manifest.FILE)) {
                fail("EXTRA_FILE", -1, "no file of this name in the manifest", path);
            } else if (line != null) {
                guarded(-1, () -> file(evidence, line));
            }
        }
        missing.stream().sorted().forEach(p -> fail("MISSING_FILE", -1, p, "no such file"));
    }

    private void file(Evidence evidence, Manifest.FileLine line) {
        FileSeen seen = evidence.files.get(line.path());
        if (seen == null) {
            try {
                byte[] bytes = evidence.export.read(line.path());
                seen = new FileSeen(bytes.length, Suite.INTL.hash(bytes));
            } catch (CodedException e) {
                fail(e.code(), -1, line.path(), e.getMessage());
                return;
            }
        }
        String found = Hex.format(seen.sha256());
        if (seen.size() != line.size() || !found.equals(line.sha256())) {
            fail(
                    "FILE_DIFFERS",
                    -1,
                    line.path() + ": " + line.size() + " bytes, " + line.sha256(),
                    seen.size() + " bytes, " + found);
        }
    }
}
