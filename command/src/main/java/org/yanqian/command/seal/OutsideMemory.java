package org.yanqian.command.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.yanqian.command.CommandSettings;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.file.DurableFile;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.store.SealTable;
import org.yanqian.ledger.store.StoreComparison.Cursor;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Frontier;
import org.yanqian.ledger.tree.Note;

/**
 * What the service remembers outside of the database, in two small files beside the keys: {@code
 * last-witnessed}, the largest checkpoint that a witness cosigned (a note), and {@code store-sweep},
 * where the comparison of the store stands. A restored database cannot take them back with it.
 */
@Component
public class OutsideMemory {
    /**
     * @param cursor where the comparison goes on
     * @param wholeAt when the last whole one ended, since 1970; 0 before the first
     * @param wholeSize entries that it compared
     */
    public record Sweep(Cursor cursor, long wholeAtMillis, long wholeSize) {}

    private final Path witnessed;
    private final Path sweep;
    private final String origin;
    private Checkpoint last;

    public OutsideMemory(CommandSettings settings) {
        Path folder = settings.memory() == null ? settings.keys() : settings.memory();
        this.witnessed = folder.resolve("last-witnessed");
        this.sweep = folder.resolve("store-sweep");
        this.origin = settings.origin();
        this.last = read();
    }

    private Checkpoint read() {
        if (!Files.exists(witnessed)) {
            return null;
        }
        try {
            Checkpoint found = Checkpoint.parse(Note.parse(Files.readAllBytes(witnessed)).text());
            if (!found.origin().equals(origin)) {
                throw new IllegalStateException(
                        witnessed + " is of " + found.origin() + ", not of " + origin);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + witnessed, e);
        }
    }

    /** The largest checkpoint that a witness cosigned. */
    public synchronized Optional<Checkpoint> lastWitnessed() {
        return Optional.ofNullable(last);
    }

    /** Roots that the store has to agree with, by size. */
    public Map<Long, byte[]> roots() {
        return lastWitnessed()
                .map(checkpoint -> Map.of(checkpoint.size(), checkpoint.root()))
                .orElse(Map.of());
    }

    /** Keeps the largest; a smaller one is known to be covered. */
    public synchronized void witnessed(Note cosigned) {
        Checkpoint checkpoint = Checkpoint.parse(cosigned.text());
        if (last == null || checkpoint.size() > last.size()) {
            write(witnessed, cosigned.format().getBytes(StandardCharsets.UTF_8));
            last = checkpoint;
        }
    }

    /** From the first entry where nothing readable is remembered. */
    Sweep sweep(Suite suite) {
        if (Files.exists(sweep)) {
            try {
                Map<String, Object> map = CanonicalJson.parseObject(Files.readAllBytes(sweep));
                return new Sweep(
                        cursor(map, suite), (Long) map.get("wholeAt"), (Long) map.get("wholeSize"));
            } catch (IOException e) {
                throw new UncheckedIOException("reading " + sweep, e);
            } catch (CodedException | ClassCastException | NullPointerException e) {
                return new Sweep(Cursor.start(suite), 0, 0);
            }
        }
        return new Sweep(Cursor.start(suite), 0, 0);
    }

    private static Cursor cursor(Map<String, Object> map, Suite suite) {
        Frontier sha256 = Frontier.parse(Suite.INTL, Hex.parse((String) map.get("sha256")));
        Frontier sm3 =
                suite == Suite.GM
                        ? Frontier.parse(Suite.GM, Hex.parse((String) map.get("sm3")))
                        : null;
        return new Cursor(new SealTable.State(sha256, sm3), (Long) map.get("agreed"));
    }

    void keep(Sweep stand) {
        SealTable.State trees = stand.cursor().trees();
        Map<String, Object> map = new TreeMap<>();
        map.put("agreed", stand.cursor().agreed());
        map.put("sha256", Hex.format(trees.sha256().format()));
        map.put("sm3", trees.sm3() == null ? "" : Hex.format(trees.sm3().format()));
        map.put("wholeAt", stand.wholeAtMillis());
        map.put("wholeSize", stand.wholeSize());
        write(sweep, CanonicalJson.format(map));
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Path whole = file.toAbsolutePath();
            DurableFile.createFolder(whole.getParent());
            DurableFile.write(whole, bytes, DurableFile.Steps.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + file, e);
        }
    }
}
