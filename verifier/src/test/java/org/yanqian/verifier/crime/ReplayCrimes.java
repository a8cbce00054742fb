package org.yanqian.verifier.crime;

import static org.yanqian.verifier.crime.Crime.refuted;
import static org.yanqian.verifier.crime.Crime.undecided;
import static org.yanqian.verifier.crime.Scene.each;
import static org.yanqian.verifier.crime.Scene.with;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.yanqian.ledger.bundle.LabelList;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.PublicationEvent;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.verifier.sample.Book;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Insider;
import org.yanqian.verifier.sample.Keys;
import org.yanqian.verifier.sample.Records;

/** What others need to compute a draw again is kept from them, or is of something else. */
final class ReplayCrimes {
    private static final String OTHER_DRAW = Keys.ORIGIN + "/" + Keys.BUREAU + "/2026/0002";

    private ReplayCrimes() {}

    static final List<Crime> ALL =
            List.of(
                    undecided(
                            "an_event_of_a_type_that_nobody_knows",
                            "写入无人认识的事件类型",
                            "an event of a type that nobody knows",
                            "1",
                            "UNKNOWN_TYPE",
                            scene ->
                                    inOtherWords(
                                            scene,
                                            words ->
                                                    words.replace(
                                                            "target.registered",
                                                            "target.forgotten"))),
                    undecided(
                            "an_event_of_a_version_that_nobody_knows",
                            "写入无人认识的事件版本",
                            "an event of a version that nobody knows",
                            "1",
                            "UNKNOWN_TYPE",
                            scene ->
                                    inOtherWords(
                                            scene,
                                            words -> words.replace("\"v\":1}", "\"v\":99}"))),
                    refuted(
                            "a_public_beacon_confirmed_by_hand",
                            "抽取用公开信标，却由参与方手工确认其值",
                            "a party confirms by hand what a public beacon says",
                            "2",
                            "CONFIRMED_WRONGLY",
                            scene -> scene.bent(o -> o.afterTheDraw = ReplayCrimes::byHand)),
                    refuted(
                            "dice_confirmed_in_a_draw_that_was_never_closed",
                            "抽取尚未截止就确认骰子点数",
                            "dice are confirmed in a draw that was never closed",
                            "2",
                            "CONFIRMED_WRONGLY",
                            scene ->
                                    scene.hand(
                                            Insider.rewrite(
                                                    scene.crookedLedger(o -> o.beacon = Beacon.DICE)
                                                            .book,
                                                    ReplayCrimes::notClosed))),
                    undecided(
                            "a_result_more_than_a_week_behind_its_beacon",
                            "信标出来一周之后才代入，其间尽可另想办法",
                            "a result that comes more than a week behind its beacon",
                            "7",
                            "RESULT_LATE",
                            scene -> scene.bent(o -> o.resultDelaySeconds = 604_800)),
                    refuted(
                            "a_bundle_without_its_result",
                            "证明包不带抽取结果",
                            "a bundle without its result",
                            "9",
                            "INCOMPLETE_BUNDLE",
                            scene -> without(scene, DrawEvent.DrawCompleted.class)),
                    refuted(
                            "a_bundle_without_its_announcement",
                            "证明包不带抽取公告",
                            "a bundle without its announcement",
                            "10",
                            "INCOMPLETE_BUNDLE",
                            scene -> without(scene, DrawEvent.DrawAnnounced.class)),
                    refuted(
                            "a_bundle_without_its_close",
                            "证明包不带截止，种子无从重算",
                            "a bundle without its close, so that nobody can compute the seed",
                            "10",
                            "REPLAY_IMPOSSIBLE",
                            scene -> without(scene, DrawEvent.DrawClosed.class)),
                    refuted(
                            "a_bundle_without_its_close_called_whole",
                            "证明包不带截止，却当作完整的交出",
                            "a bundle without its close handed out as if it were whole",
                            "9",
                            "INCOMPLETE_BUNDLE",
                            scene -> without(scene, DrawEvent.DrawClosed.class)),
                    refuted(
                            "the_bundle_of_one_draw_under_the_number_of_another",
                            "拿一次抽取的证明包充当另一次的",
                            "the bundle of one draw under the number of another",
                            "10",
                            "DRAW_DIFFERS",
                            scene -> scene.bundle("drawId", OTHER_DRAW)),
                    refuted(
                            "a_reveal_of_another_draw_in_a_close",
                            "截止列入另一次抽取的揭示",
                            "a close lists the reveal of another draw",
                            "9",
                            "DRAW_DIFFERS",
                            scene ->
                                    scene.crooked(
                                            each(
                                                    DrawEvent.DrawClosed.class,
                                                    ReplayCrimes::ofAnotherDraw))),
                    undecided(
                            "the_draws_key_withheld_so_that_no_visit_can_be_computed",
                            "不交抽取密钥，检查任务无从重算",
                            "the draw's key is withheld, so that no visit can be computed again",
                            "10",
                            "REPLAY_IMPOSSIBLE",
                            scene -> withoutKey(scene, o -> {})),
                    undecided(
                            "the_draws_key_withheld_so_that_no_substitute_can_be_computed",
                            "不交抽取密钥，递补人员无从重算",
                            "the draw's key is withheld, so that no substitute can be computed",
                            "11",
                            "REPLAY_IMPOSSIBLE",
                            scene -> withoutKey(scene, o -> o.vacancies = 1)),
                    refuted(
                            "the_labels_opened_exchanged_in_an_export",
                            "导出中换上另一份公开标签，清单重新签名",
                            "the opened labels are exchanged in an export, the manifest signed anew",
                            "10",
                            "LIST_HASH",
                            ReplayCrimes::otherLabels),
                    opened(
                            "an_opened_label_counted_as_exempt",
                            "已公开的标签计作不公开",
                            "a label that was opened is counted as exempt",
                            -1,
                            1),
                    opened(
                            "a_site_called_exempt_that_was_never_frozen",
                            "多报一家不公开的企业",
                            "one site more is called exempt than was ever frozen",
                            0,
                            1),
                    labels(
                            "the_label_of_one_site_opened_for_another",
                            "公开标签的名单张冠李戴",
                            "the list of opened labels gives one site's label to another",
                            "LABEL_DIFFERS",
                            subs -> subs.put(subs.firstKey(), subs.get(subs.lastKey()))),
                    labels(
                            "a_label_opened_for_a_site_that_was_never_frozen",
                            "为从未列入名单的企业公开标签",
                            "a label is opened for a site that was never frozen",
                            "LABEL_DIFFERS",
                            subs -> subs.put("QY999999", subs.remove(subs.firstKey()))),
                    labels(
                            "a_site_kept_closed_as_exempt_without_grounds",
                            "以“不予公开”为名不公开一家企业的标签，账上并无依据",
                            "one site's label is kept closed as exempt, and nothing in the ledger"
                                    + " grants that",
                            "EXEMPT_WITHOUT_GROUNDS",
                            subs -> subs.remove(subs.firstKey())),
                    refuted(
                            "a_drawn_visit_left_out_of_a_bundles_opening",
                            "证明包公开时漏掉一项抽中的任务",
                            "a drawn visit is left out of a bundle's opening",
                            "10",
                            "SETS_OPENED",
                            ReplayCrimes::visitLeftOut),
                    refuted(
                            "an_announcement_first_shown_behind_the_beacon",
                            "公告在信标之后才给见证人看",
                            "an announcement is first shown to witnesses behind the beacon",
                            "7",
                            "ANNOUNCEMENT_AFTER_BEACON",
                            scene -> scene.sealedAsTheyAre(events -> events)),
                    undecided(
                            "an_announcement_witnessed_inside_the_margin",
                            "公告在间隔期内才见证",
                            "an announcement is witnessed inside the margin",
                            "7",
                            "ANNOUNCEMENT_LATE",
                            ReplayCrimes::announcedLate));

    static final List<Honest> HONEST =
            List.of(
                    new Honest(
                            "a_result_within_the_week",
                            "7",
                            List.of("RESULT_OVERDUE"),
                            scene ->
                                    scene.bent(
                                            o ->
                                                    o.resultDelaySeconds =
                                                            Duration.ofDays(7).toSeconds() - 60)));

    /** The last event of a stream of its own, so that nothing else is amiss. */
    private static Handed inOtherWords(Scene scene, UnaryOperator<String> edit) {
        return scene.continued(
                book -> {
                    LedgerEvent event = Scene.event(book, TargetEvent.TargetRegistered.class);
                    TargetEvent.TargetRecord site = Records.target(61, "一般");
                    book.sealInOtherWords(
                            new LedgerEvent(
                                    event.actor(),
                                    event.cause(),
                                    new TargetEvent.TargetRegistered(site, "manual"),
                                    "01900000-0000-7000-8000-00000000ffff",
                                    event.ledger(),
                                    "",
                                    event.salt(),
                                    0,
                                    TargetEvent.stream(Keys.BUREAU, site.objectId()),
                                    book.events.get(book.events.size() - 1).time()),
                            edit);
                });
    }

    /** By the bureau's own party, with its own key. */
    private static void byHand(GoodLedger ledger) {
        DrawEvent.BeaconValue value =
                ((DrawEvent.DrawCompleted)
                                Scene.event(ledger.book, DrawEvent.DrawCompleted.class).data())
                        .beacon();
        byte[] message = Hex.parse(value.signature());
        ledger.append(
                DrawEvent.stream(ledger.drawId),
                new DrawEvent.BeaconConfirmed(
                        ledger.drawId,
                        Keys.BUREAU_PARTY,
                        value,
                        Hex.format(ledger.keys.bureauParty.sign(message))));
    }

    private static List<LedgerEvent> notClosed(List<LedgerEvent> events) {
        events.removeIf(e -> e.data() instanceof DrawEvent.DrawClosed);
        return events;
    }

    /** Nor what stands behind the result, so that a bundle without one ends there. */
    private static Handed without(Scene scene, Class<? extends EventData> type) {
        Set<Class<?>> behind =
                Set.of(DrawEvent.LabelsOpened.class, PublicationEvent.DrawHashPublished.class);
        List<Object> entries = new ArrayList<>();
        scene.bundle
                .entries()
                .forEach(
                        e -> {
                            EventData data = scene.good.book.events.get((int) e.index()).data();
                            if (!type.isInstance(data) && !behind.contains(data.getClass())) {
                                entries.add(RecordCodec.format(e));
                            }
                        });
        return scene.bundle("entries", entries);
    }

    private static DrawEvent.DrawClosed ofAnotherDraw(DrawEvent.DrawClosed close) {
        List<Object> reveals = new ArrayList<>();
        close.reveals().forEach(r -> reveals.add(RecordCodec.format(r)));
        reveals.set(0, RecordCodec.format(with(close.reveals().get(0), "drawId", OTHER_DRAW)));
        return with(close, "reveals", reveals);
    }

    private static Handed withoutKey(Scene scene, Consumer<GoodLedger.Options> bend) {
        Book book = scene.crookedLedger(bend).book;
        book.drawKeys.clear();
        return scene.hand(book);
    }

    private static Handed otherLabels(Scene scene) throws IOException {
        String list = scene.find(DrawEvent.LabelsOpened.class).list();
        return scene.resealed(
                export -> {
                    TreeMap<String, Bytes> subs =
                            new TreeMap<>(
                                    LabelList.parse(
                                            Files.readAllBytes(export.resolve("lists/" + list))));
                    subs.put(subs.firstKey(), Bytes.of(new byte[32]));
                    Files.write(export.resolve("lists/" + list), LabelList.format(subs));
                });
    }

    private static Crime opened(String name, String zh, String en, long more, long exempt) {
        return refuted(
                name,
                zh,
                en,
                "10",
                "OPENED_COUNT",
                scene ->
                        scene.crooked(
                                each(
                                        DrawEvent.LabelsOpened.class,
                                        l ->
                                                new DrawEvent.LabelsOpened(
                                                        l.drawId(),
                                                        l.list(),
                                                        l.opened() + more,
                                                        l.exempt() + exempt))));
    }

    /** The list that the event names, made wrong before it is named. */
    private static Crime labels(
            String name, String zh, String en, String code, Consumer<TreeMap<String, Bytes>> bend) {
        AtomicReference<GoodLedger> ledger = new AtomicReference<>();
        UnaryOperator<EventData> tamper =
                each(
                        DrawEvent.LabelsOpened.class,
                        l -> {
                            List<byte[]> lists = ledger.get().book.lists;
                            TreeMap<String, Bytes> subs =
                                    new TreeMap<>(LabelList.parse(lists.remove(lists.size() - 1)));
                            bend.accept(subs);
                            byte[] bytes = LabelList.format(subs);
                            lists.add(bytes);
                            return new DrawEvent.LabelsOpened(
                                    l.drawId(),
                                    Hex.format(ledger.get().keys.suite.hash(bytes)),
                                    subs.size(),
                                    l.opened() - subs.size());
                        });
        return refuted(
                name,
                zh,
                en,
                "10",
                code,
                scene ->
                        scene.bent(
                                o -> {
                                    o.beforeOpening = ledger::set;
                                    o.tamper = tamper;
                                }));
    }

    private static Handed visitLeftOut(Scene scene) {
        List<Object> visits = new ArrayList<>();
        scene.bundle.opening().get(0).visits().forEach(v -> visits.add(RecordCodec.format(v)));
        visits.remove(0);
        return scene.opening("visits", visits);
    }

    /** Only with the close, and that inside the margin. */
    private static Handed announcedLate(Scene scene) {
        GoodLedger ledger = scene.crookedLedger(o -> o.closeCosignedDelaySeconds = 6800);
        ledger.book.notes.remove(ledger.book.notes.higherKey(ledger.announcedIndex));
        return scene.hand(ledger.book);
    }
}
