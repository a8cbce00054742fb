package org.yanqian.verifier.check;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.StoreRow;
import org.yanqian.ledger.codec.Hex;

/**
 * The event store as the service dumps it (SPEC section 11.1), or as {@code pg_dump --data-only --table=ledger_event} writes it:
 * the rows between {@code COPY public.ledger_event (…) FROM stdin;} and {@code \.}, columns in any
 * order; plain or gzipped. Read row by row, as often as needed.
 */
public final class StoreDump {
    private static final List<String> COLUMNS = List.of("stream", "seq", "hash", "entry");

    /**
     * @param entry the stored bytes, empty where the row is gone
     * @param hash the column
     * @param index ledger index as the store has it, −1 without one
     * @param leaf leaf hash as the store has it, empty without one
     */
    record Row(String stream, long seq, byte[] hash, byte[] entry, long index, byte[] leaf) {}

    private final Path file;

    public StoreDump(Path file) {
        this.file = file;
    }

    /** Throws {@code UNREADABLE_DUMP}. */
    void forEach(Consumer<Row> consumer) {
        try (BufferedReader lines = open()) {
            lines.mark(2);
            boolean own = lines.read() == '{';
            lines.reset();
            if (own) {
                lines.lines().forEach(line -> consumer.accept(row(line)));
            } else {
                copied(lines, consumer);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new CodedException("UNREADABLE_DUMP", "cannot read " + file, e);
        }
    }

    private static Row row(String line) {
        try {
            StoreRow row = StoreRow.parse(line.getBytes(StandardCharsets.UTF_8));
            return new Row(
                    row.stream(),
                    row.seq(),
                    Hex.parse(row.hash()),
                    Base64.getDecoder().decode(row.entry()),
                    row.index(),
                    Hex.parse(row.leaf()));
        } catch (CodedException | IllegalArgumentException e) {
            throw new CodedException("UNREADABLE_DUMP", "not a row: " + e.getMessage(), e);
        }
    }

    private void copied(BufferedReader lines, Consumer<Row> consumer) throws IOException {
        int[] places = header(lines);
        String line;
        while ((line = lines.readLine()) != null && !line.equals("\\.")) {
            consumer.accept(row(line.split("\t", -1), places));
        }
        if (line == null) {
            throw new CodedException("UNREADABLE_DUMP", file + " ends before its last row");
        }
    }

    private BufferedReader open() throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(2);
        boolean packed = in.read() == 0x1F && in.read() == 0x8B;
        in.reset();
        return new BufferedReader(
                new InputStreamReader(
                        packed ? new GZIPInputStream(in, 1 << 16) : in, StandardCharsets.UTF_8));
    }

    private int[] header(BufferedReader lines) throws IOException {
        String line;
        while ((line = lines.readLine()) != null) {
            if (line.matches("COPY (\\w+\\.)?ledger_event \\(.*\\) FROM stdin;")) {
                List<String> columns =
                        Arrays.stream(line.replaceAll(".*\\(|\\).*", "").split(","))
                                .map(String::strip)
                                .toList();
                if (!columns.containsAll(COLUMNS)) {
                    throw new CodedException("UNREADABLE_DUMP", "columns " + columns);
                }
                return COLUMNS.stream().mapToInt(columns::indexOf).toArray();
            }
        }
        throw new CodedException("UNREADABLE_DUMP", "no COPY of ledger_event in " + file);
    }

    private static Row row(String[] cells, int[] places) {
        try {
            return new Row(
                    text(cells[places[0]]),
                    Long.parseLong(cells[places[1]]),
                    bytes(cells[places[2]]),
                    bytes(cells[places[3]]),
                    -1,
                    new byte[0]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new CodedException("UNREADABLE_DUMP", "not a row: " + String.join(" ", cells), e);
        }
    }

    private static byte[] bytes(String cell) {
        if (!cell.startsWith("\\\\x")) {
            throw new CodedException("UNREADABLE_DUMP", "bytea is expected as \\\\x…");
        }
        try {
            return Hex.parse(cell.substring(3));
        } catch (CodedException e) {
            throw new CodedException("UNREADABLE_DUMP", e.getMessage(), e);
        }
    }

    /** COPY writes a backslash twice; stream names hold no other character that it escapes. */
    private static String text(String cell) {
        return cell.replace("\\\\", "\\");
    }
}
