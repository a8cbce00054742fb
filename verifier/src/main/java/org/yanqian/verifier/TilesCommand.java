package org.yanqian.verifier;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Proofs;
import org.yanqian.ledger.tree.Receipt;
import org.yanqian.ledger.tree.SignedCheckpoint;
import org.yanqian.ledger.tree.TileHashReader;
import org.yanqian.ledger.tree.TreeHash;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Proves from a copy of the published folder: checkpoint and hash tiles, no entries. */
@Command(
        name = "tiles",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all that was asked for is proven",
            "1:refuted: the entry is not included, or tiles and checkpoint differ",
            "3:cannot judge: no quorum, unreadable, or a tile is missing",
            "4:two histories: the checkpoint supplied is no prefix of the published one"
        },
        description = {
            "核验公开目录（检查点与瓦片）：见证、条目的包含证明、与旧检查点的一致性",
            "Verifies a copy of the published folder: quorum, inclusion of an entry, consistency with",
            "an older checkpoint."
        })
final class TilesCommand implements Callable<Integer> {
    private static final int REFUTED = 1;
    private static final int CANNOT_JUDGE = 3;
    private static final int TWO_HISTORIES = 4;

    @CommandLine.Spec CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "Copy of the published folder")
    private Path folder;

    @Option(
            names = "--policy",
            required = true,
            paramLabel = "DIR",
            description = "Your own policy, never the service's")
    private Path policyFolder;

    @Option(names = "--entry", paramLabel = "FILE", description = "A signed entry, as received")
    private Path entryFile;

    @Option(names = "--index", paramLabel = "N", description = "Its ledger index")
    private Long index;

    @Option(
            names = "--receipt-out",
            paramLabel = "FILE",
            description = "Writes the proof of the entry (C2SP tlog-proof)")
    private Path receiptFile;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "An older checkpoint that you kept")
    private Path olderFile;

    @Override
    public Integer call() {
        if ((entryFile == null) != (index == null) || receiptFile != null && entryFile == null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--entry and --index go together, --receipt-out with them");
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            Policy policy = Policy.read(policyFolder);
            SignedCheckpoint latest = policy.verifyCheckpoint(read(folder.resolve("checkpoint")));
            TileHashReader tiles = new TileHashReader(latest.checkpoint().size(), this::tile);
            int exit = root(latest, tiles, out);
            exit = exit == 0 && entryFile != null ? entry(latest, tiles, out) : exit;
            exit = exit == 0 && olderFile != null ? older(policy, latest, tiles, out) : exit;
            if (exit == 0 && policy.quorumMetAt(latest).isEmpty()) {
                out.println("NO_QUORUM " + policy.cosignedAtSeconds(latest).keySet());
                exit = CANNOT_JUDGE;
            }
            out.flush();
            return exit;
        } catch (CodedException | IOException e) {
            spec.commandLine().getErr().println(e);
            return CANNOT_JUDGE;
        }
    }

    private static byte[] read(Path file) throws IOException {
        return Files.readAllBytes(file);
    }

    private byte[] tile(String path) {
        try {
            Path file = folder.resolve(path);
            return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static int root(SignedCheckpoint latest, TileHashReader tiles, PrintWriter out) {
        Checkpoint head = latest.checkpoint();
        if (!Arrays.equals(Proofs.root(Suite.INTL, head.size(), tiles), head.root())) {
            out.println("ROOT_DIFFERS size " + head.size());
            return REFUTED;
        }
        out.println("checkpoint " + head.origin() + " " + head.size());
        return 0;
    }

    private int entry(SignedCheckpoint latest, TileHashReader tiles, PrintWriter out)
            throws IOException {
        Checkpoint head = latest.checkpoint();
        if (index < 0 || index >= head.size()) {
            out.println("NOT_INCLUDED index " + index + ", size " + head.size());
            return CANNOT_JUDGE;
        }
        byte[] leaf = TreeHash.leaf(Suite.INTL, read(entryFile));
        List<byte[]> path = Proofs.inclusion(head.size(), index, tiles);
        if (!Proofs.checkInclusion(Suite.INTL, leaf, index, head.size(), path, head.root())) {
            out.println("NOT_INCLUDED index " + index);
            return REFUTED;
        }
        out.println("included " + index);
        if (receiptFile != null) {
            Files.write(receiptFile, new Receipt(index, path, latest.note()).format());
        }
        return 0;
    }

    private int older(Policy policy, SignedCheckpoint latest, TileHashReader tiles, PrintWriter out)
            throws IOException {
        Checkpoint old = policy.verifyCheckpoint(read(olderFile)).checkpoint();
        Checkpoint head = latest.checkpoint();
        if (old.size() > head.size()) {
            out.println("TAIL_CUT " + old.size() + " " + head.size());
            return REFUTED;
        }
        byte[] root = Proofs.root(Suite.INTL, old.size(), tiles);
        if (!Arrays.equals(root, old.root())) {
            // The tiles give the signed root of today, and another one for the size kept.
            out.println("TWO_HISTORIES " + old.size() + " " + head.size());
            return TWO_HISTORIES;
        }
        out.println("consistent " + old.size());
        return 0;
    }
}
