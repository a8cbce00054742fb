package org.yanqian.verifier.check;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.DrawBundle;
import org.yanqian.ledger.bundle.Export;
import org.yanqian.ledger.bundle.Openings;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.Json;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.space.Space;
import org.yanqian.verifier.file.Scratch;

/** Runs all fourteen checks over an export or a bundle; none stops another. */
public final class Verification {
    private final Policy policy;
    private final List<byte[]> kept;
    private final Consumer<Item> observer;
    private final List<Check> checks =
            List.of(
                    new Check01CanonicalBytes(),
                    new Check02Signatures(),
                    new Check03StreamChains(),
                    new Check04Tree(),
                    new Check05Consistency(),
                    new Check06Quorum(),
                    new Check07Time(),
                    new Check08Lists(),
                    new Check09Seed(),
                    new Check10Draw(),
                    new Check11AfterDraw(),
                    new Check12Rules(),
                    new Check13Publication(),
                    new Check14PersonalData());
    private long entries;
    private byte[] auditorKey;
    private Optional<Head> since = Optional.empty();
    private final RecentEdits edits = new RecentEdits();
    private Optional<TailAge> tailAge = Optional.empty();
    private Openings openings;
    private Path published;
    private Supplier<Scratch> scratch = Scratch::usual;
    private int threads = Runtime.getRuntime().availableProcessors();

    /**
     * @param kept older checkpoints, signed notes, that the auditor brings
     * @param observer is shown every entry, for measuring
     */
    public Verification(Policy policy, List<byte[]> kept, Consumer<Item> observer) {
        this.policy = policy;
        this.kept = kept;
        this.observer = observer;
    }

    /**
     * Opens the ciphertext of every draw key with the auditor's key file. Throws {@code BAD_KEY} for
     * another file and {@code AUDITOR_KEY_DIFFERS} if it is not the policy's key.
     */
    public Verification withAuditorKey(byte[] keyFile) {
        Map<String, Object> file = Json.readObject(keyFile);
        if (!"decrypt".equals(file.get("use"))) {
            throw new CodedException("BAD_KEY", "not a key file for decryption");
        }
        String key = file.get("suite") + ":" + file.get("public");
        String expected = policy.auditorKey().orElse(key);
        if (!expected.equals(key)) {
            throw new CodedException(
                    "AUDITOR_KEY_DIFFERS", "the policy has " + expected + ", the file " + key);
        }
        auditorKey = keyFile.clone();
        return this;
    }

    /** Without it the age of the tail is not judged. */
    public Verification withTailAge(TailAge age) {
        tailAge = Optional.of(age);
        return this;
    }

    /**
     * Checks personal values against the digests in their events. Throws {@code UNKNOWN_FORMAT} and the
     * codes of what is no file of openings.
     */
    public Verification withOpenings(byte[] file) {
        openings = Openings.parse(file);
        return this;
    }

    /**
     * Signatures of entries that this earlier run proved are not verified again; that they are the
     * same entries is part of layer 5. Throws {@code BAD_PROVEN_FILE} if it contradicts itself.
     */
    public Verification since(Proven earlier) {
        Head head = Head.read("--since", earlier.note().getBytes(StandardCharsets.UTF_8), policy);
        if (!head.isValid()
                || head.size() != earlier.size()
                || !Hex.format(head.root()).equals(earlier.root())) {
            throw new CodedException(
                    "BAD_PROVEN_FILE", "its note is not of size " + earlier.size() + " and root");
        }
        since = Optional.of(head);
        return this;
    }

    /** On so many cores; without it on all of them. */
    public Verification withThreads(int count) {
        threads = count;
        return this;
    }

    /** Compares what was saved in this folder of what the public was shown. */
    public Verification withPublished(Path folder) {
        published = folder;
        return this;
    }

    /** Where a large ledger's file lies; without it the system's folder for such files. */
    public Verification withScratch(Path folder) {
        return withScratch(folder, Scratch.usualHeap());
    }

    /** As above, after so many bytes of the heap. */
    Verification withScratch(Path folder, long heap) {
        scratch = () -> new Scratch(folder, heap);
        return this;
    }

    /** An auditor's export. Throws {@code UNREADABLE_EXPORT}, {@code SCRATCH_FAILED}. */
    public Outcome ledger(Export export) {
        long start = System.nanoTime();
        try (Scratch space = scratch.get()) {
            LedgerLoader loader = new LedgerLoader(export, policy, supplied(), space);
            Evidence evidence = loader.evidence();
            evidence.auditorKey = auditorKey;
            evidence.openings = openings;
            if (published != null) {
                evidence.published = PublishedFiles.read(published, evidence.suite);
            }
            since.ifPresent(head -> evidence.keys.reader().verifiedBefore(head.size()));
            loader.forEach(threads, item -> take(item, evidence));
            return finish("ledger", evidence, start);
        }
    }

    /** A public bundle. Throws {@code UNREADABLE_BUNDLE} for what is none. */
    public Outcome draw(byte[] file) {
        if (!DrawBundle.isRecognised(file)) {
            throw new CodedException("UNREADABLE_BUNDLE", "neither head nor tail of a draw bundle");
        }
        long start = System.nanoTime();
        BundleLoader loader = new BundleLoader(file, policy, supplied(), Space.heap());
        Evidence evidence = loader.evidence();
        loader.forEach(item -> take(item, evidence));
        return finish("draw", evidence, start);
    }

    private List<Head> supplied() {
        List<Head> heads = new ArrayList<>();
        for (byte[] note : kept) {
            heads.add(Head.read("--checkpoint " + (heads.size() + 1), note, policy));
        }
        since.ifPresent(heads::add);
        return heads;
    }

    private void take(Item item, Evidence evidence) {
        entries++;
        observer.accept(item);
        edits.take(item);
        checks.forEach(check -> check.take(item, evidence));
    }

    /** One draw, judged on any thread: what each check found, in the order of the checks. */
    private record Judged(List<Check.Sheet> sheets, DrawSummary summary) {}

    private Judged judge(String drawId, List<Check> all, Evidence evidence) {
        Dossier dossier = evidence.dossiers.of(drawId);
        if (evidence.isLedger()) {
            dossier.outcome = evidence.registry.outcome(drawId);
        }
        all.forEach(Check::open);
        checks.forEach(check -> check.judge(dossier, evidence));
        return new Judged(all.stream().map(Check::close).toList(), summary(dossier, evidence));
    }

    private List<Check> withParts() {
        List<Check> all = new ArrayList<>();
        for (Check check : checks) {
            all.add(check);
            all.addAll(check.parts());
        }
        return all;
    }

    private Outcome finish(String kind, Evidence evidence, long start) {
        evidence.tailAge = tailAge;
        List<Check> all = withParts();
        List<DrawSummary> draws = new ArrayList<>();
        checks.forEach(check -> check.prepare(evidence));
        Pipeline.run(
                Math.min(threads, evidence.dossiers.ids().size()),
                evidence.dossiers.ids(),
                drawId -> judge(drawId, all, evidence),
                judged -> {
                    draws.add(judged.summary);
                    for (int i = 0; i < all.size(); i++) {
                        all.get(i).append(judged.sheets.get(i));
                    }
                });
        checks.forEach(check -> check.complete(evidence));
        List<CheckResult> layers = all.stream().map(Check::result).toList();
        List<RuntimeException> bugs = all.stream().flatMap(c -> c.bugs().stream()).toList();
        List<String> required =
                kind.equals("ledger") ? policy.requireLedger() : policy.requireDraw();
        Verdict verdict = verdict(layers, required, !evidence.histories.isEmpty());
        Head latest = evidence.latest;
        return new Outcome(
                verdict,
                kind,
                policy.origin(),
                evidence.suite.wire(),
                latest.isValid() ? latest.size() : entries,
                latest.isValid() ? Hex.format(latest.root()) : "",
                entries,
                System.nanoTime() - start,
                layers,
                required,
                draws,
                evidence.histories,
                // Damage that some layer has named explains what went wrong in another.
                verdict == Verdict.REFUTED || verdict == Verdict.TWO_HISTORIES ? List.of() : bugs);
    }

    static Verdict verdict(List<CheckResult> layers, List<String> required, boolean twoHistories) {
        if (twoHistories) {
            return Verdict.TWO_HISTORIES;
        }
        if (layers.stream().anyMatch(l -> l.status() == Status.FAIL)) {
            return Verdict.REFUTED;
        }
        boolean undecided =
                layers.stream()
                        .flatMap(l -> l.findings().stream())
                        .anyMatch(f -> f.effect() == Effect.UNDECIDED);
        for (String id : required) {
            undecided |=
                    layers.stream().noneMatch(l -> l.id().equals(id) && l.status() == Status.OK);
        }
        return undecided ? Verdict.CANNOT_JUDGE : Verdict.PROVEN;
    }

    private DrawSummary summary(Dossier d, Evidence evidence) {
        Located<DrawEvent.DrawAnnounced> announced = d.announcement();
        Located<DrawEvent.DrawCompleted> completed = d.completion();
        SeedReplay seed = d.seed;
        String lapsed = d.lapse.isEmpty() && d.isLapseAdmitted() ? "LAPSE_RECORDED" : d.lapse;
        return new DrawSummary(
                d.drawId(),
                completed == null ? "" : completed.hash(),
                seed == null ? "" : seed.grade().name(),
                announced == null ? "" : announced.data().beacon().type(),
                announced == null ? -1 : announced.data().counts().candidates(),
                announced == null ? -1 : announced.data().counts().excluded(),
                announced == null ? -1 : announced.data().counts().inspectors(),
                announced == null ? List.of() : announced.data().quotas(),
                completed == null ? java.util.Map.of() : completed.data().drawn(),
                lapsed,
                d.isLapseAdmitted(),
                d.voided.isEmpty() ? "" : d.voided.get(0).data().reason(),
                evidence.isLedger() ? evidence.registry.attempt(d.drawId()) : 0,
                evidence.isLedger() ? attemptReason(d, evidence) : "",
                completed == null ? 0 : completed.data().unstaffable(),
                state(d),
                evidence.isLedger() ? "checked" : "not checked",
                edits.of(d.drawId()));
    }

    private static String attemptReason(Dossier d, Evidence evidence) {
        return evidence.registry
                .tryBefore(d.drawId())
                .filter(evidence.dossiers.ids()::contains)
                .flatMap(before -> evidence.dossiers.of(before).redrawAllowed.stream().findFirst())
                .map(allowed -> allowed.data().reason())
                .orElse("");
    }

    private static String state(Dossier d) {
        if (d.completion() != null) {
            return "completed";
        }
        if (!d.lapsed.isEmpty()) {
            return "lapsed";
        }
        return d.close() != null ? "closed" : d.announcement() != null ? "announced" : "opened";
    }
}
