package org.yanqian.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Frontier;
import org.yanqian.ledger.tree.Proofs;
import org.yanqian.ledger.tree.Tile;
import org.yanqian.ledger.tree.TileHashReader;
import org.yanqian.ledger.tree.TreeHash;

/** The tree alone: hashing beside the bare hash, and proofs out of stored tiles. */
final class TreeBench {
    private static final int EVENTS = 1_000_000;
    private static final long LEAVES = 10_000_000;
    private static final int PROOFS = 20_000;

    /** Proofs before those that count, so that none waits for the compiler. */
    private static final int WARM_UP = 2_000;

    private final Path folder;
    private final List<ByteBuffer> open = new ArrayList<>();
    private final long[] next = new long[8];

    private TreeBench(Path folder) {
        this.folder = folder;
        for (int level = 0; level < 8; level++) {
            open.add(ByteBuffer.allocate(Tile.WIDTH * TreeHash.LENGTH));
        }
    }

    static void run() throws IOException {
        chainAndTree();
        Path folder = Files.createTempDirectory("yanqian-bench");
        try {
            new TreeBench(folder).proofs();
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** Each event hashed for its chain and its entry for the tree, beside the two bare hashes. */
    private static void chainAndTree() {
        byte[] event = new byte[560];
        byte[] entry = new byte[720];
        double bare = Double.MAX_VALUE;
        double whole = Double.MAX_VALUE;
        for (int round = 0; round < 3; round++) {
            long start = System.nanoTime();
            MessageDigest sha = Suite.newSha256();
            for (int i = 0; i < EVENTS; i++) {
                event[i & 255]++;
                sha.digest(event);
                sha.digest(entry);
            }
            bare = Math.min(bare, seconds(start));
            start = System.nanoTime();
            Frontier frontier = new Frontier(Suite.INTL);
            byte[] before = new byte[32];
            for (int i = 0; i < EVENTS; i++) {
                event[i & 255]++;
                byte[] hash = Suite.INTL.hash(event);
                if (Arrays.equals(hash, before)) {
                    throw new AssertionError("two events alike");
                }
                before = hash;
                frontier.append(TreeHash.leaf(Suite.INTL, entry));
            }
            whole = Math.min(whole, seconds(start));
        }
        Report.ratio("chain-and-tree-intl", EVENTS / whole, "events/s", bare / whole, 0.5, true);
    }

    private void proofs() throws IOException {
        Frontier frontier = new Frontier(Suite.INTL);
        for (long i = 0; i < LEAVES; i++) {
            frontier.append(leaf(i), this::collect);
        }
        for (int level = 0; level < 8; level++) {
            if (open.get(level).position() > 0) {
                write(level);
            }
        }
        byte[] root = frontier.root();
        Random random = new Random(20261122);
        double[] millis = new double[PROOFS];
        for (int i = -WARM_UP; i < PROOFS; i++) {
            long index = (long) (random.nextDouble() * LEAVES);
            long start = System.nanoTime();
            // nothing kept from one proof to the next
            List<byte[]> proof =
                    Proofs.inclusion(LEAVES, index, new TileHashReader(LEAVES, this::read));
            millis[Math.max(0, i)] = seconds(start) * 1e3;
            if (!Proofs.checkInclusion(Suite.INTL, leaf(index), index, LEAVES, proof, root)) {
                throw new AssertionError("a proof that does not hold");
            }
        }
        Arrays.sort(millis);
        Report.line("inclusion-proof-10M-p50", millis[PROOFS / 2], "ms", 0, "tiles in files");
        Report.target("inclusion-proof-10M-p99", millis[PROOFS * 99 / 100], "ms", 2, false);
    }

    private static byte[] leaf(long i) {
        return ByteBuffer.allocate(32).putLong(i * 0x9E3779B97F4A7C15L).putLong(i).array();
    }

    private void collect(int level, long index, byte[] hash) {
        if (level % 8 == 0) {
            ByteBuffer tile = open.get(level / 8).put(hash);
            if (!tile.hasRemaining()) {
                write(level / 8);
            }
        }
    }

    private void write(int level) {
        ByteBuffer tile = open.get(level);
        int width = tile.position() / TreeHash.LENGTH;
        Path file = folder.resolve(new Tile(level, next[level]++, width).path());
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, Arrays.copyOf(tile.array(), tile.position()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tile.clear();
    }

    private byte[] read(String path) {
        try {
            return Files.readAllBytes(folder.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
