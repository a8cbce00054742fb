package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.DrawBundle;
import org.yanqian.ledger.bundle.DrawKey;
import org.yanqian.ledger.bundle.ExportWriter;
import org.yanqian.ledger.bundle.LabelList;
import org.yanqian.ledger.bundle.Manifest;
import org.yanqian.ledger.bundle.SignedDocument;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.Json;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.policy.TlogPolicy;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.rules.RuleSets;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.PublicKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.Receipt;
import org.yanqian.ledger.tree.Tile;
import org.yanqian.ledger.tree.Tiles;
import org.yanqian.ledger.witness.AddCheckpoint;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Keys;

/**
 * Every parser of bytes that come from outside, fed with damaged good input for a fixed time: it
 * refuses with a code or reads, and what has one form only is read from that form only.
 */
class ParsersFuzzTest {
    private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(800);
    private static final String[] TOKENS = {
        "\"",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\\u0000",
        "\\ud800",
        "e\u0301",
        "null",
        "true",
        "-0",
        "1e9",
        "0.5",
        "9007199254740993",
        "-1",
        "\n",
        "\n\n",
        "\u2014 ",
        "=",
        "+",
        "old 1",
        "\r",
        "[".repeat(3000),
        "9".repeat(40),
        "样本",
        "\uD83D\uDE00"
    };

    /** {@code rewrite} gives the bytes again, null for a parser of more than one form. */
    private record Parser(String name, byte[] good, Function<byte[], byte[]> rewrite) {}

    @TempDir Path folder;

    @TestFactory
    Stream<DynamicTest> a_damaged_input_is_refused_with_a_code() throws Exception {
        return parsers().stream().map(p -> DynamicTest.dynamicTest(p.name(), () -> fuzz(p)));
    }

    private List<Parser> parsers() throws Exception {
        Keys keys = new Keys(Suite.INTL);
        GoodLedger ledger = GoodLedger.build(keys, new GoodLedger.Options());
        Path export = folder.resolve("export");
        ExportWriter.write(ledger.book, export);
        keys.policy().write(folder.resolve("policy"));
        byte[] entry = ledger.book.entries.get((int) ledger.announcedIndex).bytes();
        byte[] checkpoint = ledger.book.checkpoint();
        Note note = Note.parse(checkpoint);
        byte[] bundle = ledger.bundle(true).write(keys.service);
        List<byte[]> few = ledger.book.entries(0, 3);
        Tile three = Tile.parse("tile/entries/000.p/3");
        byte[] tlog = Files.readAllBytes(folder.resolve("policy/tlog-policy"));
        byte[] json = Files.readAllBytes(folder.resolve("policy/" + Policy.FILE));
        List<Parser> all = new ArrayList<>();
        all.add(new Parser("json", entry, b -> read(() -> Json.read(b))));
        all.add(new Parser("canonical", entry, b -> CanonicalJson.format(CanonicalJson.parse(b))));
        all.add(new Parser("entry", entry, b -> Entry.parse(b).bytes()));
        byte[] event = EventCodec.format(Entry.parse(entry).event());
        all.add(new Parser("event", event, b -> EventCodec.format(EventCodec.parse(b))));
        all.add(new Parser("note", checkpoint, b -> Note.parse(b).formatBytes()));
        Receipt receipt = new Receipt(7, List.of(new byte[32], new byte[32]), note);
        all.add(new Parser("receipt", receipt.format(), b -> Receipt.parse(b).format()));
        AddCheckpoint add = new AddCheckpoint(3, List.of(new byte[32]), note);
        all.add(new Parser("add-checkpoint", add.format(), b -> AddCheckpoint.parse(b).format()));
        all.add(
                new Parser(
                        "entries",
                        Tiles.formatEntries(few),
                        b -> Tiles.formatEntries(Tiles.parseEntries(three, b))));
        all.add(
                new Parser(
                        "manifest",
                        Files.readAllBytes(export.resolve(Manifest.FILE)),
                        b -> read(() -> Manifest.parse(SignedDocument.read(b).content()))));
        all.add(
                new Parser(
                        "bundle",
                        bundle,
                        b -> read(() -> DrawBundle.parse(SignedDocument.read(b).content()))));
        DrawKey key = ledger.book.drawKeys.get(0);
        all.add(new Parser("draw-key", key.format(), b -> read(() -> DrawKey.parse(b))));
        byte[] labels = ledger.book.lists.get(0);
        all.add(new Parser("labels", labels, b -> read(() -> LabelList.parse(b))));
        all.add(new Parser("tlog-policy", tlog, b -> read(() -> TlogPolicy.parse(b))));
        all.add(new Parser("policy", json, b -> read(() -> Policy.parse(tlog, b))));
        byte[] rules = RuleSets.resource(RuleSets.WEIHAI_2023);
        all.add(new Parser("rule-set", rules, b -> read(() -> RuleSet.parse(b))));
        byte[] file = keys.service.format();
        all.add(
                new Parser(
                        "private-key",
                        file,
                        b -> read(() -> PrivateKey.parse(b, new java.security.SecureRandom()))));
        byte[] publicKey = keys.service.publicKey().format().getBytes(StandardCharsets.UTF_8);
        all.add(new Parser("public-key", publicKey, b -> read(() -> PublicKey.parse(text(b)))));
        byte[] vkey = keys.log.key(NoteKey.Type.ED25519).format().getBytes(StandardCharsets.UTF_8);
        all.add(new Parser("vkey", vkey, b -> read(() -> NoteKey.parse(text(b)))));
        return all;
    }

    private static byte[] read(Runnable parse) {
        parse.run();
        return null;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void fuzz(Parser parser) {
        byte[] again = parser.rewrite().apply(parser.good());
        assertThat(again == null || Arrays.equals(again, parser.good())).isTrue();
        Random random = new Random(parser.name().hashCode());
        long until = System.nanoTime() + NANOS;
        int refused = 0;
        for (int n = 0; n < 200 || System.nanoTime() < until; n++) {
            byte[] damaged = damaged(parser.good(), random);
            try {
                byte[] written = parser.rewrite().apply(damaged);
                assertThat(written == null || Arrays.equals(written, damaged))
                        .as("read from another form: %s", Hex.format(damaged))
                        .isTrue();
            } catch (CodedException expected) {
                refused++;
            } catch (RuntimeException | StackOverflowError bug) {
                throw new AssertionError(parser.name() + " broke on " + Hex.format(damaged), bug);
            }
        }
        assertThat(refused).isPositive();
    }

    private static byte[] damaged(byte[] good, Random random) {
        byte[] bytes = good;
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            int from = random.nextInt(bytes.length + 1);
            int to = Math.min(bytes.length, from + random.nextInt(1 << random.nextInt(8)));
            bytes =
                    switch (random.nextInt(5)) {
                        case 0 -> spliced(bytes, from, to, new byte[0]);
                        case 1 -> spliced(bytes, to, to, Arrays.copyOfRange(bytes, from, to));
                        case 2 -> spliced(bytes, from, from, token(random));
                        case 3 -> spliced(bytes, from, to, token(random));
                        default -> flipped(bytes, random);
                    };
        }
        return bytes;
    }

    private static byte[] token(Random random) {
        return TOKENS[random.nextInt(TOKENS.length)].getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] flipped(byte[] bytes, Random random) {
        byte[] flipped = bytes.clone();
        if (flipped.length > 0) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] put) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.writeBytes(put);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }
}
