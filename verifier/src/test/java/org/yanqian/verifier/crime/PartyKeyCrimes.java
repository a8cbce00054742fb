package org.yanqian.verifier.crime;

import static org.yanqian.verifier.crime.Crime.refuted;
import static org.yanqian.verifier.crime.Scene.with;

import java.util.List;
import org.yanqian.ledger.event.KeyEvent;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.verifier.sample.KeyBook;
import org.yanqian.verifier.sample.Keys;

/** A supervising party's key succeeded by others, or used when its time is over. */
final class PartyKeyCrimes {
    private static final PrivateKey THIRD = new Keys(Suite.GM, 7).stranger;

    private PartyKeyCrimes() {}

    static final List<Crime> ALL =
            List.of(
                    refuted(
                            "a_partys_old_key_speaks_after_its_succession",
                            "参与方换钥之后仍用旧密钥参加抽取",
                            "a party's old key speaks in a draw opened after its succession",
                            "2",
                            "PARTY_KEY",
                            scene ->
                                    succeeded(
                                            scene,
                                            honestSuccession(scene),
                                            scene.keys.supervisingParty)),
                    refuted(
                            "the_service_gives_the_supervising_party_another_key",
                            "服务替监督方换上另一把密钥",
                            "the service gives the supervising party another key",
                            "2",
                            "KEY_SUCCESSION",
                            scene ->
                                    succeeded(
                                            scene,
                                            with(
                                                    KeyBook.succession(
                                                            Keys.SUPERVISING_PARTY,
                                                            scene.keys.service,
                                                            THIRD),
                                                    "old",
                                                    scene.keys
                                                            .supervisingParty
                                                            .publicKey()
                                                            .format()),
                                            THIRD)),
                    refuted(
                            "a_party_succeeded_by_another_partys_key",
                            "用另一方的密钥替监督方换钥",
                            "the supervising party's key is succeeded by another party's word",
                            "2",
                            "KEY_UNKNOWN",
                            scene ->
                                    succeeded(
                                            scene,
                                            KeyBook.succession(
                                                    Keys.SUPERVISING_PARTY,
                                                    scene.keys.bureauParty,
                                                    THIRD),
                                            THIRD)),
                    refuted(
                            "a_partys_old_key_countersigns_after_its_succession",
                            "监督方换钥之后仍用旧密钥会签",
                            "a party's old key countersigns after its succession",
                            "11",
                            "COUNTERSIGNATURE_WRONG",
                            scene -> countersigned(scene, scene.keys.supervisingParty, true)),
                    refuted(
                            "a_successor_countersigns_before_its_succession",
                            "新密钥在换钥之前已用来会签",
                            "a successor countersigns before its succession",
                            "11",
                            "COUNTERSIGNATURE_WRONG",
                            scene -> countersigned(scene, THIRD, false)));

    static final List<Honest> HONEST =
            List.of(
                    new Honest(
                            "a_partys_key_succeeded_by_its_own_signature",
                            "2",
                            List.of(),
                            scene -> succeeded(scene, honestSuccession(scene), THIRD)),
                    new Honest(
                            "the_new_key_countersigns_in_draws_opened_before_its_succession",
                            "11",
                            List.of(),
                            scene -> countersigned(scene, THIRD, true)));

    private static KeyEvent.PartyKeySucceeded honestSuccession(Scene scene) {
        return KeyBook.succession(Keys.SUPERVISING_PARTY, scene.keys.supervisingParty, THIRD);
    }

    private static Handed succeeded(
            Scene scene, KeyEvent.PartyKeySucceeded event, PrivateKey signer) {
        return scene.bent(
                o -> {
                    o.supervisingSigner = signer;
                    o.beforeOpening = l -> KeyBook.append(l, event);
                });
    }

    /** Succeeded, if at all, between the draw and the countersignature of its second vacancy. */
    private static Handed countersigned(Scene scene, PrivateKey key, boolean succeeded) {
        return scene.bent(
                o -> {
                    o.vacancies = 2;
                    o.countersigner = key;
                    if (succeeded) {
                        o.afterTheDraw = l -> KeyBook.append(l, honestSuccession(scene));
                    }
                });
    }
}
