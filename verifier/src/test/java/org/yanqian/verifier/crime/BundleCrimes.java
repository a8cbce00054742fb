package org.yanqian.verifier.crime;

import static org.yanqian.verifier.crime.Crime.refuted;
import static org.yanqian.verifier.crime.Scene.with;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.yanqian.ledger.bundle.BundleLists;
import org.yanqian.ledger.bundle.DrawBundle;
import org.yanqian.ledger.bundle.Packed;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Note;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Keys;

/** A public bundle bent by the service, which seals it again with its own key. */
final class BundleCrimes {
    private static final Keys OTHERS = new Keys(Suite.GM, 2);

    private BundleCrimes() {}

    static final List<Crime> ALL =
            List.of(
                    refuted(
                            "a_site_taken_out_of_a_bundles_list",
                            "证明包的名单里抽走一个对象",
                            "a site is taken out of a bundle's list",
                            "10.selection",
                            "CANDIDATES_ROOT",
                            BundleCrimes::siteTakenOut),
                    refuted(
                            "a_drawn_site_exchanged_in_a_bundle",
                            "证明包中抽中的对象换成另一家",
                            "a drawn site is exchanged in a bundle",
                            "10",
                            "SET_DIFFERS",
                            BundleCrimes::otherSite),
                    refuted(
                            "an_inspector_exchanged_in_a_bundle",
                            "证明包中换掉检查人员",
                            "an inspector is exchanged in a bundle",
                            "10",
                            "TEAM_DIFFERS",
                            BundleCrimes::otherInspector),
                    refuted(
                            "an_eligible_set_edited_in_a_bundle",
                            "证明包中改动可选派人员集合",
                            "a set of eligible inspectors is edited in a bundle",
                            "10",
                            "SET_DIFFERS",
                            scene -> {
                                List<List<Long>> sets =
                                        new ArrayList<>(scene.bundle.opening().get(0).sets());
                                sets.set(0, sets.get(0).subList(1, sets.get(0).size()));
                                return scene.opening("sets", sets);
                            }),
                    refuted(
                            "an_eligible_set_and_its_mac_edited_in_a_bundle",
                            "证明包中连同校验值一起改动可选派集合",
                            "a set of eligible inspectors is edited with its MAC in a bundle",
                            "10",
                            "ELIGIBILITY_ROOT",
                            scene -> {
                                DrawBundle.RoleMacs group =
                                        scene.bundle.opening().get(0).eligibility().get(0);
                                List<Bytes> macs = Packed.parse(group.macs());
                                macs.set(0, Bytes.of(new byte[32]));
                                return scene.opening(
                                        "eligibility",
                                        List.of(
                                                RecordCodec.format(
                                                        with(group, "macs", Packed.format(macs)))));
                            }),
                    refuted(
                            "a_label_opened_for_another_site",
                            "公开标签时张冠李戴",
                            "a label is opened for another site",
                            "10",
                            "LABEL_DIFFERS",
                            scene -> {
                                DrawBundle.Opening opening = scene.bundle.opening().get(0);
                                List<Bytes> subs =
                                        new ArrayList<>(
                                                new BundleLists(scene.bundle)
                                                        .subs(opening)
                                                        .values());
                                subs.set(0, Bytes.of(new byte[32]));
                                return scene.opening("subs", Packed.format(subs));
                            }),
                    refuted(
                            "a_label_left_out_of_a_bundle",
                            "证明包公开标签时漏掉一家企业",
                            "one site's label is left out of a bundle",
                            "10",
                            "OPENED_COUNT",
                            BundleCrimes::labelLeftOut),
                    note("announcement", "公告", 0, "COSIGNATURES_MISSING"),
                    note("close", "截止", 1, "COSIGNATURES_MISSING"),
                    note("newest", "最新", 2, "NO_QUORUM"),
                    refuted(
                            "one_witness_alone_on_a_bundles_announcement_checkpoint",
                            "证明包的公告检查点只有一位见证人签名",
                            "one witness alone cosigned the announcement checkpoint of a bundle",
                            "6",
                            "COSIGNATURES_MISSING",
                            scene -> signed(scene, 0, 2)),
                    refuted(
                            "an_entry_of_another_ledger_in_a_bundle",
                            "证明包混入另一账本的条目",
                            "a bundle with entries of another ledger",
                            "4",
                            "NOT_INCLUDED",
                            scene ->
                                    scene.bundle(
                                            "entries",
                                            formatted(
                                                    GoodLedger.build(
                                                                    OTHERS,
                                                                    new GoodLedger.Options())
                                                            .bundle(true)
                                                            .entries()))),
                    refuted(
                            "an_entry_left_out_of_a_bundle",
                            "证明包略去一个事件",
                            "an event is left out of a bundle",
                            "3",
                            "SEQ_GAP",
                            scene -> {
                                List<Object> entries = formatted(scene.bundle.entries());
                                entries.remove(entries.size() - 4);
                                return scene.bundle("entries", entries);
                            }),
                    refuted(
                            "checkpoints_of_a_bundle_not_connected",
                            "证明包不给一致性证明",
                            "a bundle without consistency proofs",
                            "5",
                            "NOT_CONSISTENT",
                            scene -> scene.bundle("consistency", List.of())),
                    refuted(
                            "a_bundle_sealed_by_a_stranger",
                            "证明包由无关密钥封签",
                            "a bundle is sealed by a stranger",
                            "1",
                            "SEAL_UNKNOWN_KEY",
                            scene -> scene.draw(scene.bundle.write(OTHERS.service))),
                    refuted(
                            "one_byte_of_a_bundle_edited",
                            "改动证明包一个字节",
                            "one byte of a bundle is edited",
                            "1",
                            "SEAL_WRONG",
                            scene -> {
                                byte[] file = scene.bundle.write(scene.keys.service);
                                String text = new String(file, StandardCharsets.ISO_8859_1);
                                file[text.indexOf("\"drawId\"") + 12] ^= 1;
                                return scene.draw(file);
                            }));

    private static List<Object> formatted(List<? extends Record> records) {
        return new ArrayList<>(records.stream().map(RecordCodec::format).toList());
    }

    private static Crime note(String en, String zh, int which, String code) {
        return refuted(
                "witnesses_taken_off_the_" + en + "_checkpoint_of_a_bundle",
                "证明包的" + zh + "检查点缺少见证签名",
                "witnesses are taken off the " + en + " checkpoint of a bundle",
                "6",
                code,
                scene -> signed(scene, which, 1));
    }

    /** A checkpoint of the bundle with the first so many of its signatures, the log's first. */
    private static Handed signed(Scene scene, int which, int signatures) {
        DrawBundle.CheckpointNote note = scene.bundle.checkpoints().get(which);
        Note parsed = Note.parse(note.note().getBytes(StandardCharsets.UTF_8));
        Note bare = new Note(parsed.text(), parsed.signatures().subList(0, signatures));
        List<Object> notes = formatted(scene.bundle.checkpoints());
        notes.set(which, RecordCodec.format(with(note, "note", bare.format())));
        return scene.bundle("checkpoints", notes);
    }

    private static Handed siteTakenOut(Scene scene) {
        List<Object> strata = formatted(scene.bundle.candidates());
        DrawBundle.Stratum first = scene.bundle.candidates().get(0);
        List<Bytes> labels = Packed.parse(first.labels());
        List<Bytes> records = Packed.parse(first.records());
        strata.set(
                0,
                RecordCodec.format(
                        new DrawBundle.Stratum(
                                first.excluded(),
                                Packed.format(labels.subList(1, labels.size())),
                                Packed.format(records.subList(1, records.size())),
                                first.stratum(),
                                first.weights().subList(1, labels.size()))));
        return scene.bundle("candidates", strata);
    }

    private static Handed otherSite(Scene scene) {
        List<DrawBundle.Visit> visits = scene.bundle.opening().get(0).visits();
        List<Long> drawn = visits.stream().map(DrawBundle.Visit::candidate).toList();
        long other = 0;
        while (drawn.contains(other)) {
            other++;
        }
        List<Object> changed = formatted(visits);
        changed.set(0, RecordCodec.format(with(visits.get(0), "candidate", other)));
        return scene.opening("visits", changed);
    }

    private static Handed otherInspector(Scene scene) {
        DrawBundle.Opening opening = scene.bundle.opening().get(0);
        DrawBundle.Visit visit = opening.visits().get(0);
        long other =
                opening.sets().get((int) visit.set()).stream()
                        .filter(i -> !visit.team().contains(i))
                        .findFirst()
                        .orElseThrow();
        List<Object> changed = formatted(opening.visits());
        changed.set(
                0, RecordCodec.format(with(visit, "team", List.of(visit.team().get(0), other))));
        return scene.opening("visits", changed);
    }

    private static Handed labelLeftOut(Scene scene) {
        DrawBundle.Opening opening = scene.bundle.opening().get(0);
        List<Bytes> subs = new ArrayList<>(new BundleLists(scene.bundle).subs(opening).values());
        DrawBundle.Opening less =
                with(
                        with(opening, "ids", opening.ids().subList(1, opening.ids().size())),
                        "subs",
                        Packed.format(subs.subList(1, subs.size())));
        return scene.bundle("opening", List.of(RecordCodec.format(less)));
    }
}
