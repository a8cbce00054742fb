package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.ledger.bundle.StaticFolder;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.Proofs;
import org.yanqian.ledger.tree.Receipt;
import org.yanqian.ledger.tree.SignedCheckpoint;
import org.yanqian.ledger.tree.TileHashReader;
import org.yanqian.ledger.tree.TreeHash;
import org.yanqian.verifier.sample.Book;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Insider;
import org.yanqian.verifier.sample.Keys;

/** The published folder: served by anything, proved from by anyone, never another history. */
class TilesCommandTest {
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final Keys keys = new Keys(Suite.INTL);
    private Book book;
    @TempDir Path folder;

    @BeforeEach
    void sample() {
        GoodLedger.Options options = new GoodLedger.Options();
        options.targets = 300;
        book = GoodLedger.build(keys, options).book;
        keys.policy().write(folder.resolve("policy"));
    }

    private Path published() {
        return folder.resolve("public");
    }

    private void publish(Book from) {
        from.notes
                .values()
                .forEach(note -> new StaticFolder(published()).publish(note, from.tree()));
    }

    private int tiles(Object... more) {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("tiles", published().toString()));
        arguments.addAll(List.of("--policy", folder.resolve("policy").toString()));
        for (Object argument : more) {
            arguments.add(argument.toString());
        }
        return Verify.execute(arguments.toArray(new String[0]));
    }

    private Path entry(int index) throws IOException {
        return Files.write(folder.resolve("entry"), book.entries.get(index).bytes());
    }

    @Test
    void anyoneProvesAnEntryAndAnOlderCheckpointFromACopy() throws Exception {
        publish(book);
        Path kept =
                Files.write(
                        folder.resolve("old"), book.notes.firstEntry().getValue().formatBytes());
        Path receipt = folder.resolve("receipt");
        for (int index : new int[] {0, 255, 256, 300, book.entries.size() - 1}) {
            assertThat(
                            tiles(
                                    "--entry",
                                    entry(index),
                                    "--index",
                                    index,
                                    "--checkpoint",
                                    kept,
                                    "--receipt-out",
                                    receipt))
                    .isZero();
            assertThat(Receipt.parse(Files.readAllBytes(receipt)).index()).isEqualTo(index);
        }
        assertThat(tiles("--entry", entry(3), "--index", 4)).isEqualTo(1);
        assertThat(tiles("--entry", entry(3), "--index", 100_000)).isEqualTo(3);
        assertThat(tiles("--entry", entry(3))).isEqualTo(2);
        // Hashes only: nothing that the public may not read.
        try (var files = Files.walk(published().resolve("tile"))) {
            assertThat(files.map(Path::toString).filter(p -> p.contains("entries"))).isEmpty();
        }
        assertThat(published().resolve("tile/0/000")).exists();
        assertThat(published().resolve("tile/0/000.p")).doesNotExist();
    }

    @Test
    void aTileEditedOrLeftOutIsFound() throws Exception {
        publish(book);
        Path tile = published().resolve("tile/0/000");
        byte[] bytes = Files.readAllBytes(tile);
        bytes[32 * 7] ^= 1;
        Files.write(tile, bytes);
        assertThat(tiles("--entry", entry(6), "--index", 6)).isEqualTo(1);
        Files.delete(tile);
        assertThat(tiles("--entry", entry(6), "--index", 6)).isEqualTo(3);
        Path edge = published().resolve("tile/1/000.p/1");
        Files.write(edge, new byte[32]);
        assertThat(tiles()).isEqualTo(1);
    }

    private Book rewritten() {
        return Insider.rewrite(
                book,
                events -> {
                    LedgerEvent first = events.get(5);
                    events.remove(first);
                    events.add(6, first);
                    return events;
                });
    }

    @Test
    void aRewrittenLedgerIsNeitherPublishedOverTheOldOneNorBelieved() throws Exception {
        publish(book);
        Book other = rewritten();
        Note last = other.notes.lastEntry().getValue();
        assertThatThrownBy(() -> new StaticFolder(published()).publish(last, other.tree()))
                .extracting("code")
                .isEqualTo("PUBLICATION_DIFFERS");
        assertThat(tiles()).isZero();
        byte[] kept = book.notes.firstEntry().getValue().formatBytes();
        // An insider empties the folder first; who kept a checkpoint sees two histories.
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(published(), elsewhere);
        new StaticFolder(published()).publish(last, other.tree());
        assertThat(tiles()).isEqualTo(3);
        assertThat(tiles("--checkpoint", Files.write(folder.resolve("old"), kept))).isEqualTo(4);
    }

    @Test
    void aSmallerLedgerIsNotPublishedOverALargerOne() {
        publish(book);
        Note first = book.notes.firstEntry().getValue();
        assertThatThrownBy(() -> new StaticFolder(published()).publish(first, book.tree()))
                .extracting("code")
                .isEqualTo("PUBLICATION_DIFFERS");
    }

    /** Killed at the n-th step of writing: the folder is whole, and the next start goes on. */
    @Test
    void killedAtAnyStepTheFolderIsCompleteAndTheNextRunGoesOn() throws Exception {
        List<Note> notes = List.copyOf(book.notes.values());
        int steps = 0;
        for (int n = 1; n < 400; n += 2) {
            int[] left = {n};
            StaticFolder dying =
                    new StaticFolder(
                            published(),
                            step -> {
                                if (--left[0] == 0) {
                                    throw new Killed();
                                }
                            });
            long from =
                    dying.checkpoint().map(note -> Checkpoint.parse(note.text()).size()).orElse(0L);
            try {
                notes.stream()
                        .filter(note -> Checkpoint.parse(note.text()).size() >= from)
                        .forEach(note -> dying.publish(note, book.tree()));
                break;
            } catch (Killed e) {
                steps++;
            }
            if (Files.exists(published().resolve("checkpoint"))) {
                assertThat(tiles()).as("killed at step %d", n).isZero();
            }
        }
        assertThat(steps).isGreaterThan(5);
        new StaticFolder(published()).publish(notes.get(notes.size() - 1), book.tree());
        assertThat(tiles("--entry", entry(200), "--index", 200)).isZero();
    }

    @Test
    void aPlainWebServerIsEnoughToProveAnInclusion() throws Exception {
        publish(book);
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    Path file =
                            published().resolve(exchange.getRequestURI().getPath().substring(1));
                    boolean found = Files.isRegularFile(file);
                    byte[] body = found ? Files.readAllBytes(file) : new byte[0];
                    exchange.sendResponseHeaders(found ? 200 : 404, found ? body.length : -1);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            SignedCheckpoint head = keys.policy().verifyCheckpoint(fetch(url + "checkpoint"));
            long size = head.checkpoint().size();
            Map<String, byte[]> fetched = new java.util.HashMap<>();
            TileHashReader tiles =
                    new TileHashReader(
                            size, path -> fetched.computeIfAbsent(path, p -> fetch(url + p)));
            List<byte[]> path = Proofs.inclusion(size, 42, tiles);
            byte[] leaf = TreeHash.leaf(Suite.INTL, book.entries.get(42).bytes());
            byte[] root = head.checkpoint().root();
            assertThat(Proofs.checkInclusion(Suite.INTL, leaf, 42, size, path, root)).isTrue();
            assertThat(fetched).hasSizeLessThan(4);
        } finally {
            server.stop(0);
        }
    }

    private static byte[] fetch(String url) {
        try {
            HttpResponse<byte[]> response =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create(url)).build(),
                                    HttpResponse.BodyHandlers.ofByteArray());
            return response.statusCode() == 200 ? response.body() : null;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
