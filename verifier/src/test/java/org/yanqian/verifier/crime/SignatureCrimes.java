package org.yanqian.verifier.crime;

import static org.yanqian.verifier.crime.Crime.refuted;
import static org.yanqian.verifier.crime.Scene.each;
import static org.yanqian.verifier.crime.Scene.with;

import java.util.List;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.verifier.sample.Book;
import org.yanqian.verifier.sample.Insider;
import org.yanqian.verifier.sample.Keys;

/** Keys that are not whose they should be, and parties spoken for. */
final class SignatureCrimes {
    private static final Keys OTHERS = new Keys(Suite.GM, 2);

    private SignatureCrimes() {}

    static final List<Crime> ALL =
            List.of(
                    refuted(
                            "events_signed_with_a_key_that_nobody_knows",
                            "整本账改用核验策略之外的密钥签名",
                            "all events are signed with a key that the policy does not have",
                            "2",
                            "SIGNATURE_KEY",
                            scene -> {
                                Book book = new Book(scene.keys);
                                book.eventSigner = OTHERS.service;
                                book.drawKeys.addAll(scene.good.book.drawKeys);
                                book.lists.addAll(scene.good.book.lists);
                                Insider.fill(book, scene.good.book, scene.good.book.events);
                                return scene.hand(book);
                            }),
                    refuted(
                            "a_ledger_opened_for_a_service_key_of_the_insiders_own",
                            "账本以策略之外的服务密钥开立",
                            "the ledger is opened for a service key that the policy does not have",
                            "2",
                            "SERVICE_KEYS_DIFFER",
                            scene ->
                                    scene.crooked(
                                            each(
                                                    OriginEvent.LedgerOpened.class,
                                                    o ->
                                                            with(
                                                                    o,
                                                                    "serviceKeys",
                                                                    keys(OTHERS.service))))),
                    refuted(
                            "a_ledger_opened_for_another_log_key",
                            "账本以另一日志密钥开立",
                            "the ledger is opened for another log key",
                            "2",
                            "LOG_KEY_DIFFERS",
                            scene ->
                                    scene.crooked(
                                            each(
                                                    OriginEvent.LedgerOpened.class,
                                                    o ->
                                                            with(
                                                                    o,
                                                                    "logKey",
                                                                    OTHERS.log
                                                                            .key(
                                                                                    NoteKey.Type
                                                                                            .ED25519)
                                                                            .format())))),
                    refuted(
                            "a_ledger_opened_in_another_suite",
                            "账本声明另一密码套件",
                            "the ledger is opened in another suite",
                            "3",
                            "PREV_DIFFERS",
                            scene ->
                                    scene.crooked(
                                            each(
                                                    OriginEvent.LedgerOpened.class,
                                                    o -> with(o, "suite", "intl")))),
                    refuted(
                            "the_service_is_the_supervising_party",
                            "服务密钥冒充监督方参加抽取",
                            "the service takes part as the supervising party",
                            "2",
                            "SERVICE_SPEAKS_FOR_PARTY",
                            scene -> scene.bent(o -> o.supervisingSigner = scene.keys.service)),
                    refuted(
                            "the_service_signs_a_commitment_for_a_party",
                            "服务密钥替监督方签署承诺",
                            "the service signs a commitment for the supervising party",
                            "2",
                            "SERVICE_SPEAKS_FOR_PARTY",
                            scene ->
                                    scene.crooked(
                                            each(
                                                    DrawEvent.SeedCommitted.class,
                                                    c -> committedBy(scene.keys.service, c)))),
                    refuted(
                            "a_stranger_signs_a_commitment_for_a_party",
                            "无关密钥替监督方签署承诺",
                            "a stranger signs a commitment for the supervising party",
                            "2",
                            "PARTY_SIGNATURE",
                            scene ->
                                    scene.crooked(
                                            each(
                                                    DrawEvent.SeedCommitted.class,
                                                    c -> committedBy(OTHERS.stranger, c)))),
                    refuted(
                            "a_supervising_party_of_the_insiders_own",
                            "用策略之外的密钥扮演监督方，全程自洽",
                            "a supervising party with a key of the insider's own, consistent"
                                    + " throughout",
                            "2",
                            "PARTY_KEY",
                            scene ->
                                    scene.bent(o -> o.supervisingSigner = OTHERS.supervisingParty)),
                    refuted(
                            "both_parties_with_one_key",
                            "两方使用同一把密钥",
                            "both parties with one and the same key",
                            "2",
                            "PARTY_KEYS_EQUAL",
                            scene -> scene.bent(o -> o.supervisingSigner = scene.keys.bureauParty)),
                    refuted(
                            "a_party_of_the_bureau_called_supervising",
                            "把本机关一方标成监督方",
                            "the bureau's own party is called supervising",
                            "2",
                            "PARTY_ROLE",
                            scene ->
                                    scene.crooked(
                                            each(
                                                    DrawEvent.DrawOpened.class,
                                                    o -> with(o, "parties", supervising(o))))),
                    refuted(
                            "a_draw_with_one_party",
                            "只请一方参加抽取",
                            "a draw with one party",
                            "2",
                            "PARTIES_TOO_FEW",
                            scene ->
                                    scene.crooked(
                                            each(
                                                    DrawEvent.DrawAnnounced.class,
                                                    o ->
                                                            with(
                                                                    o,
                                                                    "parties",
                                                                    List.of(
                                                                            RecordCodec.format(
                                                                                    o.parties()
                                                                                            .get(
                                                                                                    0))))))),
                    refuted(
                            "a_nonce_exchanged_in_a_reveal",
                            "换掉监督方揭示的随机数",
                            "the supervising party's nonce is exchanged in its reveal",
                            "2",
                            "PARTY_SIGNATURE",
                            scene ->
                                    scene.crooked(
                                            each(
                                                    DrawEvent.SeedRevealed.class,
                                                    r -> with(r, "nonce", "11".repeat(32))))));

    private static List<Object> keys(PrivateKey key) {
        return List.of(
                RecordCodec.format(new OriginEvent.ServiceKey("", key.publicKey().format())));
    }

    private static List<?> supervising(DrawEvent.DrawOpened opened) {
        return opened.parties().stream()
                .map(p -> RecordCodec.format(with(p, "supervising", true)))
                .toList();
    }

    private static DrawEvent.SeedCommitted committedBy(PrivateKey key, DrawEvent.SeedCommitted c) {
        if (!c.party().equals(Keys.SUPERVISING_PARTY)) {
            return c;
        }
        byte[] message = Labels.commitMessage(c.drawId(), c.party(), Bytes.ofHex(c.commitment()));
        return with(c, "signature", Hex.format(key.sign(message)));
    }
}
