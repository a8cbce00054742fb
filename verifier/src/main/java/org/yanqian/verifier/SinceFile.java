package org.yanqian.verifier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.Export;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Proven;
import org.yanqian.verifier.check.Verdict;

/** The auditor's own file of the last ledger that was proven, read before and written after. */
record SinceFile(Path file, String policy) {

    /** {@code policy}: the folder or file as given; its bytes are hashed. */
    static SinceFile at(Path file, Path policy) {
        try (Stream<Path> parts =
                Files.isDirectory(policy) ? Files.list(policy) : Stream.of(policy)) {
            List<Path> files = parts.filter(Files::isRegularFile).sorted().toList();
            byte[][] bytes = new byte[2 * files.size()][];
            for (int i = 0; i < files.size(); i++) {
                byte[] content = Files.readAllBytes(files.get(i));
                String name = files.get(i).getFileName() + " " + content.length + "\n";
                bytes[2 * i] = name.getBytes(StandardCharsets.UTF_8);
                bytes[2 * i + 1] = content;
            }
            return new SinceFile(file, Hex.format(Suite.INTL.hash(bytes)));
        } catch (IOException e) {
            throw new CodedException("UNREADABLE", "cannot read " + policy, e);
        }
    }

    /** Empty the first time, and under another policy: then everything is verified. */
    Optional<Proven> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.of(Proven.read(ReportOptions.read(file)))
                .filter(proven -> proven.policy().equals(policy));
    }

    /** Only what was proven; anything else leaves the file as it is. */
    void write(Outcome outcome, Export export) {
        if (outcome.verdict() != Verdict.PROVEN) {
            return;
        }
        String note = new String(export.read("checkpoint"), StandardCharsets.UTF_8);
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.write(temporary, Proven.of(outcome, note, policy).write());
            Files.move(
                    temporary,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CodedException("UNWRITABLE", "cannot write " + file, e);
        }
    }
}
