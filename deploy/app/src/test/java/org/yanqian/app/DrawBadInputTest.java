package org.yanqian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yanqian.app.testing.Refusals.refused;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yanqian.app.testing.DrawDriver;
import org.yanqian.app.testing.Party;
import org.yanqian.app.testing.Reply;
import org.yanqian.app.testing.RunningService;
import org.yanqian.app.testing.Setting;
import org.yanqian.ledger.codec.Hex;

/** What may go wrong on the way from opening to result; each test has draws of its own. */
class DrawBadInputTest {
    private static final String BUREAU = "liuhe";
    private static final long FAR = 3_600;
    private static RunningService service;
    private static Setting setting;

    @BeforeAll
    static void start() {
        service = RunningService.shared();
        setting = service.setting();
        DrawDriver.furnish(service, BUREAU);
    }

    private static DrawDriver open(String line) {
        return new DrawDriver(service, BUREAU).open(line);
    }

    private static void refusedBy(
            DrawDriver draw, int status, String code, String account, String step, Object body) {
        refused(service, status, code, () -> draw.post(account, step, body));
    }

    private static Map<String, Object> with(Map<String, Object> body, String key, Object value) {
        Map<String, Object> changed = new HashMap<>(body);
        changed.put(key, value);
        return changed;
    }

    @Test
    void an_unknown_draw_is_refused_at_every_step() {
        DrawDriver draw = open("UNKNOWN");
        String path = "/api/v1/draws/" + BUREAU + "/2026/9999";
        Map<String, String> commit = Map.of("party", "bureau", "commitment", "", "signature", "");
        Map<String, String> reveal = Map.of("party", "bureau", "nonce", "", "signature", "");
        refused(service, 404, "DRAW_UNKNOWN", () -> service.get("discipline-auditor", path));
        Map<String, Object> steps = new TreeMap<>();
        steps.put("/announcement", draw.terms(FAR));
        steps.put("/close", "");
        steps.put("/result", Map.of("type", "drand-local", "round", 1));
        steps.put("/lapse", Map.of("reason", "样本"));
        steps.forEach((step, body) -> unknown(draw.operator(), path + step, body));
        unknown(BUREAU + "-seed-party", path + "/commitments", commit);
        unknown(BUREAU + "-seed-party", path + "/reveals", reveal);
        for (String step : List.of("/opening", "/publications/list")) {
            unknown(BUREAU + "-publisher", path + step, "");
        }
    }

    private static void unknown(String account, String path, Object body) {
        refused(service, 404, "DRAW_UNKNOWN", () -> service.post(account, path, body));
    }

    @Test
    void a_plan_line_has_one_draw_and_after_a_lapse_only_with_a_countersignature() {
        DrawDriver draw = open("ONCE");
        String plan = "plan/" + BUREAU + "/2026/Q4/ONCE";
        Reply reply = refused(service, 409, "PLAN_LINE_DRAWN", () -> draw.tryOpen(plan));
        assertThat(reply.string("message", "zh")).contains(draw.id());
        refused(
                service,
                404,
                "PLAN_LINE_UNKNOWN",
                () -> draw.tryOpen(plan.replace("ONCE", "NONE")));
        draw.post(draw.operator(), "/lapse", Map.of("reason", "样本")).ok();
        refused(service, 409, "COUNTERSIGNATURE_REQUIRED", () -> draw.tryOpen(plan));
        refused(
                service,
                409,
                "DRAW_CLOSED_ALREADY",
                () -> draw.post(draw.operator(), "/lapse", Map.of("reason", "样本")));
    }

    @Test
    void a_commitment_counts_only_by_the_partys_own_key_once_and_from_its_own_side() {
        DrawDriver draw = open("COMMIT");
        Party discipline = setting.discipline;
        Map<String, Object> good =
                discipline.commitment(setting.suite, draw.id(), draw.nonce(discipline));
        Map<String, Object> forged =
                new Party("discipline", setting.bureau.key(), true)
                        .commitment(setting.suite, draw.id(), draw.nonce(discipline));
        Map<String, Object> ofOther =
                discipline.commitment(setting.suite, draw.id() + "1", draw.nonce(discipline));
        String speaker = draw.speaker(discipline);
        String step = "/commitments";
        refusedBy(draw, 403, "WRONG_ROLE", draw.operator(), step, good);
        refusedBy(draw, 403, "ACTOR_ON_BOTH_SIDES", BUREAU + "-seed-party", step, good);
        refusedBy(draw, 422, "PARTY_SIGNATURE_INVALID", speaker, step, forged);
        refusedBy(
                draw,
                422,
                "PARTY_SIGNATURE_INVALID",
                speaker,
                step,
                with(good, "commitment", ofOther.get("commitment")));
        refusedBy(
                draw, 422, "PARTY_SIGNATURE_INVALID", speaker, step, with(good, "signature", "zz"));
        refusedBy(draw, 422, "COMMITMENT_MALFORMED", speaker, step, with(good, "commitment", "ab"));
        refusedBy(draw, 404, "PARTY_UNKNOWN", speaker, step, with(good, "party", "stranger"));
        refusedBy(
                draw,
                409,
                "PARTIES_NOT_COMMITTED",
                draw.operator(),
                "/announcement",
                draw.terms(FAR));
        draw.commit(discipline).ok();
        refusedBy(draw, 409, "PARTY_COMMITTED_ALREADY", speaker, step, good);
        refusedBy(
                draw,
                409,
                "PARTIES_NOT_COMMITTED",
                draw.operator(),
                "/announcement",
                draw.terms(FAR));
        refusedBy(draw, 409, "DRAW_NOT_ANNOUNCED", draw.operator(), "/close", "");
        Map<String, Object> early =
                discipline.reveal(draw.id(), "00".repeat(32), draw.nonce(discipline));
        refusedBy(draw, 409, "DRAW_NOT_ANNOUNCED", speaker, "/reveals", early);
    }

    static Stream<Arguments> badTerms() {
        Map<String, Object> dice =
                Map.of("type", "dice", "dice", 20, "notBefore", DrawDriver.in(FAR));
        Map<String, Object> lottery =
                Map.of(
                        "type",
                        "lottery-cn",
                        "notBefore",
                        DrawDriver.in(FAR),
                        "issues",
                        List.of("ssq|2026001", "ssq|2026002", "ssq|2026003"),
                        "fallback",
                        "顺延下一期");
        String terms = "BEACON_TERMS_INVALID";
        String times = "TIMES_OUT_OF_BOUNDS";
        return Stream.of(
                bad(terms, t -> t.remove("beacon")),
                bad(terms, t -> t.put("beacon", Map.of())),
                bad(terms, t -> t.put("beacon", Map.of("type", "coin", "round", 1))),
                bad(terms, t -> t.put("beacon", Map.of("type", "drand-local", "round", 0))),
                bad(terms, t -> t.put("beacon", Map.of("type", "drand-quicknet", "round", -7))),
                bad(terms, t -> t.put("beacon", with(dice, "dice", 19))),
                bad(terms, t -> t.put("beacon", with(dice, "dice", 41))),
                bad(terms, t -> t.put("beacon", with(dice, "notBefore", "tomorrow"))),
                bad(
                        terms,
                        t -> t.put("beacon", with(lottery, "issues", List.of("ssq|1", "ssq|2")))),
                bad(terms, t -> t.put("beacon", with(lottery, "issues", List.of("a", "b", "c")))),
                bad(terms, t -> t.put("beacon", with(lottery, "fallback", ""))),
                bad(times, t -> t.put("beacon", Map.of("type", "drand-local", "round", 1))),
                bad(
                        times,
                        t ->
                                t.put(
                                        "beacon",
                                        Map.of("type", "drand-local", "round", Long.MAX_VALUE))),
                bad(times, t -> t.put("marginSeconds", 0)),
                bad(times, t -> t.put("marginSeconds", 86_401)),
                bad(times, t -> t.put("revealDeadline", DrawDriver.in(-1))),
                bad(times, t -> t.put("revealDeadline", DrawDriver.in(FAR))),
                bad(times, t -> t.put("revealDeadline", "soon")),
                bad(times, t -> t.remove("revealDeadline")),
                bad(times, t -> t.put("embargoEnd", DrawDriver.in(60))),
                bad(times, t -> t.put("embargoEnd", DrawDriver.in(122 * 86_400))),
                bad(times, t -> t.remove("embargoEnd")),
                bad(times, t -> t.put("asOf", "2026-02-30")));
    }

    private static Arguments bad(String code, Consumer<Map<String, Object>> change) {
        return Arguments.of(code, change);
    }

    private static DrawDriver committed;

    private static synchronized DrawDriver committed() {
        if (committed == null) {
            committed = open("TERMS").commitBoth();
        }
        return committed;
    }

    @ParameterizedTest
    @MethodSource("badTerms")
    void terms_out_of_bounds_are_refused(String code, Consumer<Map<String, Object>> change) {
        DrawDriver draw = committed();
        Map<String, Object> terms = draw.terms(FAR);
        change.accept(terms);
        refused(service, 422, code, () -> draw.announce(terms));
    }

    @Test
    void a_reveal_waits_until_witnesses_saw_the_announcement() {
        DrawDriver draw = open("FORKS").commitBoth();
        setting.withoutWitnesses(
                () -> {
                    draw.announced(FAR);
                    assertThat(draw.status().at("announcement", "witnessed")).isEqualTo(false);
                    refused(
                            service,
                            409,
                            "ANNOUNCEMENT_NOT_WITNESSED",
                            () -> draw.reveal(setting.discipline));
                    waitsVisibly(draw);
                });
        draw.awaitAnnouncementWitnessed();
        assertThat(draw.status().list("waits")).isEmpty();
        DrawDriver.await(
                "no longer shown as waiting",
                () -> "".equals(queued(draw).get("missingWitnesses")));
        draw.reveal(setting.discipline).ok();
    }

    /** Who is missing, since when, and when the draw lapses: for the operator and on the queue. */
    private void waitsVisibly(DrawDriver draw) {
        assertThat(draw.status().list("waits"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Map.class,
                        wait -> {
                            assertThat(wait.get("event")).isEqualTo("announcement");
                            assertThat(wait.get("missing"))
                                    .isEqualTo(List.of("discipline", "university"));
                            Instant since = Instant.parse((String) wait.get("since"));
                            assertThat(Instant.parse((String) wait.get("lapsesAt"))).isAfter(since);
                        });
        DrawDriver.await(
                "shown on the queue",
                () -> "discipline, university".equals(queued(draw).get("missingWitnesses")));
        assertThat(queued(draw).get("state")).isEqualTo("WAITING_FOR_WITNESS");
        assertThat(queued(draw).get("waitingSince")).isNotNull();
        assertThat(queued(draw).get("lapsesAt")).isNotNull();
    }

    private Map<?, ?> queued(DrawDriver draw) {
        List<?> items =
                service.get(draw.operator(), "/api/v1/queue?drawId=" + draw.id())
                        .ok()
                        .list("items");
        return items.isEmpty() ? Map.of() : (Map<?, ?>) items.get(0);
    }

    @Test
    void after_the_announcement_only_the_right_reveal_counts_and_only_once() {
        DrawDriver draw = open("REVEAL").commitBoth().announced(FAR).awaitAnnouncementWitnessed();
        DrawDriver other = open("REVEAL2").commitBoth().announced(FAR).awaitAnnouncementWitnessed();
        Party discipline = setting.discipline;
        Party impostor = new Party("discipline", setting.bureau.key(), true);
        String hash = draw.announcementHash();
        Map<String, Object> good = discipline.reveal(draw.id(), hash, draw.nonce(discipline));
        String speaker = draw.speaker(discipline);
        String step = "/reveals";
        refusedBy(
                draw,
                409,
                "DRAW_ANNOUNCED_ALREADY",
                draw.operator(),
                "/announcement",
                draw.terms(FAR));
        refusedBy(
                draw,
                409,
                "DRAW_ANNOUNCED_ALREADY",
                speaker,
                "/commitments",
                discipline.commitment(setting.suite, draw.id(), draw.nonce(discipline)));
        refusedBy(draw, 403, "WRONG_ROLE", draw.operator(), step, good);
        refusedBy(draw, 403, "ACTOR_ON_BOTH_SIDES", BUREAU + "-seed-party", step, good);
        refusedBy(
                draw,
                422,
                "REVEAL_MISMATCH",
                speaker,
                step,
                discipline.reveal(draw.id(), hash, Party.newNonce()));
        refusedBy(draw, 422, "REVEAL_MISMATCH", speaker, step, with(good, "nonce", "abc"));
        refusedBy(
                draw,
                422,
                "PARTY_SIGNATURE_INVALID",
                speaker,
                step,
                impostor.reveal(draw.id(), hash, draw.nonce(discipline)));
        refusedBy(
                draw,
                422,
                "PARTY_SIGNATURE_INVALID",
                speaker,
                step,
                discipline.reveal(draw.id(), other.announcementHash(), draw.nonce(discipline)));
        refusedBy(draw, 404, "PARTY_UNKNOWN", speaker, step, with(good, "party", "stranger"));
        refusedBy(draw, 409, "REVEALS_OUTSTANDING", draw.operator(), "/close", "");
        draw.reveal(discipline).ok();
        refusedBy(draw, 409, "PARTY_REVEALED_ALREADY", speaker, step, good);
        draw.reveal(setting.bureau).ok();
        draw.closed();
        refusedBy(draw, 409, "DRAW_CLOSED_ALREADY", draw.operator(), "/close", "");
        refusedBy(draw, 409, "DRAW_CLOSED_ALREADY", speaker, step, good);
        refusedBy(draw, 409, "BEACON_TOO_EARLY", draw.operator(), "/result", draw.beaconValue());
        refusedBy(draw, 409, "DRAW_NOT_COMPLETED", BUREAU + "-publisher", "/opening", "");
        refusedBy(draw, 409, "DRAW_NOT_COMPLETED", BUREAU + "-publisher", "/publications/list", "");
        refusedBy(
                draw, 403, "WRONG_BUREAU", "yunling-draw-operator", "/result", draw.beaconValue());
    }

    @Test
    void a_late_reveal_is_missing_and_a_beacon_is_the_announced_one_or_none() {
        DrawDriver draw = open("LATE").commitBoth();
        Map<String, Object> terms = draw.terms(12);
        terms.put("revealDeadline", DrawDriver.in(3));
        long deadline = System.currentTimeMillis() + 3_100;
        draw.announce(terms).ok();
        draw.awaitAnnouncementWitnessed();
        DrawDriver.await("deadline over", () -> System.currentTimeMillis() > deadline);
        refused(service, 409, "REVEAL_TOO_LATE", () -> draw.reveal(setting.discipline));
        refusedBy(draw, 409, "DRAW_NOT_CLOSED", draw.operator(), "/result", draw.beaconValue());
        draw.closed().awaitBeacon();
        Map<String, Object> value = draw.beaconValue();
        byte[] flipped = Hex.parse((String) value.get("signature"));
        flipped[20] ^= 1;
        String next = Hex.format(setting.drand.sign(draw.round() + 1));
        String step = "/result";
        refusedBy(
                draw,
                422,
                "BEACON_MISMATCH",
                draw.operator(),
                step,
                with(with(value, "round", draw.round() + 1), "signature", next));
        refusedBy(
                draw,
                422,
                "BEACON_MISMATCH",
                draw.operator(),
                step,
                with(value, "type", "drand-quicknet"));
        refusedBy(
                draw, 422, "BEACON_INVALID", draw.operator(), step, with(value, "signature", next));
        refusedBy(
                draw,
                422,
                "BEACON_INVALID",
                draw.operator(),
                step,
                with(value, "signature", Hex.format(flipped)));
        refusedBy(
                draw,
                422,
                "BEACON_INVALID",
                draw.operator(),
                step,
                with(value, "signature", "no hex"));
        Reply result = draw.result().ok();
        assertThat(result.string("result", "grade")).isEqualTo("C");
        refusedBy(draw, 409, "DRAW_COMPLETED_ALREADY", draw.operator(), step, value);
        refusedBy(
                draw,
                409,
                "DRAW_COMPLETED_ALREADY",
                draw.operator(),
                "/lapse",
                Map.of("reason", "样本"));
    }

    @Test
    void dice_are_confirmed_by_the_parties_themselves_and_nothing_else_is() {
        DrawDriver draw = open("DICE").commitBoth();
        Map<String, Object> terms = draw.terms(12);
        String at = DrawDriver.in(12);
        terms.put("beacon", Map.of("type", "dice", "dice", 20, "notBefore", at));
        terms.put("embargoEnd", at);
        draw.announce(terms).ok();
        draw.awaitAnnouncementWitnessed().revealBoth().closed();
        long rolled = Instant.parse(at).toEpochMilli();
        DrawDriver.await("dice", () -> System.currentTimeMillis() > rolled);
        String digits = "01234567890123456789";
        Map<String, Object> value = Map.of("type", "dice", "digits", digits);
        confirm(draw, setting.discipline, digits).ok();
        refused(
                service,
                409,
                "PARTY_REVEALED_ALREADY",
                () -> confirm(draw, setting.discipline, digits));
        refused(service, 422, "BEACON_MISMATCH", () -> confirm(draw, setting.bureau, digits + "0"));
        refusedBy(
                draw,
                422,
                "BEACON_MISMATCH",
                draw.speaker(setting.bureau),
                "/beacon-confirmations",
                Map.of(
                        "party",
                        "bureau",
                        "value",
                        Map.of(
                                "type",
                                "drand-local",
                                "round",
                                5,
                                "signature",
                                Hex.format(setting.drand.sign(5))),
                        "signature",
                        ""));
        refused(
                service,
                422,
                "PARTY_SIGNATURE_INVALID",
                () ->
                        draw.post(
                                draw.speaker(setting.bureau),
                                "/beacon-confirmations",
                                Map.of("party", "bureau", "value", value, "signature", "00")));
        confirm(draw, setting.bureau, digits).ok();
        refusedBy(
                draw,
                422,
                "BEACON_MISMATCH",
                draw.operator(),
                "/result",
                with(value, "digits", digits + "1"));
        refusedBy(
                draw,
                422,
                "BEACON_INVALID",
                draw.operator(),
                "/result",
                with(value, "digits", digits.replace('9', 'x')));
        assertThat(draw.result(value).ok().string("result", "grade")).isEqualTo("B");
    }

    private static Reply confirm(DrawDriver draw, Party party, String digits) {
        String close = draw.status().ok().string("close", "hash");
        return draw.post(
                draw.speaker(party),
                "/beacon-confirmations",
                party.confirmation(
                        draw.id(),
                        close,
                        new org.yanqian.ledger.draw.Beacon.Dice(digits),
                        Map.of("type", "dice", "digits", digits)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/commitments",
                "/reveals",
                "/announcement",
                "/result",
                "/beacon-confirmations"
            })
    void a_body_without_its_fields_is_bad_input_and_never_an_inner_error(String step) {
        DrawDriver draw = committed();
        String account =
                step.equals("/announcement") || step.equals("/result")
                        ? draw.operator()
                        : "discipline-seed-party";
        Reply reply = draw.post(account, step, "{}");
        assertThat(reply.status()).as(reply.text()).isBetween(400, 499);
        assertThat(reply.string("code")).matches("[A-Z_]+");
        refusedBy(draw, 400, "MALFORMED_JSON", account, step, "{\"party\":");
        refusedBy(draw, 400, "MALFORMED_JSON", account, step, "");
    }
}
