package org.yanqian.verifier.crime;

import static org.yanqian.verifier.crime.Crime.refuted;
import static org.yanqian.verifier.crime.Scene.edit;
import static org.yanqian.verifier.crime.Scene.with;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.verifier.sample.Book;
import org.yanqian.verifier.sample.Insider;

/** What was recorded is rewritten, reordered, left out, cut off or kept in other files. */
final class HistoryCrimes {
    private HistoryCrimes() {}

    static final List<Crime> ALL =
            List.of(
                    refuted(
                            "a_class_edited_and_everything_signed_again",
                            "事后改动一个对象的监管类别，整本账重新成链、签名、封存",
                            "a target's class is edited afterwards, the whole ledger chained, signed"
                                    + " and sealed anew",
                            "6",
                            "NO_QUORUM",
                            scene -> scene.rewritten(HistoryCrimes::classEdited)),
                    new Crime(
                            "a_rewritten_ledger_beside_a_kept_checkpoint",
                            "同上，但审计人员留有一份旧检查点",
                            "the same beside a checkpoint that an auditor kept",
                            "5",
                            "TWO_HISTORIES",
                            4,
                            scene ->
                                    scene.hand(
                                            Insider.rewrite(
                                                    scene.good.book, HistoryCrimes::classEdited),
                                            first(scene))),
                    refuted(
                            "lists_that_follow_a_rewritten_registry_are_not_the_announced_ones",
                            "事后改动名录，抽取公告保持原样",
                            "the registry is edited afterwards, the announcement stays",
                            "8",
                            "CANDIDATES_ROOT",
                            scene -> scene.rewritten(HistoryCrimes::classEdited)),
                    refuted(
                            "a_registration_left_out_and_the_rest_chained_again",
                            "删去一条登记，其余重新成链",
                            "a registration is left out, the rest chained anew",
                            "6",
                            "NO_QUORUM",
                            scene ->
                                    scene.rewritten(
                                            events -> {
                                                events.removeIf(HistoryCrimes::isSeventh);
                                                return events;
                                            })),
                    refuted(
                            "an_event_left_out_of_the_middle_of_a_stream",
                            "从一条事件流中间抽走事件",
                            "events are taken out of the middle of a stream",
                            "3",
                            "SEQ_GAP",
                            scene ->
                                    scene.sealedAsTheyAre(
                                            events -> {
                                                events.removeIf(
                                                        e ->
                                                                e.data()
                                                                        instanceof
                                                                        DrawEvent.SeedCommitted);
                                                return events;
                                            })),
                    refuted(
                            "an_event_linked_to_another_one_than_its_predecessor",
                            "把事件接到另一个前序哈希上",
                            "an event names another predecessor",
                            "3",
                            "PREV_DIFFERS",
                            scene ->
                                    scene.sealedAsTheyAre(
                                            events -> relinked(events, "ab".repeat(32)))),
                    refuted(
                            "an_event_put_into_a_stream_of_somebody_else",
                            "把事件放进别的事件流",
                            "an event is put into another's stream",
                            "3",
                            "STREAM_DIFFERS",
                            scene ->
                                    scene.continued(
                                            book ->
                                                    book.append(
                                                            "target/yunling/QY999999",
                                                            scene.find(
                                                                    TargetEvent.TargetRegistered
                                                                            .class),
                                                            book.time()))),
                    new Crime(
                            "two_events_in_the_other_order",
                            "调换两条登记的先后，审计人员留有旧检查点",
                            "two registrations change places beside a kept checkpoint",
                            "5",
                            "TWO_HISTORIES",
                            4,
                            scene ->
                                    scene.hand(
                                            Insider.rewrite(
                                                    scene.good.book,
                                                    events -> {
                                                        Collections.swap(events, 5, 6);
                                                        return events;
                                                    }),
                                            first(scene))),
                    refuted(
                            "the_tail_cut_off",
                            "截去账本尾部，只交出较早的一段",
                            "the tail is cut off, an earlier part is handed out",
                            "5",
                            "TAIL_CUT",
                            scene -> {
                                Book book = new Book(scene.keys);
                                long size = scene.good.book.notes.firstKey();
                                scene.good.book.events.subList(0, (int) size).forEach(book::seal);
                                book.note(book.time(), scene.keys.witnesses);
                                return scene.hand(book, scene.good.book.checkpoint());
                            }),
                    refuted(
                            "a_fork_that_no_witness_has_seen",
                            "另立一套未经见证的账本，条目不变",
                            "a fork of equal entries that no witness has seen",
                            "6",
                            "NO_QUORUM",
                            scene -> scene.rewritten(events -> events)),
                    refuted(
                            "an_event_of_another_ledger_put_in",
                            "混入另一账本的事件",
                            "an event of another ledger is put in",
                            "3",
                            "LEDGER_DIFFERS",
                            scene ->
                                    scene.sealedAsTheyAre(
                                            events -> {
                                                LedgerEvent e = events.get(7);
                                                events.set(7, of(e, "elsewhere.sample", e.id()));
                                                return events;
                                            })),
                    refuted(
                            "one_event_id_used_twice",
                            "同一事件编号用了两次",
                            "one event id is used twice",
                            "3",
                            "EVENT_ID_TWICE",
                            scene ->
                                    scene.sealedAsTheyAre(
                                            events -> {
                                                LedgerEvent e = events.get(7);
                                                events.set(
                                                        7, of(e, e.ledger(), events.get(6).id()));
                                                return events;
                                            })),
                    refuted(
                            "the_ledger_opened_a_second_time",
                            "账本中途再次开立，换上自己的密钥",
                            "the ledger is opened once more on the way",
                            "2",
                            "OPENED_TWICE",
                            scene ->
                                    scene.continued(
                                            book ->
                                                    book.append(
                                                            OriginEvent.ORIGIN_STREAM,
                                                            scene.find(
                                                                    OriginEvent.LedgerOpened.class),
                                                            book.time()))),
                    refuted(
                            "an_sm3_root_that_is_not_the_entries",
                            "SM3 树根与条目不符",
                            "an SM3 root that is not of the entries",
                            "4",
                            "SM3_ROOT",
                            scene ->
                                    scene.sealedAsTheyAre(
                                            edit(
                                                    OriginEvent.Sm3RootRecorded.class,
                                                    e -> with(e, "root", "ab".repeat(32))))),
                    refuted(
                            "a_checkpoint_without_its_sm3_root",
                            "检查点之下不记 SM3 树根",
                            "a checkpoint without an SM3 root below it",
                            "4",
                            "SM3_ROOT_MISSING",
                            scene -> {
                                Book book = scene.crookedLedger(options -> {}).book;
                                book.append(
                                        "target/yunling/QY000061",
                                        scene.find(TargetEvent.TargetRegistered.class),
                                        book.time());
                                book.note(book.time(), scene.keys.witnesses);
                                return scene.hand(book);
                            }),
                    refuted(
                            "one_byte_of_a_stored_entry_edited",
                            "改动导出中一个条目的一个字节，清单重新签名",
                            "one byte of an exported entry is edited, the manifest signed anew",
                            "4",
                            "ROOT_DIFFERS",
                            scene ->
                                    scene.resealed(
                                            export ->
                                                    replaced(
                                                            entries(export),
                                                            "QY000007",
                                                            "QY000008"))),
                    refuted(
                            "spaces_put_into_an_entry",
                            "条目改写成意义相同的另一种字节",
                            "an entry written in other bytes of the same meaning",
                            "1",
                            "NOT_CANONICAL",
                            scene ->
                                    scene.resealed(
                                            export ->
                                                    replaced(
                                                            entries(export),
                                                            "{\"event\":{\"actor\":{\"bureau\":\"yunling\",\"officer\":\"o-1\"",
                                                            "{\"event\":{\"actor\":{\"officer\":\"o-1\",\"bureau\":\"yunling\""))),
                    refuted(
                            "a_hash_tile_that_is_not_of_the_entries",
                            "改动哈希分块，清单重新签名",
                            "a hash tile is edited, the manifest signed anew",
                            "4",
                            "TILE_DIFFERS",
                            scene ->
                                    scene.resealed(
                                            export -> {
                                                Path tile = tile(export);
                                                byte[] bytes = Files.readAllBytes(tile);
                                                bytes[40] ^= 1;
                                                Files.write(tile, bytes);
                                            })),
                    refuted(
                            "a_file_put_into_an_export",
                            "往导出里塞进一个文件",
                            "a file is put into an export",
                            "1",
                            "EXTRA_FILE",
                            scene ->
                                    scene.edited(
                                            export ->
                                                    Files.writeString(
                                                            export.resolve("lists/more"), "样本"))),
                    refuted(
                            "a_proof_file_taken_out_of_an_export",
                            "从导出中抽走一个哈希分块，让某层跳过",
                            "a hash tile is taken out so that a layer is skipped",
                            "4",
                            "MISSING_FILE",
                            scene -> scene.edited(export -> Files.delete(tile(export)))),
                    refuted(
                            "a_list_edited_in_an_export",
                            "改动导出中的公开名单，清单不变",
                            "a list is edited in an export, the manifest stays",
                            "1",
                            "FILE_DIFFERS",
                            scene ->
                                    scene.edited(
                                            export -> {
                                                Path list = only(export.resolve("lists"));
                                                Files.writeString(
                                                        list, Files.readString(list) + " ");
                                            })),
                    new Crime(
                            "the_draws_key_left_out_of_an_export",
                            "导出中不交抽取密钥，使名单无法重放",
                            "the draw's key is left out, so that the lists cannot be replayed",
                            "8",
                            "DRAW_KEY_MISSING",
                            3,
                            scene -> {
                                Book book = scene.crookedLedger(options -> {}).book;
                                book.drawKeys.clear();
                                return scene.hand(book);
                            }));

    private static byte[] first(Scene scene) {
        return scene.good.book.notes.firstEntry().getValue().formatBytes();
    }

    static List<LedgerEvent> classEdited(List<LedgerEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            if (isSeventh(events.get(i))) {
                var e = (TargetEvent.TargetRegistered) events.get(i).data();
                String other = e.record().supervisionClass().equals("一般") ? "简化" : "一般";
                events.set(
                        i,
                        Insider.with(
                                events.get(i),
                                with(
                                        e,
                                        "record",
                                        RecordCodec.format(
                                                with(e.record(), "supervisionClass", other)))));
                return events;
            }
        }
        throw new AssertionError("no seventh target");
    }

    private static boolean isSeventh(LedgerEvent event) {
        return event.data() instanceof TargetEvent.TargetRegistered r
                && r.record().objectId().equals("QY000007");
    }

    private static List<LedgerEvent> relinked(List<LedgerEvent> events, String prev) {
        int at = Scene.indexOf(events, DrawEvent.SeedCommitted.class);
        LedgerEvent e = events.get(at);
        events.set(
                at,
                new LedgerEvent(
                        e.actor(),
                        e.cause(),
                        e.data(),
                        e.id(),
                        e.ledger(),
                        prev,
                        e.salt(),
                        e.seq(),
                        e.stream(),
                        e.time()));
        return events;
    }

    private static LedgerEvent of(LedgerEvent e, String ledger, String id) {
        return new LedgerEvent(
                e.actor(),
                e.cause(),
                e.data(),
                id,
                ledger,
                e.prev(),
                e.salt(),
                e.seq(),
                e.stream(),
                e.time());
    }

    static Path entries(Path export) throws java.io.IOException {
        return firstFile(export.resolve("tile/entries"));
    }

    private static Path tile(Path export) throws java.io.IOException {
        return firstFile(export.resolve("tile/0"));
    }

    private static Path only(Path folder) throws java.io.IOException {
        return firstFile(folder);
    }

    private static Path firstFile(Path folder) throws java.io.IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
        }
    }

    /** Texts of equal length, the first occurrence. */
    static void replaced(Path file, String from, String to) throws java.io.IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        int at = text.indexOf(from);
        if (at < 0 || from.length() != to.length()) {
            throw new AssertionError("no " + from);
        }
        String edited = text.substring(0, at) + to + text.substring(at + from.length());
        Files.write(file, edited.getBytes(StandardCharsets.ISO_8859_1));
    }
}
