package org.yanqian.verifier.crime;

import static org.yanqian.verifier.crime.Crime.refuted;
import static org.yanqian.verifier.crime.Scene.each;
import static org.yanqian.verifier.crime.Scene.with;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.PublicationEvent;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Insider;
import org.yanqian.verifier.sample.Keys;

/** Tries until one suits: voids, redraws, results and labels kept back or shown too soon. */
final class VoidCrimes {
    private VoidCrimes() {}

    static final List<Crime> ALL =
            List.of(
                    redrawn(
                            "a_void_that_the_bureaus_own_party_signed",
                            "作废由本机关一方冒签",
                            "a void is countersigned with the bureau's own key for the supervising"
                                    + " party",
                            "COUNTERSIGNATURE_WRONG",
                            scene -> voidSigned(scene, scene.keys.bureauParty)),
                    redrawn(
                            "a_void_that_a_stranger_signed",
                            "作废由无关密钥签署",
                            "a void is countersigned with a stranger's key",
                            "COUNTERSIGNATURE_WRONG",
                            scene -> voidSigned(scene, scene.keys.stranger)),
                    redrawn(
                            "a_void_that_the_service_signed_for_the_supervising_party",
                            "服务密钥替监督方会签作废",
                            "the service countersigns a void for the supervising party",
                            "SERVICE_SPEAKS_FOR_PARTY",
                            scene -> voidSigned(scene, scene.keys.service)),
                    redrawn(
                            "a_void_countersigned_in_the_bureaus_own_name",
                            "本机关一方以自己的名义会签作废",
                            "the bureau's own party countersigns in its own name",
                            "COUNTERSIGNATURE_WRONG",
                            scene ->
                                    each(
                                            DrawEvent.DrawVoided.class,
                                            v ->
                                                    with(
                                                            with(v, "party", Keys.BUREAU_PARTY),
                                                            "signature",
                                                            signed(
                                                                    scene,
                                                                    scene.keys.bureauParty,
                                                                    v.requestHash())))),
                    redrawn(
                            "a_countersignature_of_a_void_used_for_a_redraw",
                            "把作废的会签挪用到重抽",
                            "the countersignature of a void is used for a redraw",
                            "COUNTERSIGNATURE_WRONG",
                            scene ->
                                    each(
                                            DrawEvent.RedrawAllowed.class,
                                            a ->
                                                    with(
                                                            a,
                                                            "signature",
                                                            signed(
                                                                    scene,
                                                                    scene.keys.supervisingParty,
                                                                    a.requestHash())))),
                    redrawn(
                            "a_void_for_another_reason_than_the_one_approved",
                            "作废的理由与批准的不同",
                            "a void for another reason than the one approved",
                            "REQUEST_DIFFERS",
                            scene ->
                                    each(
                                            DrawEvent.DrawVoided.class,
                                            v -> with(v, "reason", "另一理由（样本）"))),
                    redrawn(
                            "a_void_that_nobody_approved",
                            "作废未经批准",
                            "a void that nobody approved",
                            "REQUEST_NOT_APPROVED",
                            scene -> without(DrawEvent.RequestDecided.class)),
                    redrawn(
                            "a_void_that_was_rejected",
                            "作废申请被驳回，照样作废",
                            "a void that was rejected",
                            "REQUEST_NOT_APPROVED",
                            scene ->
                                    each(
                                            DrawEvent.RequestDecided.class,
                                            r -> with(r, "approved", false))),
                    redrawn(
                            "a_void_that_nobody_asked_for",
                            "无人申请即作废",
                            "a void that nobody asked for",
                            "REQUEST_DIFFERS",
                            scene -> without(DrawEvent.VoidRequested.class)),
                    rewritten(
                            "a_void_asked_for_and_approved_by_one",
                            "同一人申请并批准作废",
                            "one officer asks for a void and approves it",
                            "DECIDED_BY_REQUESTER",
                            VoidCrimes::oneHand),
                    redrawn(
                            "requests_numbered_with_a_gap",
                            "申请编号跳号",
                            "requests numbered with a gap",
                            "REQUEST_NUMBER",
                            scene ->
                                    each(
                                            DrawEvent.RedrawRequested.class,
                                            r -> with(r, "request", 3L))),
                    redrawn(
                            "a_line_drawn_again_without_a_countersignature",
                            "重抽未经监督方会签",
                            "a line is drawn again without a countersignature",
                            "REDRAW_NOT_COUNTERSIGNED",
                            scene -> without(DrawEvent.RedrawAllowed.class)),
                    redrawn(
                            "a_line_drawn_again_while_its_draw_stands",
                            "前次抽取仍有效就重抽",
                            "a line is drawn again while its draw stands",
                            "REDRAW_OF_STANDING",
                            scene -> without(DrawEvent.DrawVoided.class)),
                    redrawn(
                            "a_void_draw_whose_result_is_kept_back",
                            "作废抽取的结果不公布",
                            "the result of a void draw is kept back",
                            "RESULT_WITHHELD",
                            scene -> VoidCrimes::withoutFirstResult),
                    redrawn(
                            "a_void_draw_that_was_not_published",
                            "作废抽取的哈希不公布",
                            "a void draw's hash is not published",
                            "DRAW_HASH_NOT_PUBLISHED",
                            scene ->
                                    each(
                                            PublicationEvent.DrawHashPublished.class,
                                            p -> isFirst(p.drawId()) ? null : p)),
                    rewritten(
                            "inspectors_sent_by_a_void_draw",
                            "按已作废的抽取派员检查",
                            "inspectors are sent by a void draw",
                            "VISIT_OF_VOID_DRAW",
                            VoidCrimes::firstVisitLast),
                    crooked(
                            "labels_opened_before_the_embargo_ended",
                            "保密期未满就公开标签",
                            "labels are opened before the embargo ended",
                            "LABELS_OPENED_EARLY",
                            each(
                                    DrawEvent.DrawAnnounced.class,
                                    a -> with(a, "embargoEnd", "2026-04-03T00:00:00.000Z"))),
                    crooked(
                            "labels_kept_closed_for_days",
                            "保密期满多日仍不公开标签",
                            "labels are kept closed for days after the embargo",
                            "LABELS_WITHHELD",
                            VoidCrimes::labelsKeptClosed),
                    early(
                            "dice_confirmed_before_the_announced_time",
                            "未到公告时刻就确认骰子点数",
                            "dice are confirmed before the announced time",
                            "CONFIRMED_EARLY",
                            Beacon.DICE,
                            DrawEvent.BeaconConfirmed.class),
                    early(
                            "dice_used_before_the_announced_time",
                            "未到公告时刻就使用骰子点数",
                            "dice are used before the announced time",
                            "RESULT_EARLY",
                            Beacon.DICE,
                            DrawEvent.DrawCompleted.class),
                    early(
                            "lottery_numbers_confirmed_before_the_announced_time",
                            "未到公告时刻就确认开奖号码",
                            "lottery numbers are confirmed before the announced time",
                            "CONFIRMED_EARLY",
                            Beacon.LOTTERY,
                            DrawEvent.BeaconConfirmed.class),
                    early(
                            "lottery_numbers_used_before_the_announced_time",
                            "未到公告时刻就使用开奖号码",
                            "lottery numbers are used before the announced time",
                            "RESULT_EARLY",
                            Beacon.LOTTERY,
                            DrawEvent.DrawCompleted.class),
                    crooked(
                            "a_result_kept_back_and_the_draw_said_to_have_lapsed",
                            "扣下结果，谎称抽取失效",
                            "a result is kept back and the draw said to have lapsed",
                            "RESULT_WITHHELD",
                            VoidCrimes::saidToHaveLapsed));

    static final List<Honest> HONEST =
            List.of(
                    new Honest(
                            "a_void_and_a_redraw",
                            "11",
                            List.of(),
                            scene -> scene.bent(o -> o.voids = 1)),
                    new Honest(
                            "dice_confirmed_by_both",
                            "11",
                            List.of(),
                            scene -> scene.hand(ofBeacon(scene, Beacon.DICE).book)),
                    new Honest(
                            "lottery_numbers_confirmed_by_both",
                            "11",
                            List.of(),
                            scene -> scene.hand(ofBeacon(scene, Beacon.LOTTERY).book)));

    private static Crime redrawn(
            String name,
            String zh,
            String en,
            String code,
            Function<Scene, UnaryOperator<EventData>> tamper) {
        return refuted(
                name,
                zh,
                en,
                "11",
                code,
                scene ->
                        scene.bent(
                                o -> {
                                    o.voids = 1;
                                    o.tamper = tamper.apply(scene);
                                }));
    }

    private static Crime rewritten(
            String name, String zh, String en, String code, UnaryOperator<List<LedgerEvent>> edit) {
        return refuted(
                name,
                zh,
                en,
                "11",
                code,
                scene ->
                        scene.hand(
                                Insider.rewrite(scene.crookedLedger(o -> o.voids = 1).book, edit)));
    }

    private static Crime crooked(
            String name, String zh, String en, String code, UnaryOperator<EventData> tamper) {
        return refuted(name, zh, en, "11", code, scene -> scene.crooked(tamper));
    }

    private static Crime early(
            String name,
            String zh,
            String en,
            String code,
            String beacon,
            Class<? extends EventData> type) {
        return refuted(
                name,
                zh,
                en,
                "11",
                code,
                scene ->
                        scene.hand(
                                Insider.rewrite(
                                        ofBeacon(scene, beacon).book,
                                        events -> {
                                            events.replaceAll(e -> anHourBefore(e, type));
                                            return events;
                                        })));
    }

    private static GoodLedger ofBeacon(Scene scene, String beacon) {
        return scene.crookedLedger(
                o -> {
                    o.beacon = beacon;
                    o.grade = "B";
                });
    }

    private static LedgerEvent anHourBefore(LedgerEvent event, Class<? extends EventData> type) {
        return type.isInstance(event.data())
                ? Insider.at(event, EventCodec.parseTime(event.time()).minusSeconds(3600))
                : event;
    }

    private static UnaryOperator<EventData> without(Class<? extends EventData> type) {
        return data -> type.isInstance(data) ? null : data;
    }

    private static UnaryOperator<EventData> voidSigned(Scene scene, PrivateKey forger) {
        return each(
                DrawEvent.DrawVoided.class,
                v -> with(v, "signature", signed(scene, forger, v.requestHash())));
    }

    private static String signed(Scene scene, PrivateKey key, String request) {
        return Hex.format(
                key.sign(Labels.countersignature("void", scene.good.drawId, Bytes.ofHex(request))));
    }

    private static boolean isFirst(String drawId) {
        return drawId.endsWith("/0001");
    }

    private static List<LedgerEvent> oneHand(List<LedgerEvent> events) {
        events.replaceAll(
                e ->
                        e.data() instanceof DrawEvent.RequestDecided
                                ? Insider.by(e, new Actor(Keys.BUREAU, "o-1", "approver"))
                                : e);
        return events;
    }

    private static List<LedgerEvent> firstVisitLast(List<LedgerEvent> events) {
        LedgerEvent visit =
                events.stream()
                        .filter(e -> e.data() instanceof VisitEvent)
                        .findFirst()
                        .orElseThrow();
        events.remove(visit);
        events.add(visit);
        return events;
    }

    private static EventData withoutFirstResult(EventData data) {
        boolean hidden =
                data instanceof DrawEvent.DrawCompleted c && isFirst(c.drawId())
                        || data instanceof VisitEvent v && isFirst(v.drawId())
                        || data instanceof DrawEvent.LabelsOpened l && isFirst(l.drawId())
                        || data instanceof PublicationEvent.DrawHashPublished p
                                && isFirst(p.drawId());
        return hidden ? null : data;
    }

    private static EventData labelsKeptClosed(EventData data) {
        if (data instanceof DrawEvent.DrawAnnounced a) {
            return with(a, "embargoEnd", "2026-03-20T00:00:00.000Z");
        }
        return data instanceof DrawEvent.LabelsOpened ? null : data;
    }

    private static EventData saidToHaveLapsed(EventData data) {
        if (data instanceof DrawEvent.DrawCompleted c) {
            return new DrawEvent.DrawLapsed(c.drawId(), "样本");
        }
        return data instanceof VisitEvent
                        || data instanceof PublicationEvent
                        || data instanceof DrawEvent.LabelsOpened
                ? null
                : data;
    }
}
