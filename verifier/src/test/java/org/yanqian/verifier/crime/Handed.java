package org.yanqian.verifier.crime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yanqian.ledger.bundle.Export;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.TailAge;
import org.yanqian.verifier.check.Verification;

/**
 * What the verifier is given: an export or a bundle, by whoever committed the crime, and what its
 * user has beside it.
 *
 * @param bundle empty for an export
 * @param now the auditor's clock, if the tail may be no older than a day
 */
record Handed(
        Policy policy,
        Path export,
        Optional<byte[]> bundle,
        List<byte[]> kept,
        Optional<byte[]> openings,
        Optional<byte[]> auditorKey,
        Optional<Instant> now) {
    private static final String DONE = "done";

    static Handed export(Policy policy, Path export, List<byte[]> kept) {
        return new Handed(
                policy,
                export,
                Optional.empty(),
                kept,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Handed bundle(Policy policy, byte[] bundle) {
        return new Handed(
                policy,
                Path.of(""),
                Optional.of(bundle),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    Handed under(Policy other) {
        return new Handed(other, export, bundle, kept, openings, auditorKey, now);
    }

    Handed withOpenings(byte[] file) {
        return new Handed(policy, export, bundle, kept, Optional.of(file), auditorKey, now);
    }

    Handed withAuditorKey(byte[] file) {
        return new Handed(policy, export, bundle, kept, openings, Optional.of(file), now);
    }

    Handed at(Instant clock) {
        return new Handed(policy, export, bundle, kept, openings, auditorKey, Optional.of(clock));
    }

    Outcome judged() {
        Verification verification = new Verification(policy, kept, item -> {});
        openings.ifPresent(verification::withOpenings);
        auditorKey.ifPresent(verification::withAuditorKey);
        now.ifPresent(at -> verification.withTailAge(new TailAge(Duration.ofDays(1), at)));
        return bundle.isPresent()
                ? verification.draw(bundle.get())
                : verification.ledger(Export.open(export));
    }

    /** Kept for other runs; the export stays where it lies. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        policy.write(folder.resolve("policy"));
        Files.writeString(folder.resolve("export"), export.toString());
        for (int i = 0; i < kept.size(); i++) {
            Files.write(folder.resolve("kept" + i), kept.get(i));
        }
        write(folder.resolve("bundle"), bundle);
        write(folder.resolve("openings"), openings);
        write(folder.resolve("auditor-key"), auditorKey);
        write(
                folder.resolve("now"),
                now.map(at -> at.toString().getBytes(StandardCharsets.US_ASCII)));
        Files.createFile(folder.resolve(DONE));
    }

    private static void write(Path file, Optional<byte[]> bytes) throws IOException {
        if (bytes.isPresent()) {
            Files.write(file, bytes.get());
        }
    }

    static boolean isWritten(Path folder) {
        return Files.exists(folder.resolve(DONE));
    }

    static Handed read(Path folder) throws IOException {
        List<byte[]> kept = new ArrayList<>();
        while (Files.exists(folder.resolve("kept" + kept.size()))) {
            kept.add(Files.readAllBytes(folder.resolve("kept" + kept.size())));
        }
        return new Handed(
                Policy.read(folder.resolve("policy")),
                Path.of(Files.readString(folder.resolve("export"))),
                file(folder.resolve("bundle")),
                kept,
                file(folder.resolve("openings")),
                file(folder.resolve("auditor-key")),
                file(folder.resolve("now"))
                        .map(at -> Instant.parse(new String(at, StandardCharsets.US_ASCII))));
    }

    private static Optional<byte[]> file(Path file) throws IOException {
        return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }
}
