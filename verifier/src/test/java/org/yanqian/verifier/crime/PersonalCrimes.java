package org.yanqian.verifier.crime;

import static org.yanqian.verifier.crime.Crime.refuted;
import static org.yanqian.verifier.crime.Scene.with;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.yanqian.ledger.bundle.Openings;
import org.yanqian.ledger.bundle.Openings.ErasedValue;
import org.yanqian.ledger.bundle.Openings.OpenedValue;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.InspectorEvent;
import org.yanqian.ledger.event.InspectorEvent.InspectorRegistered;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.event.OriginEvent.LedgerSucceeded;
import org.yanqian.ledger.event.PersonEvent;
import org.yanqian.ledger.event.PersonEvent.ErasureRequested;
import org.yanqian.ledger.event.PersonEvent.PersonErased;
import org.yanqian.ledger.event.PersonalDigest;
import org.yanqian.ledger.event.TargetEvent.TargetRegistered;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.SealedBox;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Keys;

/** Personal data where none may be, traces erased, a past put on. All numbers are invented (样本). */
final class PersonalCrimes {
    private static final String PERSON = "RY00002";
    private static final String ENTRY = InspectorEvent.stream(Keys.BUREAU, PERSON);
    private static final byte[] R = new byte[32];
    private static final SealedBox.KeyPair AUDITOR =
            SealedBox.generate(Suite.GM, new SecureRandom());

    private PersonalCrimes() {}

    static final List<Crime> ALL =
            List.of(
                    number("a_phone_number_in_an_address", "手机号码写进地址", "样本路1号 13800138000"),
                    number("a_phone_number_in_full_width_digits", "以全角数字写入手机号码", "样本路 １３８００１３８０００"),
                    number(
                            "an_identity_number_in_an_address",
                            "身份证号码写进地址",
                            "样本路 11000019000101008X"),
                    refuted(
                            "another_persons_name_opened",
                            "向审计人员开启另一人的姓名",
                            "another person's name is opened for the auditor",
                            "14",
                            "OPENING_DIFFERS",
                            scene -> opened(scene, "样本乙")),
                    refuted(
                            "a_value_opened_that_no_event_holds",
                            "开启账本中没有的信息",
                            "a value is opened that no event holds",
                            "14",
                            "OPENING_UNKNOWN",
                            scene ->
                                    scene.opened(
                                            scene.good.book,
                                            opening(scene.good.book.events.get(0).id(), "样本甲"))),
                    refuted(
                            "a_value_withheld_as_erased",
                            "谎称个人信息已删除，拒绝开启",
                            "a value is withheld, said to be erased",
                            "14",
                            "ERASURE_UNKNOWN",
                            PersonalCrimes::withheld),
                    erasure(
                            "an_erasure_asked_for_and_approved_by_one",
                            "同一人申请并批准删除个人信息",
                            "one officer asks for an erasure and approves it",
                            "ERASED_BY_ONE",
                            ledger -> erase(ledger, "o-7", "调离")),
                    erasure(
                            "an_erasure_that_nobody_asked_for",
                            "无人申请即删除个人信息",
                            "an erasure that nobody asked for",
                            "ERASED_BY_ONE",
                            ledger -> by(ledger, "o-8", erased("调离"))),
                    erasure(
                            "an_erasure_for_another_reason",
                            "删除的理由与申请不符",
                            "an erasure for another reason than the one asked for",
                            "ERASURE_DIFFERS",
                            ledger -> erase(ledger, "o-8", "销毁痕迹")),
                    refuted(
                            "an_audit_with_another_key_than_the_draws",
                            "交给审计人员的抽取密钥密文另有其钥",
                            "the ciphertext for the auditor holds another key than the draw's",
                            "8",
                            "KEY_CIPHERTEXT",
                            scene -> audited(scene, new byte[32], AUDITOR)),
                    refuted(
                            "an_audit_key_sealed_for_somebody_else",
                            "抽取密钥密文不是给这名审计人员的",
                            "the draw's key is sealed for somebody else than the auditor",
                            "8",
                            "KEY_CIPHERTEXT",
                            scene ->
                                    audited(
                                            scene,
                                            GoodLedger.drawKey(),
                                            SealedBox.generate(Suite.GM, new SecureRandom()))),
                    successor(
                            "a_predecessor_invented_in_the_middle",
                            "账本中途冒称接续另一账本",
                            "in the middle a ledger says that it succeeds another",
                            "yanqian.sample/lost"),
                    successor(
                            "a_ledger_that_succeeds_itself",
                            "账本自称接续自己",
                            "a ledger says that it succeeds itself",
                            Keys.ORIGIN));

    static final List<Honest> HONEST =
            List.of(
                    new Honest(
                            "a_value_opened_truly",
                            "14",
                            List.of("VALUES_NOT_OPENED"),
                            scene -> opened(scene, "样本甲")),
                    new Honest(
                            "a_person_erased_after_two_agreed",
                            "14",
                            List.of("VALUES_NOT_OPENED", "VALUES_ERASED"),
                            scene -> {
                                GoodLedger ledger = withDigest(scene, l -> erase(l, "o-8", "调离"));
                                return scene.opened(ledger.book, erased(ledger));
                            }),
                    new Honest(
                            "an_audit_with_the_draws_key",
                            "8",
                            List.of(),
                            scene -> audited(scene, GoodLedger.drawKey(), AUDITOR)));

    private static Handed audited(Scene scene, byte[] drawKey, SealedBox.KeyPair opens) {
        return scene.bent(
                        o ->
                                o.keyCiphertext =
                                        Hex.format(
                                                SealedBox.seal(
                                                        AUDITOR.publicKey(),
                                                        drawKey,
                                                        new SecureRandom())))
                .withAuditorKey(opens.file());
    }

    private static Crime number(String name, String zh, String address) {
        return refuted(
                name,
                zh,
                name.replace('_', ' '),
                "14",
                "PERSONAL_NUMBER",
                scene ->
                        scene.crooked(
                                data ->
                                        data instanceof TargetRegistered e
                                                        && e.record().objectId().equals("QY000002")
                                                ? new TargetRegistered(
                                                        with(e.record(), "address", address),
                                                        e.source())
                                                : data));
    }

    private static Crime erasure(
            String name, String zh, String en, String code, Consumer<GoodLedger> more) {
        return refuted(name, zh, en, "14", code, scene -> scene.bent(o -> o.beforeOpening = more));
    }

    private static Crime successor(String name, String zh, String en, String origin) {
        return refuted(
                name,
                zh,
                en,
                "2",
                "SUCCESSOR_WRONG",
                scene ->
                        scene.bent(
                                o ->
                                        o.beforeOpening =
                                                ledger ->
                                                        ledger.append(
                                                                OriginEvent.ORIGIN_STREAM,
                                                                new LedgerSucceeded(
                                                                        note(origin)))));
    }

    private static String note(String origin) {
        NoteSigner log =
                new NoteSigner(origin, PrivateKey.generate(Suite.INTL, new SecureRandom()));
        return log.sign(new Checkpoint(origin, 4711, new byte[32])).format();
    }

    /** A ledger with the digest of an inspector's invented name. */
    private static GoodLedger withDigest(Scene scene) {
        return withDigest(scene, ledger -> {});
    }

    private static GoodLedger withDigest(Scene scene, Consumer<GoodLedger> more) {
        String digest = PersonalDigest.of(Suite.GM, R, "name", "样本甲");
        return scene.crookedLedger(
                o -> {
                    o.beforeOpening = more;
                    o.tamper =
                            data ->
                                    data instanceof InspectorRegistered e
                                                    && e.record().personId().equals(PERSON)
                                            ? new InspectorRegistered(
                                                    with(
                                                            e.record(),
                                                            "personal",
                                                            Map.of("name", digest)),
                                                    e.source())
                                            : data;
                });
    }

    private static String eventOf(GoodLedger ledger) {
        return ledger.book.events.stream()
                .filter(e -> e.stream().equals(ENTRY))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static Openings opening(String event, String value) {
        return new Openings(
                List.of(),
                Openings.FORMAT,
                Keys.ORIGIN,
                List.of(new OpenedValue(event, "name", Hex.format(R), value)));
    }

    private static Handed opened(Scene scene, String value) {
        GoodLedger ledger = withDigest(scene);
        return scene.opened(ledger.book, opening(eventOf(ledger), value));
    }

    private static Handed withheld(Scene scene) {
        GoodLedger ledger = withDigest(scene);
        return scene.opened(ledger.book, erased(ledger));
    }

    private static Openings erased(GoodLedger ledger) {
        return new Openings(
                List.of(new ErasedValue(eventOf(ledger), "name")),
                Openings.FORMAT,
                Keys.ORIGIN,
                List.of());
    }

    private static PersonErased erased(String reason) {
        return new PersonErased(ENTRY, 1, reason, "第四十七条", List.of("name"));
    }

    private static void erase(GoodLedger ledger, String approver, String reason) {
        by(ledger, "o-7", new ErasureRequested(ENTRY, 1, "调离", "第四十七条"));
        by(ledger, approver, erased(reason));
    }

    private static void by(GoodLedger ledger, String officer, PersonEvent event) {
        Actor before = ledger.book.actor;
        ledger.book.actor = new Actor(Keys.BUREAU, officer, "approver");
        ledger.append(PersonEvent.stream(ENTRY), event);
        ledger.book.actor = before;
    }
}
