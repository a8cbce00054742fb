package org.yanqian.verifier.crime;

import static org.yanqian.verifier.crime.Crime.refuted;
import static org.yanqian.verifier.crime.Crime.undecided;
import static org.yanqian.verifier.crime.Scene.with;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.event.ImportEvent;
import org.yanqian.ledger.event.KeyEvent;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.event.VacancyEvent;
import org.yanqian.ledger.policy.OfficerRules;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.policy.ServiceKey;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.stamp.StampAuthority;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Insider;
import org.yanqian.verifier.sample.KeyBook;
import org.yanqian.verifier.sample.Keys;
import org.yanqian.verifier.sample.Records;

/** Keys old, stolen, revoked and of others, in the hands of whoever has them all. */
final class KeyCrimes {
    private static final Keys OTHER = new Keys(Suite.GM, 7);
    private static final PrivateKey SECOND = OTHER.service;
    private static final PrivateKey THIRD = OTHER.stranger;
    private static final String GANGDONG = "gangdong";

    private KeyCrimes() {}

    static final List<Crime> ALL =
            List.of(
                    refuted(
                            "a_stolen_old_key_used_after_its_rotation",
                            "服务密钥轮换之后，仍用旧密钥签名",
                            "the old service key signs on after its rotation",
                            "2",
                            "KEY_NOT_VALID",
                            scene -> {
                                GoodLedger ledger = rotated(scene);
                                ledger.book.eventSigner = scene.keys.service;
                                return goneOn(scene, ledger);
                            }),
                    refuted(
                            "an_export_sealed_by_a_key_rotated_away",
                            "用已轮换的旧密钥封签导出",
                            "an export is sealed by a key that was rotated away",
                            "1",
                            "SEAL_UNKNOWN_KEY",
                            scene -> {
                                GoodLedger ledger = rotated(scene);
                                ledger.book.sealSigner = scene.keys.service;
                                return scene.hand(ledger.book);
                            }),
                    middle(
                            "a_new_key_used_before_its_rotation",
                            "新密钥在轮换生效之前已用于签名",
                            "a new key signs before the rotation that brings it",
                            "SIGNATURE_KEY",
                            (scene, l) -> {
                                l.book.eventSigner = SECOND;
                                anything(l);
                                l.book.eventSigner = scene.keys.service;
                                KeyBook.rotate(l, scene.keys.service, SECOND);
                            }),
                    refuted(
                            "a_revoked_key_signs_on",
                            "密钥吊销之后仍用来签名",
                            "a revoked key signs on",
                            "2",
                            "KEY_REVOKED",
                            scene -> {
                                GoodLedger ledger = revoked(scene);
                                ledger.book.eventSigner = THIRD;
                                return goneOn(scene, ledger);
                            }),
                    middle(
                            "an_enrolment_that_no_valid_key_signed",
                            "登记新密钥的事件由新密钥自己签名",
                            "a key enrols itself",
                            "SIGNATURE_KEY",
                            (scene, l) -> {
                                l.book.eventSigner = THIRD;
                                KeyBook.append(l, KeyBook.service(THIRD, ""));
                                anything(l);
                                l.book.eventSigner = scene.keys.service;
                            }),
                    middle(
                            "a_rotation_that_the_old_key_did_not_sign",
                            "密钥轮换没有旧密钥的签名",
                            "a rotation that the old key did not sign",
                            "KEY_SUCCESSION",
                            (scene, l) ->
                                    KeyBook.append(
                                            l,
                                            with(
                                                    KeyBook.rotation(scene.keys.service, SECOND),
                                                    "signature",
                                                    KeyBook.rotation(THIRD, SECOND).signature()))),
                    middle(
                            "an_officers_key_enrolled_by_a_forged_proof",
                            "以伪造的持有证明登记执法人员密钥",
                            "an officer's key is enrolled by a proof of another key",
                            "KEY_PROOF",
                            (scene, l) ->
                                    KeyBook.append(
                                            l,
                                            with(
                                                    KeyBook.officer(THIRD, "o-1"),
                                                    "proof",
                                                    KeyBook.proof(
                                                            SECOND,
                                                            KeyEvent.OFFICER,
                                                            Keys.BUREAU,
                                                            "o-1")))),
                    middle(
                            "a_proof_of_one_officer_used_for_another",
                            "用一名人员的持有证明为另一人登记密钥",
                            "a proof given for one officer enrols the key for another",
                            "KEY_PROOF",
                            (scene, l) ->
                                    KeyBook.append(
                                            l,
                                            with(KeyBook.officer(THIRD, "o-1"), "holder", "o-2"))),
                    middle(
                            "one_key_enrolled_under_two_names",
                            "同一把密钥以两个人的名义登记",
                            "one key is enrolled under two names",
                            "KEY_TWICE",
                            (scene, l) -> {
                                KeyBook.append(l, KeyBook.officer(THIRD, "o-1"));
                                KeyBook.append(l, KeyBook.officer(THIRD, "o-2"));
                            }),
                    middle(
                            "an_officer_signs_for_another",
                            "一名人员以自己的密钥替另一人签名",
                            "an officer signs for another",
                            "KEY_OF_OTHER_OFFICER",
                            (scene, l) -> {
                                KeyBook.append(l, KeyBook.officer(THIRD, "o-2"));
                                signedBesides(l, THIRD);
                            }),
                    middle(
                            "a_party_signs_for_an_officer",
                            "参与方的密钥冒充人员签名",
                            "a party's key signs in the place of an officer's",
                            "SIGNATURE_KEY",
                            (scene, l) -> signedBesides(l, scene.keys.supervisingParty)),
                    middle(
                            "an_event_signed_by_an_officer_alone",
                            "事件只有人员签名，没有服务签名",
                            "an event with an officer's signature alone",
                            "SERVICE_SIGNATURE_MISSING",
                            (scene, l) -> {
                                KeyBook.append(l, KeyBook.officer(THIRD, "o-1"));
                                l.book.eventSigner = THIRD;
                                anything(l);
                                l.book.eventSigner = scene.keys.service;
                            }),
                    refuted(
                            "an_event_without_the_officers_signature_that_the_policy_asks_for",
                            "策略要求本人签名的事件只有服务签名",
                            "an event without the officer's signature that the policy asks for",
                            "2",
                            "OFFICER_SIGNATURE_MISSING",
                            scene -> middle(scene, KeyCrimes::anything).under(strict(scene))),
                    refuted(
                            "an_officers_key_without_a_certificate",
                            "策略要求证书，服务却自行登记人员密钥",
                            "an officer's key is enrolled by the service alone, without a certificate",
                            "2",
                            "OFFICER_CHAIN_MISSING",
                            scene ->
                                    middle(
                                                    scene,
                                                    l ->
                                                            KeyBook.append(
                                                                    l,
                                                                    KeyBook.officer(THIRD, "o-1")))
                                            .under(rooted(scene, certificate()))),
                    refuted(
                            "an_officers_key_under_somebody_elses_certificate",
                            "以他人的证书登记人员密钥",
                            "an officer's key is enrolled under a certificate of another key",
                            "2",
                            "OFFICER_CHAIN",
                            KeyCrimes::othersCertificate),
                    refuted(
                            "another_bureaus_service_key_signs_for_this_one",
                            "别的机构的服务密钥替本机构签名",
                            "another bureau's service key signs for this one",
                            "2",
                            "KEY_OF_OTHER_BUREAU",
                            scene ->
                                    twoBureaus(
                                            scene,
                                            l -> {
                                                l.book.eventSigner = SECOND;
                                                anything(l);
                                                l.book.eventSigner = scene.keys.service;
                                            })),
                    refuted(
                            "another_bureaus_service_key_enrols_one_for_this",
                            "别的机构的服务密钥替本机构登记密钥",
                            "another bureau's service key enrols a key for this one",
                            "2",
                            "KEY_OF_OTHER_BUREAU",
                            scene ->
                                    twoBureaus(
                                            scene,
                                            l -> {
                                                l.book.eventSigner = SECOND;
                                                KeyBook.append(
                                                        l, KeyBook.service(THIRD, Keys.BUREAU));
                                                l.book.eventSigner = scene.keys.service;
                                            })),
                    undecided(
                            "what_a_stolen_key_signed_unseen",
                            "失窃密钥签过、吊销前无人见证的事件",
                            "a stolen key signed what nobody outside had seen before its revocation",
                            "2",
                            "KEY_COMPROMISED",
                            scene -> compromised(scene, true)),
                    undecided(
                            "what_was_witnessed_only_after_the_theft",
                            "失窃之后才见证的事件",
                            "what was witnessed only after the theft",
                            "2",
                            "KEY_COMPROMISED",
                            KeyCrimes::stolenEarlier),
                    refuted(
                            "a_revocation_taken_out_by_the_thief",
                            "窃取密钥者删去吊销事件，整本账重新签名",
                            "the thief takes the revocation out and signs everything anew",
                            "6",
                            "NO_QUORUM",
                            scene ->
                                    scene.hand(
                                            Insider.rewrite(
                                                    revoked(scene).book,
                                                    events -> {
                                                        events.removeIf(
                                                                e ->
                                                                        e.data()
                                                                                instanceof
                                                                                KeyEvent
                                                                                        .KeyRevoked);
                                                        return events;
                                                    }))),
                    refuted(
                            "another_bureaus_service_key_signs_a_vacancy_of_this_ones_draw",
                            "别的机构的服务密钥签署本机构抽取的换人事件",
                            "another bureau's service key signs a vacancy of this one's draw",
                            "2",
                            "KEY_OF_OTHER_BUREAU",
                            scene -> twoBureaus(scene, l -> vacancyBySecond(scene, l))));

    static final List<Honest> HONEST =
            List.of(
                    new Honest(
                            "a_rotated_service_key_signs_on_and_seals",
                            "2",
                            List.of(),
                            scene -> scene.hand(rotated(scene).book)),
                    new Honest(
                            "a_key_enrolled_used_and_revoked",
                            "2",
                            List.of(),
                            scene -> scene.hand(revoked(scene).book)),
                    new Honest(
                            "an_officers_signature_beside_the_services",
                            "2",
                            List.of(),
                            scene -> middle(scene, KeyCrimes::officerSigned).under(strict(scene))),
                    new Honest(
                            "another_bureaus_service_key_signs_for_its_own",
                            "2",
                            List.of(),
                            scene ->
                                    twoBureaus(
                                            scene,
                                            l -> {
                                                l.book.eventSigner = SECOND;
                                                l.append(
                                                        ImportEvent.stream(GANGDONG, "1"),
                                                        Records.emptyImport());
                                                l.book.eventSigner = scene.keys.service;
                                            })),
                    new Honest(
                            "what_a_stolen_key_signed_in_sight_of_witnesses",
                            "2",
                            List.of(),
                            scene -> compromised(scene, false)));

    /** In the middle of an honest quarter something is done with keys; layer 2 must find it. */
    private static Crime middle(
            String name, String zh, String en, String code, BiConsumer<Scene, GoodLedger> crime) {
        return refuted(
                name, zh, en, "2", code, scene -> middle(scene, l -> crime.accept(scene, l)));
    }

    private static Handed middle(Scene scene, Consumer<GoodLedger> middle) {
        return scene.hand(ledger(scene, middle).book);
    }

    private static GoodLedger ledger(Scene scene, Consumer<GoodLedger> middle) {
        return scene.crookedLedger(o -> o.betweenFreezeAndAnnouncement = middle);
    }

    private static void anything(GoodLedger ledger) {
        ledger.append(
                ImportEvent.stream(Keys.BUREAU, "n" + ledger.book.size()), Records.emptyImport());
    }

    private static Handed goneOn(Scene scene, GoodLedger ledger) {
        anything(ledger);
        ledger.checkpoint();
        return scene.hand(ledger.book);
    }

    private static GoodLedger rotated(Scene scene) {
        return ledger(scene, l -> KeyBook.rotate(l, scene.keys.service, SECOND));
    }

    private static GoodLedger revoked(Scene scene) {
        return ledger(
                scene,
                l -> {
                    KeyBook.append(l, KeyBook.service(THIRD, ""));
                    l.book.eventSigner = THIRD;
                    anything(l);
                    l.book.eventSigner = scene.keys.service;
                    KeyBook.append(l, KeyBook.revocation(THIRD, "lost", ""));
                });
    }

    private static void officerSigned(GoodLedger ledger) {
        KeyBook.append(ledger, KeyBook.officer(THIRD, "o-1"));
        signedBesides(ledger, THIRD);
    }

    private static void signedBesides(GoodLedger ledger, PrivateKey key) {
        ledger.book.officerSigner = key;
        anything(ledger);
        ledger.book.officerSigner = null;
    }

    private static Policy strict(Scene scene) {
        return scene.keys
                .policy()
                .withOfficers(new OfficerRules(List.of("registry.imported"), List.of()));
    }

    private static Bytes certificate() {
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        return Bytes.of(StampAuthority.create("ca", from, new SecureRandom()).rootCertificate());
    }

    private static Policy rooted(Scene scene, Bytes certificate) {
        return scene.keys.policy().withOfficers(new OfficerRules(List.of(), List.of(certificate)));
    }

    private static Handed othersCertificate(Scene scene) {
        Bytes certificate = certificate();
        String chain = Base64.getEncoder().encodeToString(certificate.toArray());
        return middle(
                        scene,
                        l ->
                                KeyBook.append(
                                        l,
                                        with(
                                                KeyBook.officer(THIRD, "o-1"),
                                                "chain",
                                                List.of(chain))))
                .under(rooted(scene, certificate));
    }

    /** A city's ledger: a second bureau with a service and a key of its own. */
    private static Handed twoBureaus(Scene scene, Consumer<GoodLedger> middle) {
        PrivateKey first = scene.keys.service;
        GoodLedger ledger =
                scene.crookedLedger(
                        o -> {
                            o.betweenFreezeAndAnnouncement = middle;
                            o.tamper =
                                    Scene.each(
                                            OriginEvent.LedgerOpened.class,
                                            e ->
                                                    with(
                                                            e,
                                                            "serviceKeys",
                                                            List.of(
                                                                    key(Keys.BUREAU, first),
                                                                    key(GANGDONG, SECOND))));
                        });
        return scene.hand(ledger.book).under(ofTwoBureaus(scene.keys.policy()));
    }

    private static Map<String, Object> key(String bureau, PrivateKey key) {
        return Map.of("bureau", bureau, "key", key.publicKey().format());
    }

    private static Policy ofTwoBureaus(Policy one) {
        return new Policy(
                one.tlog(),
                one.origin(),
                List.of(one.serviceKeys().get(0), new ServiceKey(GANGDONG, SECOND.publicKey())),
                one.parties(),
                one.outsiders(),
                one.beacons(),
                one.marginSeconds(),
                one.lowestGrade(),
                one.requireLedger(),
                one.requireDraw(),
                List.of(Keys.BUREAU, GANGDONG),
                one.auditorKey());
    }

    /** The old key is declared compromised; before that it signed something unseen, or nothing. */
    private static Handed compromised(Scene scene, boolean unseen) {
        return middle(
                scene,
                l -> {
                    KeyBook.append(l, KeyBook.service(SECOND, ""));
                    l.checkpoint();
                    if (unseen) {
                        anything(l);
                    }
                    revoke(scene, l, "");
                });
    }

    private static Handed stolenEarlier(Scene scene) {
        return middle(
                scene,
                l -> {
                    KeyBook.append(l, KeyBook.service(SECOND, ""));
                    String since = l.book.events.get(l.book.events.size() - 1).time();
                    l.checkpoint();
                    revoke(scene, l, since);
                });
    }

    private static void revoke(Scene scene, GoodLedger ledger, String since) {
        ledger.book.eventSigner = SECOND;
        ledger.book.sealSigner = SECOND;
        KeyBook.append(ledger, KeyBook.revocation(scene.keys.service, KeyEvent.COMPROMISED, since));
    }

    private static void vacancyBySecond(Scene scene, GoodLedger ledger) {
        ledger.book.eventSigner = SECOND;
        ledger.append(
                VacancyEvent.stream(ledger.drawId),
                new VacancyEvent.VacancyRejected(ledger.drawId, 1, "样本"));
        ledger.book.eventSigner = scene.keys.service;
    }
}
