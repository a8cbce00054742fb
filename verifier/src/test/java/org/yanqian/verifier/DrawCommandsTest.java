package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.ledger.codec.Json;

class DrawCommandsTest {
    private static final Path SMALL =
            Path.of("..", "ledger", "spec", "vectors", "draw1-small.json");

    @TempDir Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void replayPrintsTheResultOfEveryCaseInOrder() throws Exception {
        String small = Files.readString(SMALL).strip();
        String both = small.substring(0, small.length() - 1) + ",{\"suite\":7}]";
        assertThat(run("replay", file(both))).isZero();
        List<?> results = (List<?>) Json.read(out.toString().getBytes(StandardCharsets.UTF_8));
        Map<?, ?> draw = (Map<?, ?>) ((List<?>) Json.read(Files.readAllBytes(SMALL))).get(0);
        assertThat((Object) results.get(0)).isEqualTo(draw.get("expected"));
        assertThat((Object) results.get(1)).isEqualTo(Map.of("refused", "MALFORMED"));
        assertThat(results).hasSize(2);
    }

    @Test
    void aFileThatIsNoArrayOfCasesCannotBeJudged() throws Exception {
        assertThat(run("replay", file("{}"))).isEqualTo(3);
        assertThat(err.toString()).startsWith("NOT_CASES: ");
        assertThat(run("replay", file("[1,"))).isEqualTo(3);
        assertThat(err.toString()).contains("NOT_JSON: ");
        assertThat(run("replay", folder.resolve("absent").toString())).isEqualTo(3);
        assertThat(err.toString()).contains("UNREADABLE: ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void beaconPrintsOneVerdictPerRound() throws Exception {
        String round =
                "{\"chain\":\"quicknet\",\"scheme\":\"bls-unchained-g1-rfc9380\",\"public_key\":\""
                        + "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c"
                        + "8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb"
                        + "5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
                        + "\",\"round\":1000,\"signature\":\""
                        + "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125"
                        + "e342b73a8dd2bacbe47e4b6b63ed5e39\"}";
        String other = round.replace("\"round\":1000", "\"round\":1001");
        assertThat(run("beacon", file("{\"rounds\":[" + round + "," + other + ",5]}"))).isZero();
        assertThat(out.toString())
                .isEqualTo("quicknet 1000 valid\nquicknet 1001 invalid\n? ? invalid\n");
    }

    @Test
    void aFileWithoutRoundsCannotBeJudged() throws Exception {
        assertThat(run("beacon", file("{}"))).isEqualTo(3);
        assertThat(err.toString()).startsWith("MALFORMED: ");
    }

    private String file(String text) throws Exception {
        return Files.writeString(folder.resolve("input.json"), text).toString();
    }

    private int run(String... args) {
        return Verify.line(args)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
