package org.yanqian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yanqian.app.testing.Refusals.refused;

import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yanqian.app.testing.DrawDriver;
import org.yanqian.app.testing.Reply;
import org.yanqian.app.testing.RunningService;
import org.yanqian.app.testing.SampleFiles;

/** What a bureau may send wrongly about its registry, and what it is told. */
class RegistryBadInputTest {
    private static final String BUREAU = "qingxi";
    private static final String BASE = "/api/v1/bureaus/" + BUREAU;
    private static final String TARGETS = BASE + "/target-imports";
    private static final String INSPECTORS = BASE + "/inspector-imports";
    private static final String KEEPER = BUREAU + "-registry-keeper";
    private static RunningService service;

    @BeforeAll
    static void start() {
        service = RunningService.shared();
        DrawDriver.furnish(service, BUREAU);
    }

    private static byte[] oneTarget(String line) {
        return SampleFiles.csv(SampleFiles.TARGET_HEADER, List.of(line));
    }

    private static List<String> codes(Reply reply) {
        return reply.list("rows").stream().map(r -> (String) ((Map<?, ?>) r).get("code")).toList();
    }

    static Stream<Arguments> unreadableFiles() {
        String good = SampleFiles.target(2900, "一般", "在产");
        String text = SampleFiles.TARGET_HEADER + "\n" + good + "\n";
        String lacking = SampleFiles.TARGET_HEADER.replace("监管类别,", "");
        return Stream.of(
                Arguments.of("WRONG_ENCODING", text.getBytes(StandardCharsets.UTF_16LE)),
                Arguments.of("WRONG_ENCODING", new byte[] {'a', (byte) 0xFF, (byte) 0xFF, '\n'}),
                Arguments.of("MISSING_COLUMN", SampleFiles.csv(lacking, List.of(good))),
                Arguments.of("EMPTY_FILE", new byte[0]),
                Arguments.of(
                        "NOT_CSV", (text + "\"open\n" + good).getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("unreadableFiles")
    void an_unreadable_file_is_refused_whole_even_when_confirmed(String problem, byte[] file) {
        for (String confirm : List.of("", "?confirm=true")) {
            Reply reply =
                    refused(
                            service,
                            422,
                            "BAD_FILE",
                            () -> service.upload(KEEPER, TARGETS + confirm, file));
            assertThat(codes(reply)).contains(problem);
        }
    }

    static Stream<Arguments> badRows() {
        String good = SampleFiles.target(2901, "一般", "在产");
        return Stream.of(
                Arguments.of("UNKNOWN_CLASS", List.of(good.replace(",一般,", ",超级,"))),
                Arguments.of("UNKNOWN_STATUS", List.of(good.replace(",在产,", ",神秘,"))),
                Arguments.of("DUPLICATE_VALUE", List.of(good, good)),
                Arguments.of("CELL_COUNT", List.of(good + ",多")),
                Arguments.of("MISSING_VALUE", List.of(good.replace("QY002901", ""))));
    }

    @ParameterizedTest
    @MethodSource("badRows")
    void a_bad_row_is_told_and_nothing_is_imported_before_the_bureau_confirms(
            String problem, List<String> lines) {
        byte[] file = SampleFiles.csv(SampleFiles.TARGET_HEADER, lines);
        Reply reply =
                refused(service, 422, "ROWS_REJECTED", () -> service.upload(KEEPER, TARGETS, file));
        assertThat(codes(reply)).contains(problem);
        Map<?, ?> row = (Map<?, ?>) reply.list("rows").get(0);
        assertThat(row.get("row")).isEqualTo(2);
        assertThat((String) row.get("zh")).matches(".*\\p{IsHan}.*");
        assertThat((String) row.get("en")).isNotBlank();
    }

    @Test
    void the_good_rows_are_kept_when_the_bureau_confirms_and_the_same_file_changes_nothing() {
        byte[] file =
                SampleFiles.csv(
                        SampleFiles.TARGET_HEADER,
                        List.of(
                                SampleFiles.target(2910, "一般", "在产"),
                                SampleFiles.target(2911, "超级", "在产")));
        Reply kept = service.upload(KEEPER, TARGETS + "?confirm=true", file).ok();
        assertThat(kept.at("result", "added")).isEqualTo(1);
        assertThat(kept.at("result", "rejected")).isEqualTo(1);
        // One registration and the import's own record.
        assertThat(kept.at("appendedCount")).isEqualTo(2);
        Map<String, Long> before = service.rows();
        Reply again = service.upload(KEEPER, TARGETS + "?confirm=true", file).ok();
        assertThat(again.at("result", "unchanged")).isEqualTo(1);
        assertThat(again.at("appendedCount")).isEqualTo(0);
        assertThat(service.rows()).isEqualTo(before);
    }

    @Test
    void gb18030_is_read_as_what_it_is() {
        String text =
                SampleFiles.TARGET_HEADER + "\n" + SampleFiles.target(2915, "一般", "在产") + "\n";
        Reply reply =
                service.upload(KEEPER, TARGETS, text.getBytes(Charset.forName("GB18030"))).ok();
        assertThat(reply.at("result", "charset")).isEqualTo("GB18030");
        assertThat(reply.at("result", "added")).isEqualTo(1);
        Reply listed = service.get(KEEPER, "/api/v1/ledger/checkpoint");
        assertThat(listed.status()).isEqualTo(200);
    }

    @Test
    void a_permit_number_that_another_target_holds_is_refused() {
        String twin = SampleFiles.target(1001, "一般", "在产").replace("QY001001", "QY002920");
        Reply reply =
                refused(
                        service,
                        422,
                        "DUPLICATE_PERMIT",
                        () -> service.upload(KEEPER, TARGETS + "?confirm=true", oneTarget(twin)));
        assertThat(reply.string("message", "en")).contains("QY001001");
    }

    @Test
    void an_expired_certificate_is_a_warning_and_the_inspector_is_listed() {
        byte[] file =
                SampleFiles.csv(
                        SampleFiles.INSPECTOR_HEADER,
                        List.of(SampleFiles.inspector(2930, "2020-01-31", "")));
        Reply reply = service.upload(KEEPER, INSPECTORS, file).ok();
        Map<?, ?> problem = (Map<?, ?>) reply.list("result", "problems").get(0);
        assertThat(problem.get("code")).isEqualTo("CERTIFICATE_EXPIRED");
        assertThat(problem.get("severity")).isEqualTo("WARNING");
        assertThat(reply.at("result", "added")).isEqualTo(1);
    }

    @Test
    void personal_values_never_stand_in_an_event() {
        byte[] file = oneTarget(SampleFiles.target(2940, "一般", "在产"));
        Reply reply = service.upload(KEEPER, TARGETS, file).ok();
        assertThat(reply.text()).doesNotContain("样本联系人2940", "000-0000-2940");
        assertThat(reply.text()).contains("QY002940");
    }

    @Test
    void a_file_of_more_than_100_mb_is_refused_while_it_streams_in() {
        long size = 101_000_000L;
        Reply reply =
                refused(
                        service,
                        413,
                        "FILE_TOO_LARGE",
                        () ->
                                service.upload(
                                        KEEPER,
                                        TARGETS,
                                        BodyPublishers.ofInputStream(() -> new Rows(size))));
        assertThat(reply.string("message", "zh")).contains("100 MB");
    }

    /** That many bytes of a file, never all in memory. */
    private static final class Rows extends InputStream {
        private static final byte[] LINE = "QY999999,样本,\n".getBytes(StandardCharsets.UTF_8);
        private long left;

        Rows(long size) {
            left = size;
        }

        @Override
        public int read() {
            return left-- > 0 ? LINE[(int) (left % LINE.length)] & 0xFF : -1;
        }

        @Override
        public int read(byte[] buffer, int from, int length) {
            if (left <= 0) {
                return -1;
            }
            int n = (int) Math.min(length, left);
            for (int i = 0; i < n; i++) {
                buffer[from + i] = LINE[i % LINE.length];
            }
            left -= n;
            return n;
        }
    }

    @Test
    void without_a_token_or_with_a_forged_one_nothing_is_taken() {
        byte[] file = oneTarget(SampleFiles.target(2950, "一般", "在产"));
        refused(service, 401, "NOT_AUTHENTICATED", () -> service.upload(null, TARGETS, file));
        refused(
                service,
                401,
                "NOT_AUTHENTICATED",
                () ->
                        service.upload(
                                null,
                                TARGETS,
                                file,
                                "Authorization",
                                "Bearer " + forged(service.token(KEEPER))));
    }

    /** Another person in the payload, the signature of the first. */
    private static String forged(String token) {
        String[] parts = token.split("\\.");
        String payload =
                new String(
                                java.util.Base64.getUrlDecoder().decode(parts[1]),
                                StandardCharsets.UTF_8)
                        .replace(KEEPER, BUREAU + "-approver");
        return parts[0]
                + "."
                + java.util.Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(payload.getBytes(StandardCharsets.UTF_8))
                + "."
                + parts[2];
    }

    @Test
    void only_the_registry_keeper_of_the_bureau_writes_its_registry() {
        byte[] file = oneTarget(SampleFiles.target(2951, "一般", "在产"));
        for (String other : List.of(BUREAU + "-draw-operator", "discipline-auditor")) {
            refused(service, 403, "WRONG_ROLE", () -> service.upload(other, TARGETS, file));
        }
        refused(
                service,
                403,
                "WRONG_BUREAU",
                () -> service.upload("yunling-registry-keeper", TARGETS, file));
        refused(
                service,
                403,
                "WRONG_ROLE",
                () -> service.post(KEEPER, BASE + "/rule-sets", Map.of("id", "weihai-2023")));
    }

    static Stream<String> malformed() {
        return Stream.of("{", "", "null", "[]", "{\"changes\":7}", "{\"changes\":{}} trailing");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void malformed_json_is_told_as_such(String body) {
        refused(
                service,
                400,
                "MALFORMED_JSON",
                () -> service.put(KEEPER, BASE + "/targets/QY001001", body));
    }

    @Test
    void a_change_needs_a_known_entry_a_reason_a_known_field_and_a_difference() {
        String path = BASE + "/targets/QY001001";
        Map<String, Object> stop = Map.of("operatingStatus", "停产");
        record Case(int status, String code, String path, Object changes, String reason) {}
        List<Case> cases = new ArrayList<>();
        cases.add(new Case(404, "TARGET_UNKNOWN", BASE + "/targets/QY000000", stop, "样本"));
        cases.add(new Case(422, "REASON_MISSING", path, stop, " "));
        cases.add(new Case(422, "UNCHANGED", path, Map.of(), "样本"));
        cases.add(new Case(422, "UNCHANGED", path, Map.of("operatingStatus", "在产"), "样本"));
        cases.add(new Case(422, "BAD_RECORD", path, Map.of("noSuchField", "x"), "样本"));
        cases.add(new Case(422, "BAD_RECORD", path, Map.of("objectId", "QY1"), "样本"));
        cases.add(new Case(422, "BAD_RECORD", path, Map.of("checksLastYear", "x"), "样本"));
        cases.add(new Case(422, "UNKNOWN_CLASS", path, Map.of("supervisionClass", "超级"), "样本"));
        cases.add(new Case(422, "BAD_RECORD", path, Map.of("operatingStatus", "神秘"), "样本"));
        cases.add(
                new Case(
                        422,
                        "DUPLICATE_PERMIT",
                        path,
                        Map.of("permitNo", SampleFiles.uscc(1002) + "001W"),
                        "样本"));
        for (Case c : cases) {
            refused(
                    service,
                    c.status(),
                    c.code(),
                    () ->
                            service.put(
                                    KEEPER,
                                    c.path(),
                                    Map.of("changes", c.changes(), "reason", c.reason())));
        }
    }

    @Test
    void a_removal_needs_a_reason_and_an_entry() {
        refused(
                service,
                422,
                "REASON_MISSING",
                () -> service.delete(KEEPER, BASE + "/inspectors/RY01001?reason=%20"));
        refused(
                service,
                404,
                "INSPECTOR_UNKNOWN",
                () -> service.delete(KEEPER, BASE + "/inspectors/RY00000?reason=x"));
        refused(
                service,
                400,
                "BAD_REQUEST",
                () -> service.delete(KEEPER, BASE + "/inspectors/RY01001"));
    }

    @Test
    void rule_sets_and_plan_lines_are_refused_with_their_reason() {
        String approver = BUREAU + "-approver";
        refused(
                service,
                404,
                "RULE_SET_UNKNOWN",
                () -> service.post(approver, BASE + "/rule-sets", Map.of("id", "nowhere-1900")));
        refused(
                service,
                422,
                "UNCHANGED",
                () -> service.post(approver, BASE + "/rule-sets", Map.of("id", "weihai-2023")));
        DrawDriver.plan(service, BUREAU, "TWICE").ok();
        refused(service, 409, "PLAN_LINE_EXISTS", () -> DrawDriver.plan(service, BUREAU, "TWICE"));
        refused(service, 422, "NAME_NOT_ALLOWED", () -> DrawDriver.plan(service, BUREAU, "a/b"));
        for (String missing : List.of("kind", "itemId", "year", "quarter")) {
            Map<String, Object> line =
                    new java.util.HashMap<>(
                            Map.of(
                                    "year",
                                    2026,
                                    "quarter",
                                    4,
                                    "line",
                                    "HOLE",
                                    "kind",
                                    "routine",
                                    "itemId",
                                    "WH-PERMIT-01"));
            line.remove(missing);
            refused(
                    service,
                    422,
                    "PLAN_LINE_INCOMPLETE",
                    () -> service.post(BUREAU + "-plan-author", BASE + "/plan-lines", line));
        }
    }
}
