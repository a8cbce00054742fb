package org.yanqian.verifier.crime;

import static org.yanqian.verifier.crime.Crime.refuted;
import static org.yanqian.verifier.crime.Crime.undecided;
import static org.yanqian.verifier.crime.Scene.each;
import static org.yanqian.verifier.crime.Scene.with;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.yanqian.ledger.bundle.Manifest;
import org.yanqian.ledger.bundle.Openings;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.Grade;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.event.PublicationEvent;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.verifier.sample.Book;

/** Pieces that are missing, doubled, in another order, or of something else. */
final class PieceCrimes {
    private PieceCrimes() {}

    static final List<Crime> ALL =
            List.of(
                    manifest(
                            "a_manifest_of_another_ledger",
                            "导出清单写的是另一账本",
                            "the manifest names another ledger",
                            "ORIGIN_DIFFERS",
                            m -> with(m, "origin", "elsewhere.sample")),
                    manifest(
                            "a_manifest_of_another_size",
                            "导出清单写的是另一大小",
                            "the manifest names another size",
                            "SIZE_DIFFERS",
                            m -> with(m, "size", m.size() - 1)),
                    manifest(
                            "a_file_listed_twice_in_a_manifest",
                            "导出清单中一个文件列两次",
                            "a file is listed twice in the manifest",
                            "FILE_LISTED_TWICE",
                            PieceCrimes::listedTwice),
                    refuted(
                            "a_manifest_edited_under_its_old_signature",
                            "改动导出清单，签名照旧",
                            "the manifest is edited under its old signature",
                            "1",
                            "SEAL_WRONG",
                            scene ->
                                    manifestText(
                                            scene, text -> text.replace("/entries/", "/Entries/"))),
                    refuted(
                            "a_manifest_written_another_way",
                            "导出清单换一种写法",
                            "the manifest is written in another form",
                            "1",
                            "NOT_CANONICAL",
                            scene -> manifestText(scene, text -> text.replaceFirst(":", ": "))),
                    refuted(
                            "an_old_checkpoint_spoilt_in_an_export",
                            "毁坏导出中的一个旧检查点",
                            "an old checkpoint of an export is spoilt",
                            "5",
                            "BAD_NOTE",
                            scene ->
                                    scene.resealed(
                                            export -> {
                                                Path old =
                                                        export.resolve("checkpoints/000000000062");
                                                Files.writeString(old, "样本");
                                            })),
                    refuted(
                            "entries_of_a_bundle_in_another_order",
                            "证明包中的条目次序颠倒",
                            "a bundle's entries in another order",
                            "1",
                            "BUNDLE_ORDER",
                            scene -> {
                                List<Object> entries = new ArrayList<>();
                                scene.bundle
                                        .entries()
                                        .forEach(e -> entries.add(RecordCodec.format(e)));
                                Collections.swap(entries, 2, 3);
                                return scene.bundle("entries", entries);
                            }),
                    rewritten(
                            "a_ledger_that_nobody_opened",
                            "账本没有开立事件",
                            "a ledger without its opening",
                            "2",
                            "NOT_OPENED",
                            events -> without(events, OriginEvent.LedgerOpened.class)),
                    refuted(
                            "the_signature_of_another_event",
                            "把另一事件的签名挪来用",
                            "an event carries the signature of another",
                            "2",
                            "SIGNATURE_WRONG",
                            scene ->
                                    scene.resealed(
                                            export ->
                                                    HistoryCrimes.replaced(
                                                            HistoryCrimes.entries(export),
                                                            signature(scene, 6),
                                                            signature(scene, 7)))),
                    rewritten(
                            "a_draw_revealed_without_announcement",
                            "没有公告就揭示",
                            "a draw is revealed without an announcement",
                            "2",
                            "NOT_ANNOUNCED",
                            events -> without(events, DrawEvent.DrawAnnounced.class)),
                    rewritten(
                            "a_draw_announced_without_being_opened",
                            "没有开立就公告抽取",
                            "a draw is announced without being opened",
                            "9",
                            "NOT_OPENED",
                            events -> without(events, DrawEvent.DrawOpened.class)),
                    refuted(
                            "a_confirmation_with_a_forged_signature",
                            "骰子确认的签名系伪造",
                            "dice are confirmed with a forged signature",
                            "2",
                            "PARTY_SIGNATURE",
                            scene ->
                                    scene.bent(
                                            o -> {
                                                o.beacon = Beacon.DICE;
                                                o.tamper =
                                                        each(
                                                                DrawEvent.BeaconConfirmed.class,
                                                                c ->
                                                                        with(
                                                                                c,
                                                                                "signature",
                                                                                "00".repeat(64)));
                                            })),
                    refuted(
                            "entries_taken_out_of_an_export",
                            "从导出中抽走条目文件",
                            "entries are taken out of an export",
                            "4",
                            "ENTRIES_MISSING",
                            scene ->
                                    scene.resealed(
                                            export -> Files.delete(HistoryCrimes.entries(export)))),
                    undecided(
                            "a_kept_checkpoint_that_is_garbage",
                            "审计人员手中的检查点被换成乱码",
                            "the checkpoint that the auditor kept is exchanged for garbage",
                            "5",
                            "CHECKPOINT_UNREADABLE",
                            scene ->
                                    scene.hand(
                                            scene.good.book,
                                            "样本".getBytes(StandardCharsets.UTF_8))),
                    refuted(
                            "a_tail_that_no_witness_has_seen",
                            "账本尾部未经见证",
                            "a tail that no witness has seen",
                            "6",
                            "TAIL_NOT_WITNESSED",
                            scene -> {
                                Book book = scene.crookedLedger(o -> {}).book;
                                book.append(
                                        "target/yunling/QY000061",
                                        scene.find(TargetEvent.TargetRegistered.class),
                                        book.time());
                                book.checkpoint(book.time(), List.of());
                                return scene.hand(book);
                            }),
                    refuted(
                            "a_latest_checkpoint_that_the_log_did_not_sign",
                            "最新检查点被改动一个字节",
                            "one byte of the latest checkpoint is edited",
                            "6",
                            "NO_QUORUM",
                            scene ->
                                    scene.resealed(
                                            export -> {
                                                Path file = export.resolve("checkpoint");
                                                byte[] bytes = Files.readAllBytes(file);
                                                bytes[bytes.length - 10] ^= 1;
                                                Files.write(file, bytes);
                                            })),
                    refuted(
                            "a_beacon_that_no_policy_pins",
                            "使用策略没有固定的信标",
                            "a beacon that the policy does not pin",
                            "7",
                            "BEACON_NOT_PINNED",
                            scene ->
                                    scene.hand(scene.good.book)
                                            .under(withoutBeacons(scene.keys.policy()))),
                    refuted(
                            "a_result_by_a_beacon_that_no_policy_pins",
                            "结果出自策略没有固定的信标",
                            "a result by a beacon that the policy does not pin",
                            "9",
                            "BEACON_NOT_PINNED",
                            scene ->
                                    scene.hand(scene.good.book)
                                            .under(withoutBeacons(scene.keys.policy()))),
                    bent(
                            "a_draw_for_a_plan_that_nobody_wrote",
                            "按无人编制的计划抽取",
                            "a draw for a plan that nobody wrote",
                            "7",
                            "PLAN_UNKNOWN",
                            each(
                                    DrawEvent.DrawAnnounced.class,
                                    a -> with(a, "plan", a.plan() + "0"))),
                    rewritten(
                            "a_reveal_after_the_close",
                            "截止之后才揭示，截止却列入",
                            "a reveal comes after the close that lists it",
                            "9",
                            "REVEAL_NOT_IN_LEDGER",
                            events ->
                                    moved(
                                            events,
                                            DrawEvent.SeedRevealed.class,
                                            DrawEvent.DrawClosed.class)),
                    rewritten(
                            "a_close_before_its_announcement",
                            "截止早于公告",
                            "the close stands before its announcement",
                            "9",
                            "ORDER",
                            events ->
                                    moved(
                                            events,
                                            DrawEvent.DrawAnnounced.class,
                                            DrawEvent.DrawClosed.class)),
                    rewritten(
                            "a_result_before_its_close",
                            "结果早于截止",
                            "the result stands before its close",
                            "9",
                            "ORDER",
                            events ->
                                    moved(
                                            events,
                                            DrawEvent.DrawClosed.class,
                                            DrawEvent.DrawCompleted.class)),
                    bent(
                            "a_party_revealed_twice_in_a_close",
                            "截止把一方列两次",
                            "a close lists one party twice",
                            "9",
                            "PARTY_TWICE",
                            each(DrawEvent.DrawClosed.class, PieceCrimes::twice)),
                    bent(
                            "a_party_left_out_of_a_close",
                            "截止漏掉一方",
                            "a close leaves a party out",
                            "9",
                            "PARTIES_DIFFER",
                            each(
                                    DrawEvent.DrawClosed.class,
                                    c ->
                                            with(
                                                    c,
                                                    "reveals",
                                                    List.of(
                                                            RecordCodec.format(
                                                                    c.reveals().get(0)))))),
                    refuted(
                            "fewer_dice_than_announced",
                            "骰子点数少于公告的个数",
                            "fewer dice than announced",
                            "9",
                            "BEACON_DICE",
                            scene -> digits(scene, Beacon.DICE, "digits", "314")),
                    refuted(
                            "lottery_issues_of_another_day",
                            "换用另一期开奖号码",
                            "issues of the lottery other than those announced",
                            "9",
                            "BEACON_ISSUES",
                            scene ->
                                    digits(
                                            scene,
                                            Beacon.LOTTERY,
                                            "issues",
                                            List.of(
                                                    "双色球|2026004|01,02,03",
                                                    "双色球|2026005|01,02,03",
                                                    "双色球|2026006|01,02,03"))),
                    undecided(
                            "a_draw_below_the_grade_that_the_policy_asks_for",
                            "抽取等级低于策略要求",
                            "a draw below the grade that the policy asks for",
                            "9",
                            "GRADE_BELOW_POLICY",
                            scene ->
                                    scene.hand(scene.good.book)
                                            .under(
                                                    scene.keys.policy(
                                                            scene.keys.policy().requireLedger(),
                                                            Grade.B))),
                    rewritten(
                            "visits_of_a_draw_without_result",
                            "抽取没有结果就下达检查任务",
                            "visits of a draw that has no result",
                            "10",
                            "VISITS_WITHOUT_RESULT",
                            events -> without(events, DrawEvent.DrawCompleted.class)),
                    bent(
                            "an_inspection_on_a_day_that_does_not_exist",
                            "检查日期并不存在",
                            "an inspection on a day that does not exist",
                            "12",
                            "BAD_DATE",
                            each(
                                    VisitEvent.InspectionRecorded.class,
                                    e -> with(e, "inspectedOn", "2026-02-30"))),
                    refuted(
                            "openings_of_another_ledger",
                            "拿另一账本的开启文件充数",
                            "openings of another ledger",
                            "14",
                            "ORIGIN_DIFFERS",
                            scene ->
                                    scene.opened(
                                            scene.good.book,
                                            new Openings(
                                                    List.of(),
                                                    Openings.FORMAT,
                                                    "elsewhere.sample",
                                                    List.of()))),
                    refuted(
                            "a_published_list_that_is_not_there",
                            "公示的名单没有交出",
                            "the published list is not handed out",
                            "13",
                            "MISSING_FILE",
                            scene ->
                                    scene.continued(
                                            book ->
                                                    book.append(
                                                            PublicationEvent.stream(
                                                                    scene.good.drawId),
                                                            new PublicationEvent.DrawnListPublished(
                                                                    scene.good.drawId,
                                                                    "ab".repeat(32),
                                                                    3),
                                                            book.time()))));

    private static Handed manifestText(Scene scene, UnaryOperator<String> edit) throws IOException {
        return scene.edited(
                export -> {
                    Path manifest = export.resolve(Manifest.FILE);
                    Files.writeString(manifest, edit.apply(Files.readString(manifest)));
                });
    }

    private static Crime manifest(
            String name, String zh, String en, String code, UnaryOperator<Manifest> edit) {
        return refuted(name, zh, en, "1", code, scene -> scene.listed(edit));
    }

    private static Crime rewritten(
            String name,
            String zh,
            String en,
            String layer,
            String code,
            UnaryOperator<List<LedgerEvent>> edit) {
        return refuted(name, zh, en, layer, code, scene -> scene.rewritten(edit));
    }

    private static Crime bent(
            String name,
            String zh,
            String en,
            String layer,
            String code,
            UnaryOperator<EventData> tamper) {
        return refuted(name, zh, en, layer, code, scene -> scene.crooked(tamper));
    }

    private static Manifest listedTwice(Manifest manifest) {
        List<Object> files = new ArrayList<>();
        manifest.files().forEach(f -> files.add(RecordCodec.format(f)));
        files.add(files.get(0));
        return with(manifest, "files", files);
    }

    private static String signature(Scene scene, int index) {
        return scene.good.book.entries.get(index).signatures().get(0).sig();
    }

    private static List<LedgerEvent> without(
            List<LedgerEvent> events, Class<? extends EventData> type) {
        events.removeIf(e -> type.isInstance(e.data()));
        return events;
    }

    /** The first of one kind to the place behind the first of another. */
    private static List<LedgerEvent> moved(
            List<LedgerEvent> events,
            Class<? extends EventData> what,
            Class<? extends EventData> behind) {
        LedgerEvent event = events.remove(Scene.indexOf(events, what));
        events.add(Scene.indexOf(events, behind) + 1, event);
        return events;
    }

    private static DrawEvent.DrawClosed twice(DrawEvent.DrawClosed close) {
        List<Object> reveals = new ArrayList<>();
        close.reveals().forEach(r -> reveals.add(RecordCodec.format(r)));
        reveals.add(reveals.get(0));
        return with(close, "reveals", reveals);
    }

    private static Handed digits(Scene scene, String beacon, String field, Object value) {
        return scene.bent(
                o -> {
                    o.beacon = beacon;
                    o.tamper =
                            each(
                                    DrawEvent.DrawCompleted.class,
                                    c ->
                                            with(
                                                    c,
                                                    "beacon",
                                                    RecordCodec.format(
                                                            with(c.beacon(), field, value))));
                });
    }

    private static Policy withoutBeacons(Policy policy) {
        return new Policy(
                policy.tlog(),
                policy.origin(),
                policy.serviceKeys(),
                policy.parties(),
                policy.outsiders(),
                List.of(),
                policy.marginSeconds(),
                policy.lowestGrade(),
                policy.requireLedger(),
                policy.requireDraw(),
                policy.bureaus(),
                policy.auditorKey());
    }
}
