package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.bundle.Export;
import org.yanqian.ledger.bundle.ExportWriter;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.ImportEvent;
import org.yanqian.ledger.event.KeyEvent;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.event.VacancyEvent;
import org.yanqian.ledger.policy.OfficerRules;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.policy.ServiceKey;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.stamp.StampAuthority;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Verdict;
import org.yanqian.verifier.check.Verification;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Insider;
import org.yanqian.verifier.sample.KeyBook;
import org.yanqian.verifier.sample.Keys;
import org.yanqian.verifier.sample.Records;

/** Crimes with keys: old ones, stolen ones, those of others. */
class KeyAttackTest extends Attacks {
    private static final Keys OTHER = new Keys(Suite.GM, 7);
    private final PrivateKey second = OTHER.service;
    private final PrivateKey third = OTHER.stranger;

    /** An honest quarter in the middle of which something is done with keys. */
    private GoodLedger with(Consumer<GoodLedger> middle) {
        GoodLedger.Options options = new GoodLedger.Options();
        options.betweenFreezeAndAnnouncement = middle;
        return GoodLedger.build(keys, options);
    }

    private static void anything(GoodLedger ledger) {
        ledger.append(
                ImportEvent.stream(Keys.BUREAU, "n" + ledger.book.size()), Records.emptyImport());
    }

    private static void proven(Outcome outcome) {
        assertThat(codes(outcome)).doesNotContain("SIGNATURE_KEY", "KEY_NOT_VALID");
        assertThat(failed(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PROVEN);
    }

    @Test
    void a_rotated_service_key_signs_on_and_seals_the_export() {
        proven(verify(with(l -> KeyBook.rotate(l, keys.service, second)).book));
    }

    @Test
    void a_stolen_old_key_used_after_its_rotation_is_not_valid_there() {
        GoodLedger ledger = with(l -> KeyBook.rotate(l, keys.service, second));
        ledger.book.eventSigner = keys.service;
        anything(ledger);
        ledger.checkpoint();
        refuted(verify(ledger.book), "2", "KEY_NOT_VALID");
    }

    @Test
    void an_export_sealed_by_a_key_that_was_rotated_away_is_refuted() {
        GoodLedger ledger = with(l -> KeyBook.rotate(l, keys.service, second));
        ledger.book.sealSigner = keys.service;
        refuted(verify(ledger.book), "1", "SEAL_UNKNOWN_KEY");
    }

    @Test
    void a_new_key_used_before_its_rotation_is_unknown() {
        GoodLedger ledger =
                with(
                        l -> {
                            l.book.eventSigner = second;
                            anything(l);
                            l.book.eventSigner = keys.service;
                            KeyBook.rotate(l, keys.service, second);
                        });
        refuted(verify(ledger.book), "2", "SIGNATURE_KEY");
    }

    @Test
    void a_revoked_key_signs_nothing_any_more() {
        GoodLedger ledger =
                with(
                        l -> {
                            KeyBook.append(l, KeyBook.service(third, ""));
                            l.book.eventSigner = third;
                            anything(l);
                            l.book.eventSigner = keys.service;
                            KeyBook.append(l, KeyBook.revocation(third, "lost", ""));
                        });
        proven(verify(ledger.book));
        ledger.book.eventSigner = third;
        anything(ledger);
        ledger.checkpoint();
        refuted(verify(ledger.book), "2", "KEY_REVOKED");
    }

    @Test
    void an_enrolment_not_signed_by_a_valid_key_makes_no_key_valid() {
        GoodLedger ledger =
                with(
                        l -> {
                            l.book.eventSigner = third;
                            KeyBook.append(l, KeyBook.service(third, ""));
                            anything(l);
                            l.book.eventSigner = keys.service;
                        });
        Outcome outcome = verify(ledger.book);
        refuted(outcome, "2", "SIGNATURE_KEY");
        assertThat(
                        outcome.layers().get(1).findings().stream()
                                .filter(f -> f.code().equals("SIGNATURE_KEY")))
                .hasSize(2);
    }

    @Test
    void a_rotation_that_the_old_key_did_not_sign_is_none() {
        GoodLedger ledger =
                with(
                        l -> {
                            KeyEvent.KeyRotated good = KeyBook.rotation(keys.service, second);
                            KeyEvent.KeyRotated forged =
                                    with(
                                            good,
                                            "signature",
                                            KeyBook.rotation(third, second).signature());
                            KeyBook.append(l, forged);
                        });
        refuted(verify(ledger.book), "2", "KEY_SUCCESSION");
    }

    @Test
    void an_officers_key_enrolled_by_a_forged_proof_is_refuted() {
        GoodLedger ledger =
                with(
                        l ->
                                KeyBook.append(
                                        l,
                                        with(
                                                KeyBook.officer(third, "o-1"),
                                                "proof",
                                                KeyBook.proof(
                                                        second,
                                                        KeyEvent.OFFICER,
                                                        Keys.BUREAU,
                                                        "o-1"))));
        refuted(verify(ledger.book), "2", "KEY_PROOF");
    }

    @Test
    void a_proof_given_for_one_officer_does_not_enrol_the_key_for_another() {
        GoodLedger ledger =
                with(l -> KeyBook.append(l, with(KeyBook.officer(third, "o-1"), "holder", "o-2")));
        refuted(verify(ledger.book), "2", "KEY_PROOF");
    }

    @Test
    void a_key_revoked_is_not_enrolled_again_under_another_name() {
        GoodLedger ledger =
                with(
                        l -> {
                            KeyBook.append(l, KeyBook.officer(third, "o-1"));
                            KeyBook.append(l, KeyBook.officer(third, "o-2"));
                        });
        refuted(verify(ledger.book), "2", "KEY_TWICE");
    }

    @Test
    void an_officers_own_signature_stands_beside_the_services() {
        GoodLedger ledger =
                with(
                        l -> {
                            KeyBook.append(l, KeyBook.officer(third, "o-1"));
                            l.book.officerSigner = third;
                            anything(l);
                            l.book.officerSigner = null;
                        });
        proven(verify(ledger.book));
    }

    @Test
    void an_officer_does_not_sign_for_another_nor_a_party_for_the_service() {
        GoodLedger other =
                with(
                        l -> {
                            KeyBook.append(l, KeyBook.officer(third, "o-2"));
                            l.book.officerSigner = third;
                            anything(l);
                            l.book.officerSigner = null;
                        });
        refuted(verify(other.book), "2", "KEY_OF_OTHER_OFFICER");
        GoodLedger party =
                with(
                        l -> {
                            l.book.officerSigner = keys.supervisingParty;
                            anything(l);
                            l.book.officerSigner = null;
                        });
        refuted(verify(party.book), "2", "SIGNATURE_KEY");
    }

    @Test
    void an_event_with_an_officers_signature_alone_lacks_the_services() {
        GoodLedger ledger =
                with(
                        l -> {
                            KeyBook.append(l, KeyBook.officer(third, "o-1"));
                            l.book.eventSigner = third;
                            anything(l);
                            l.book.eventSigner = keys.service;
                        });
        refuted(verify(ledger.book), "2", "SERVICE_SIGNATURE_MISSING");
    }

    @Test
    void an_event_without_the_officers_signature_that_the_policy_asks_for_is_refuted() {
        Policy strict =
                keys.policy()
                        .withOfficers(new OfficerRules(List.of("registry.imported"), List.of()));
        GoodLedger signed =
                with(
                        l -> {
                            KeyBook.append(l, KeyBook.officer(third, "o-1"));
                            l.book.officerSigner = third;
                            anything(l);
                            l.book.officerSigner = null;
                        });
        proven(verify(signed, strict));
        refuted(verify(with(KeyAttackTest::anything), strict), "2", "OFFICER_SIGNATURE_MISSING");
    }

    @Test
    void an_officers_key_enrolled_by_the_service_alone_leads_to_no_root_of_the_policy() {
        StampAuthority authority =
                StampAuthority.create(
                        "ca", Instant.parse("2026-01-01T00:00:00Z"), new SecureRandom());
        String certificate = Base64.getEncoder().encodeToString(authority.rootCertificate());
        Policy rooted =
                keys.policy()
                        .withOfficers(
                                new OfficerRules(
                                        List.of(), List.of(Bytes.of(authority.rootCertificate()))));
        GoodLedger none = with(l -> KeyBook.append(l, KeyBook.officer(third, "o-1")));
        refuted(verify(none, rooted), "2", "OFFICER_CHAIN_MISSING");
        GoodLedger another =
                with(
                        l ->
                                KeyBook.append(
                                        l,
                                        with(
                                                KeyBook.officer(third, "o-1"),
                                                "chain",
                                                List.of(certificate))));
        refuted(verify(another, rooted), "2", "OFFICER_CHAIN");
    }

    private Outcome verify(GoodLedger ledger, Policy policy) {
        Path export = folder.resolve("export" + exports++);
        ExportWriter.write(ledger.book, export);
        return new Verification(policy, List.of(), item -> {}).ledger(Export.open(export));
    }

    /** The policy of a city: a second bureau with a service and a key of its own. */
    private Policy ofTwoBureaus() {
        Policy one = keys.policy();
        return new Policy(
                one.tlog(),
                one.origin(),
                List.of(one.serviceKeys().get(0), new ServiceKey("gangdong", second.publicKey())),
                one.parties(),
                one.outsiders(),
                one.beacons(),
                one.marginSeconds(),
                one.lowestGrade(),
                one.requireLedger(),
                one.requireDraw(),
                List.of(Keys.BUREAU, "gangdong"),
                one.auditorKey());
    }

    private GoodLedger ofTwoServices(Consumer<GoodLedger> middle) {
        GoodLedger.Options options = new GoodLedger.Options();
        options.betweenFreezeAndAnnouncement = middle;
        options.tamper =
                data ->
                        data instanceof OriginEvent.LedgerOpened o
                                ? with(
                                        o,
                                        "serviceKeys",
                                        List.of(
                                                Map.of(
                                                        "bureau",
                                                        Keys.BUREAU,
                                                        "key",
                                                        keys.service.publicKey().format()),
                                                Map.of(
                                                        "bureau",
                                                        "gangdong",
                                                        "key",
                                                        second.publicKey().format())))
                                : data;
        return GoodLedger.build(keys, options);
    }

    @Test
    void another_bureaus_service_key_does_not_sign_for_this_one() {
        GoodLedger honest =
                ofTwoServices(
                        l -> {
                            l.book.eventSigner = second;
                            l.append(ImportEvent.stream("gangdong", "1"), Records.emptyImport());
                            l.book.eventSigner = keys.service;
                        });
        proven(verify(honest, ofTwoBureaus()));
        GoodLedger foreign =
                ofTwoServices(
                        l -> {
                            l.book.eventSigner = second;
                            anything(l);
                            l.book.eventSigner = keys.service;
                        });
        refuted(verify(foreign, ofTwoBureaus()), "2", "KEY_OF_OTHER_BUREAU");
    }

    @Test
    void another_bureaus_service_key_enrols_no_key_for_this_one() {
        GoodLedger ledger =
                ofTwoServices(
                        l -> {
                            l.book.eventSigner = second;
                            KeyBook.append(l, KeyBook.service(third, Keys.BUREAU));
                            l.book.eventSigner = keys.service;
                        });
        refuted(verify(ledger, ofTwoBureaus()), "2", "KEY_OF_OTHER_BUREAU");
    }

    @Test
    void what_a_stolen_key_signed_counts_only_where_it_was_witnessed_before() {
        GoodLedger seen =
                with(
                        l -> {
                            KeyBook.append(l, KeyBook.service(second, ""));
                            l.checkpoint();
                            l.book.eventSigner = second;
                            l.book.sealSigner = second;
                            KeyBook.append(
                                    l, KeyBook.revocation(keys.service, KeyEvent.COMPROMISED, ""));
                        });
        proven(verify(seen.book));
        GoodLedger unseen =
                with(
                        l -> {
                            KeyBook.append(l, KeyBook.service(second, ""));
                            l.checkpoint();
                            anything(l);
                            l.book.eventSigner = second;
                            l.book.sealSigner = second;
                            KeyBook.append(
                                    l, KeyBook.revocation(keys.service, KeyEvent.COMPROMISED, ""));
                        });
        Outcome outcome = verify(unseen.book);
        assertThat(codes(outcome)).contains("KEY_COMPROMISED");
        assertThat(outcome.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
    }

    @Test
    void what_was_witnessed_only_after_the_theft_is_undecided() {
        String[] since = new String[1];
        GoodLedger ledger =
                with(
                        l -> {
                            KeyBook.append(l, KeyBook.service(second, ""));
                            LedgerEvent last = l.book.events.get(l.book.events.size() - 1);
                            since[0] = last.time();
                            l.checkpoint();
                            l.book.eventSigner = second;
                            l.book.sealSigner = second;
                            KeyBook.append(
                                    l,
                                    KeyBook.revocation(
                                            keys.service, KeyEvent.COMPROMISED, since[0]));
                        });
        assertThat(EventCodec.parseTime(since[0])).isNotNull();
        Outcome outcome = verify(ledger.book);
        assertThat(failed(outcome)).isEmpty();
        assertThat(codes(outcome)).contains("KEY_COMPROMISED");
        assertThat(outcome.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
    }

    @Test
    void a_revocation_taken_out_by_the_thief_has_no_witnesses() {
        GoodLedger ledger =
                with(
                        l -> {
                            KeyBook.append(l, KeyBook.service(third, ""));
                            KeyBook.append(l, KeyBook.revocation(third, "lost", ""));
                        });
        Outcome outcome =
                verify(
                        Insider.rewrite(
                                ledger.book,
                                events -> {
                                    events.removeIf(e -> e.data() instanceof KeyEvent.KeyRevoked);
                                    return events;
                                }));
        refuted(outcome, "6", "NO_QUORUM");
    }

    private GoodLedger succeeded(KeyEvent.PartyKeySucceeded event, PrivateKey signer) {
        GoodLedger.Options options = new GoodLedger.Options();
        options.supervisingSigner = signer;
        options.beforeOpening = l -> KeyBook.append(l, event);
        return GoodLedger.build(keys, options);
    }

    @Test
    void a_partys_key_is_succeeded_by_its_own_signature() {
        KeyEvent.PartyKeySucceeded honest =
                KeyBook.succession(Keys.SUPERVISING_PARTY, keys.supervisingParty, third);
        proven(verify(succeeded(honest, third).book));
    }

    @Test
    void a_partys_old_key_does_not_speak_in_draws_opened_after_its_succession() {
        KeyEvent.PartyKeySucceeded honest =
                KeyBook.succession(Keys.SUPERVISING_PARTY, keys.supervisingParty, third);
        Outcome outcome = verify(succeeded(honest, keys.supervisingParty).book);
        refuted(outcome, "2", "PARTY_KEY");
        assertThat(codes(outcome)).contains("PARTY_SIGNATURE");
    }

    @Test
    void the_service_does_not_give_the_supervising_party_another_key() {
        KeyEvent.PartyKeySucceeded forged =
                with(
                        KeyBook.succession(Keys.SUPERVISING_PARTY, keys.service, third),
                        "old",
                        keys.supervisingParty.publicKey().format());
        Outcome outcome = verify(succeeded(forged, third).book);
        refuted(outcome, "2", "KEY_SUCCESSION");
        assertThat(codes(outcome)).contains("PARTY_KEY", "PARTY_SIGNATURE");
    }

    @Test
    void a_party_is_not_succeeded_by_another_partys_key() {
        KeyEvent.PartyKeySucceeded stolen =
                KeyBook.succession(Keys.SUPERVISING_PARTY, keys.bureauParty, third);
        refuted(verify(succeeded(stolen, third).book), "2", "KEY_UNKNOWN");
    }

    /** Succeeded between the draw and the countersignature of its second vacancy. */
    private Outcome countersignedBy(PrivateKey key) {
        GoodLedger.Options options = new GoodLedger.Options();
        options.vacancies = 2;
        options.countersigner = key;
        options.afterTheDraw =
                l ->
                        KeyBook.append(
                                l,
                                KeyBook.succession(
                                        Keys.SUPERVISING_PARTY, keys.supervisingParty, third));
        return verify(GoodLedger.build(keys, options).book);
    }

    @Test
    void after_a_succession_the_new_key_countersigns_also_in_draws_opened_before_it() {
        proven(countersignedBy(third));
    }

    @Test
    void a_partys_old_key_countersigns_nothing_after_its_succession() {
        refuted(countersignedBy(keys.supervisingParty), "11", "COUNTERSIGNATURE_WRONG");
    }

    @Test
    void a_successor_countersigns_nothing_before_its_succession() {
        GoodLedger.Options options = new GoodLedger.Options();
        options.vacancies = 2;
        options.countersigner = third;
        refuted(verify(GoodLedger.build(keys, options).book), "11", "COUNTERSIGNATURE_WRONG");
    }

    @Test
    void another_bureaus_service_key_signs_no_vacancy_of_this_ones_draw() {
        GoodLedger foreign =
                ofTwoServices(
                        l -> {
                            l.book.eventSigner = second;
                            l.append(
                                    VacancyEvent.stream(l.drawId),
                                    new VacancyEvent.VacancyRejected(l.drawId, 1, "样本"));
                            l.book.eventSigner = keys.service;
                        });
        refuted(verify(foreign, ofTwoBureaus()), "2", "KEY_OF_OTHER_BUREAU");
    }
}
