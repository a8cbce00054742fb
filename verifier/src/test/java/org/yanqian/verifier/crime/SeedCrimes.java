package org.yanqian.verifier.crime;

import static org.yanqian.verifier.crime.Crime.refuted;
import static org.yanqian.verifier.crime.Scene.each;
import static org.yanqian.verifier.crime.Scene.with;

import java.util.List;
import java.util.function.Function;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.verifier.sample.Insider;
import org.yanqian.verifier.sample.Keys;

/** Numbers, times, commitments and beacons of a draw. */
final class SeedCrimes {
    private static final Keys OTHERS = new Keys(Suite.GM, 2);

    private SeedCrimes() {}

    static final List<Crime> ALL =
            List.of(
                    announced(
                            "a_day_of_eligibility_before_the_announcement",
                            "资格认定日早于公告日",
                            "eligibility as of a day before the announcement",
                            "7",
                            "TIMES_OUT_OF_BOUNDS",
                            a -> with(a, "asOf", "2026-01-04")),
                    announced(
                            "a_margin_longer_than_a_day",
                            "间隔超出允许范围，使抽取随时可被判失效",
                            "a margin out of bounds, so that any draw can be made to lapse",
                            "7",
                            "TIMES_OUT_OF_BOUNDS",
                            a -> with(a, "marginSeconds", 86_401L)),
                    announced(
                            "a_deadline_for_reveals_that_is_past",
                            "揭示截止早于公告",
                            "a deadline for reveals that is past",
                            "7",
                            "TIMES_OUT_OF_BOUNDS",
                            a -> with(a, "revealDeadline", "2026-01-05T00:59:00.000Z")),
                    announced(
                            "an_embargo_without_end",
                            "保密期超出规则允许的期限",
                            "an embargo longer than the rules allow",
                            "7",
                            "TIMES_OUT_OF_BOUNDS",
                            a -> with(a, "embargoEnd", "2026-05-07T01:00:00.000Z")),
                    refuted(
                            "a_close_made_behind_the_beacon",
                            "信标出来之后才截止，挑选谁算已揭示",
                            "the close is made when the beacon is known",
                            "7",
                            "CLOSE_AFTER_BEACON",
                            scene -> scene.bent(o -> o.closeDelaySeconds = 7300)),
                    refuted(
                            "a_close_backdated_and_shown_behind_the_beacon",
                            "截止事件倒填时间，信标之后才给见证人看",
                            "a close is back-dated and first shown to witnesses behind the beacon",
                            "7",
                            "CLOSE_AFTER_BEACON",
                            scene -> scene.bent(o -> o.closeCosignedDelaySeconds = 7300)),
                    refuted(
                            "a_draw_outside_the_numbering_of_its_year",
                            "抽取编号与年度不符，另开一条抽取线",
                            "a second line of draws under another year",
                            "9",
                            "DRAW_ID_DIFFERS",
                            scene ->
                                    scene.crooked(
                                            each(
                                                    DrawEvent.DrawOpened.class,
                                                    o -> with(o, "year", 7L)))),
                    refuted(
                            "a_draw_outside_the_numbering",
                            "抽取编号与序号不符",
                            "a draw under another number",
                            "9",
                            "DRAW_ID_DIFFERS",
                            scene ->
                                    scene.crooked(
                                            each(
                                                    DrawEvent.DrawOpened.class,
                                                    o -> with(o, "number", 7L)))),
                    refuted(
                            "a_draw_opened_in_another_bureaus_name",
                            "以其他机构的编号开立抽取",
                            "a draw is opened in another bureau's numbers",
                            "9",
                            "DRAW_OF_OTHER_BUREAU",
                            scene ->
                                    scene.rewritten(
                                            events -> {
                                                events.replaceAll(
                                                        e ->
                                                                e.data()
                                                                                instanceof
                                                                                DrawEvent.DrawOpened
                                                                        ? Insider.by(
                                                                                e,
                                                                                new Actor(
                                                                                        "neighbour",
                                                                                        "o-1",
                                                                                        "draw-operator"))
                                                                        : e);
                                                return events;
                                            })),
                    opened(
                            "a_number_left_out",
                            "抽取编号跳号，藏起一次抽取",
                            "a number is left out, a draw hidden",
                            "11",
                            "DRAW_NUMBER_GAP",
                            3),
                    opened(
                            "a_plan_line_drawn_a_second_time",
                            "同一计划条目再抽一次，直到结果合意",
                            "a plan line is drawn a second time until it suits",
                            "9",
                            "PLAN_DRAWN_TWICE",
                            2),
                    again(
                            "a_draw_announced_twice",
                            "同一抽取公告两次",
                            "a draw is announced twice",
                            "ANNOUNCED_TWICE",
                            DrawEvent.DrawAnnounced.class),
                    again(
                            "a_draw_closed_twice",
                            "同一抽取截止两次",
                            "a draw is closed twice",
                            "CLOSED_TWICE",
                            DrawEvent.DrawClosed.class),
                    again(
                            "a_draw_completed_twice",
                            "同一抽取公布两个结果",
                            "a draw has two results",
                            "COMPLETED_TWICE",
                            DrawEvent.DrawCompleted.class),
                    again(
                            "a_draw_opened_twice",
                            "同一抽取开立两次",
                            "a draw is opened twice",
                            "DRAW_OPENED_TWICE",
                            DrawEvent.DrawOpened.class),
                    announced(
                            "another_algorithm",
                            "公告声明另一抽取算法",
                            "the announcement names another algorithm",
                            "9",
                            "ALGORITHM",
                            a -> with(a, "algorithm", "DRAW/0")),
                    announced(
                            "an_announcement_that_hides_the_one_before",
                            "公告不承接上一次公告",
                            "the announcement does not name the one before",
                            "9",
                            "ANNOUNCEMENT_CHAIN",
                            a -> with(a, "previous", "ab".repeat(32))),
                    announced(
                            "a_commitment_exchanged_in_the_announcement",
                            "公告换掉一方的承诺",
                            "the announcement exchanges a party's commitment",
                            "9",
                            "COMMITMENTS_DIFFER",
                            a -> with(a, "parties", otherCommitments(a))),
                    announced(
                            "another_plan_line_announced",
                            "公告另一计划条目",
                            "the announcement names another plan line",
                            "9",
                            "PLAN_DIFFERS",
                            a -> with(a, "plan", a.plan() + "0")),
                    refuted(
                            "a_nonce_that_does_not_open_its_commitment",
                            "揭示的随机数与承诺不符",
                            "a nonce revealed does not open its commitment",
                            "9",
                            "REVEAL_DIFFERS",
                            scene ->
                                    scene.crooked(
                                            each(
                                                    DrawEvent.SeedRevealed.class,
                                                    r -> with(r, "nonce", "11".repeat(32))))),
                    refuted(
                            "a_reveal_kept_out_of_the_close",
                            "明明收到揭示，截止时却称缺席",
                            "a party that revealed is called missing at the close",
                            "9",
                            "REVEAL_LEFT_OUT",
                            scene ->
                                    scene.crooked(
                                            each(
                                                    DrawEvent.DrawClosed.class,
                                                    c -> missing(c, "22".repeat(32))))),
                    refuted(
                            "a_missing_party_with_another_commitment",
                            "缺席一方的承诺被换掉",
                            "a missing party's commitment is exchanged",
                            "9",
                            "MISSING_COMMITMENT",
                            scene ->
                                    scene.crooked(
                                            each(
                                                    DrawEvent.DrawClosed.class,
                                                    c -> missing(c, "22".repeat(32))))),
                    refuted(
                            "a_close_of_another_announcement",
                            "截止事件指向另一公告",
                            "the close names another announcement",
                            "9",
                            "ANNOUNCEMENT_HASH",
                            scene ->
                                    scene.crooked(
                                            each(
                                                    DrawEvent.DrawClosed.class,
                                                    c ->
                                                            with(
                                                                    c,
                                                                    "announcement",
                                                                    "ab".repeat(32))))),
                    completed(
                            "another_round_of_the_beacon",
                            "换用另一轮信标",
                            "another round of the beacon is used",
                            "BEACON_ROUND",
                            (scene, c) -> later(scene, c)),
                    completed(
                            "a_beacon_made_up",
                            "伪造信标签名",
                            "a beacon's signature is made up",
                            "BEACON_WRONG",
                            (scene, c) ->
                                    with(
                                            c,
                                            "beacon",
                                            RecordCodec.format(
                                                    with(
                                                            c.beacon(),
                                                            "signature",
                                                            Hex.format(
                                                                    OTHERS.drand.sign(
                                                                            c.beacon()
                                                                                    .round())))))),
                    completed(
                            "a_seed_of_the_insiders_choice",
                            "直接写入合意的种子",
                            "a seed of the insider's choice",
                            "SEED_DIFFERS",
                            (scene, c) -> with(c, "seed", "ab".repeat(32))),
                    completed(
                            "a_result_of_another_close",
                            "结果指向另一截止事件",
                            "the result names another close",
                            "CLOSE_HASH",
                            (scene, c) -> with(c, "close", "ab".repeat(32))),
                    completed(
                            "a_grade_better_than_earned",
                            "结果自称 A 级",
                            "the result calls itself grade A",
                            "GRADE_OVERSTATED",
                            (scene, c) -> with(c, "grade", "A")),
                    dice(
                            "dice_confirmed_by_one_party_twice",
                            "骰子由同一方确认两次",
                            "dice are confirmed by one party twice",
                            List.of(Keys.BUREAU_PARTY, Keys.BUREAU_PARTY),
                            data -> data),
                    dice(
                            "dice_confirmed_by_a_stranger",
                            "骰子由未受邀者确认",
                            "dice are confirmed by somebody not invited",
                            List.of(Keys.BUREAU_PARTY, Keys.STRANGER),
                            data -> data),
                    dice(
                            "digits_exchanged_after_both_confirmed_others",
                            "两方确认之后换掉骰子点数",
                            "digits are exchanged after both parties confirmed others",
                            List.of(Keys.BUREAU_PARTY, Keys.SUPERVISING_PARTY),
                            each(
                                            DrawEvent.DrawCompleted.class,
                                            c ->
                                                    with(
                                                            c,
                                                            "beacon",
                                                            RecordCodec.format(
                                                                    with(
                                                                            c.beacon(),
                                                                            "digits",
                                                                            "1".repeat(20)))))
                                    ::apply));

    private interface BendResult {
        EventData bend(Scene scene, DrawEvent.DrawCompleted result);
    }

    private static Crime announced(
            String name,
            String zh,
            String en,
            String layer,
            String code,
            Function<DrawEvent.DrawAnnounced, EventData> bend) {
        return refuted(
                name,
                zh,
                en,
                layer,
                code,
                scene -> scene.crooked(each(DrawEvent.DrawAnnounced.class, bend)));
    }

    private static Crime completed(
            String name, String zh, String en, String code, BendResult bend) {
        return refuted(
                name,
                zh,
                en,
                "9",
                code,
                scene ->
                        scene.crooked(
                                each(DrawEvent.DrawCompleted.class, c -> bend.bend(scene, c))));
    }

    private static Crime again(
            String name, String zh, String en, String code, Class<? extends DrawEvent> type) {
        return refuted(
                name,
                zh,
                en,
                "9",
                code,
                scene ->
                        scene.continued(
                                book ->
                                        book.append(
                                                Scene.event(book, type).stream(),
                                                Scene.event(book, type).data(),
                                                book.time())));
    }

    private static Crime opened(
            String name, String zh, String en, String layer, String code, long number) {
        return refuted(
                name,
                zh,
                en,
                layer,
                code,
                scene -> {
                    DrawEvent.DrawOpened first = scene.find(DrawEvent.DrawOpened.class);
                    String id = first.drawId().replace("/0001", "/000" + number);
                    DrawEvent.DrawOpened next = with(with(first, "drawId", id), "number", number);
                    return scene.continued(
                            book -> book.append(DrawEvent.stream(id), next, book.time()));
                });
    }

    private static Crime dice(
            String name,
            String zh,
            String en,
            List<String> confirming,
            Function<EventData, EventData> tamper) {
        return refuted(
                name,
                zh,
                en,
                "9",
                "GRADE_OVERSTATED",
                scene ->
                        scene.bent(
                                o -> {
                                    o.beacon = Beacon.DICE;
                                    o.grade = "B";
                                    o.confirming = confirming;
                                    o.tamper = tamper::apply;
                                }));
    }

    private static List<?> otherCommitments(DrawEvent.DrawAnnounced a) {
        return a.parties().stream()
                .map(p -> RecordCodec.format(with(p, "commitment", "ab".repeat(32))))
                .toList();
    }

    private static DrawEvent.DrawClosed missing(DrawEvent.DrawClosed c, String commitment) {
        String party = c.reveals().get(1).party();
        return new DrawEvent.DrawClosed(
                c.drawId(),
                c.announcement(),
                c.reveals().subList(0, 1),
                List.of(new DrawEvent.MissingParty(party, commitment)));
    }

    private static EventData later(Scene scene, DrawEvent.DrawCompleted c) {
        long round = c.beacon().round() + 1;
        return with(
                c,
                "beacon",
                RecordCodec.format(
                        new DrawEvent.BeaconValue(
                                c.beacon().type(),
                                round,
                                Hex.format(scene.keys.drand.sign(round)),
                                "",
                                "",
                                List.of())));
    }
}
