package org.yanqian.command.draw;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;
import org.yanqian.command.Refused;
import org.yanqian.command.draw.VacancyCommands.AnnounceVacancy;
import org.yanqian.command.draw.VacancyCommands.ConfirmVacancyBeacon;
import org.yanqian.command.draw.VacancyCommands.CountersignVacancy;
import org.yanqian.command.draw.VacancyCommands.DecideLoan;
import org.yanqian.command.draw.VacancyCommands.ExecuteVacancy;
import org.yanqian.command.draw.VacancyCommands.RejectVacancy;
import org.yanqian.command.draw.VacancyCommands.RequestLoan;
import org.yanqian.command.draw.VacancyCommands.RequestVacancy;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.DrawEvent.BeaconTerms;
import org.yanqian.ledger.event.DrawEvent.BeaconValue;
import org.yanqian.ledger.event.DrawEvent.Party;
import org.yanqian.ledger.event.VacancyEvent;
import org.yanqian.ledger.event.VacancyEvent.Lent;
import org.yanqian.ledger.event.VacancyEvent.LoanDecided;
import org.yanqian.ledger.event.VacancyEvent.LoanRequested;
import org.yanqian.ledger.event.VacancyEvent.Place;
import org.yanqian.ledger.event.VacancyEvent.Slot;
import org.yanqian.ledger.event.VacancyEvent.VacancyAnnounced;
import org.yanqian.ledger.event.VacancyEvent.VacancyBeaconConfirmed;
import org.yanqian.ledger.event.VacancyEvent.VacancyCountersigned;
import org.yanqian.ledger.event.VacancyEvent.VacancyExecuted;
import org.yanqian.ledger.event.VacancyEvent.VacancyRejected;
import org.yanqian.ledger.event.VacancyEvent.VacancyRequested;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;

/** One open vacancy at a time, asked by one and approved by another; loans granted by the lender. */
class VacanciesTest {
    private static final String ID = "yanqian.sample/t/yunling/2026/0001";
    private static final String STREAM = VacancyEvent.stream(ID);
    private static final String HASH = "ab".repeat(32);
    private static final String VISIT = "cd".repeat(32);
    private static final Actor OPERATOR = new Actor("yunling", "o-1", "draw-operator");
    private static final Actor SAME_PERSON = new Actor("yunling", "o-1", "approver");
    private static final Actor APPROVER = new Actor("yunling", "o-9", "approver");
    private static final Actor LENDER = new Actor("qingxi", "q-9", "approver");
    private static final Actor INSIDER = new Actor("yunling", "o-2", "seed-party");
    private static final Actor OVERSEER = new Actor("discipline", "d-1", "seed-party");
    private static final Place PLACE = new Place(VISIT, "enforcement", HASH, "病假（样本）", HASH);
    private static final VacancyRequested ASKED =
            new VacancyRequested(ID, 1, false, List.of(PLACE));
    private static final String NOT_BEFORE = "2026-11-23T00:00:00.000Z";
    private static final Instant ROLLED = Instant.parse("2026-11-23T01:00:00Z");
    private static final BeaconTerms DICE =
            new BeaconTerms(Beacon.DICE, 0, NOT_BEFORE, 20, List.of(), "");
    private static final BeaconTerms NONE = new BeaconTerms(Beacon.NONE, 0, "", 0, List.of(), "");
    private static final BeaconValue VALUE =
            new BeaconValue(Beacon.DICE, 0, "", "", "31415926535897932384", List.of());
    private static final LoanRequested LOAN =
            new LoanRequested(
                    ID, 1, "qingxi", List.of(new Lent("RY00021", "99042100021")), 2, "人员不足（样本）");

    private final SecureRandom random = new SecureRandom();
    private final PrivateKey discipline = PrivateKey.generate(Suite.GM, random);
    private final PrivateKey other = PrivateKey.generate(Suite.GM, random);
    private final List<Party> speakers =
            List.of(new Party("discipline", discipline.publicKey().format(), true));

    private static Object by(Actor actor, Object event) {
        return new GenericEventMessage<>(event, MetaData.with("actor", actor));
    }

    private static VacancyAnnounced announced(long k, long request, BeaconTerms terms) {
        return new VacancyAnnounced(
                ID,
                k,
                request,
                HASH,
                List.of(new Slot(VISIT, "enforcement", HASH, 3, HASH)),
                "2026-11-22",
                9,
                terms,
                600);
    }

    private static VacancyExecuted executed(long k) {
        return new VacancyExecuted(ID, k, HASH, VALUE, "B", false, List.of());
    }

    private static List<Object> asked(Object... more) {
        List<Object> events = new ArrayList<>(List.of(by(OPERATOR, ASKED)));
        events.addAll(Arrays.asList(more));
        return events;
    }

    private void accepted(List<Object> given, Object command, Object... events) {
        new AggregateTestFixture<>(Vacancies.class).given(given).when(command).expectEvents(events);
    }

    private void refused(List<Object> given, Object command, RefusalCode code) {
        new AggregateTestFixture<>(Vacancies.class)
                .given(given)
                .when(command)
                .expectException(Refused.with(code))
                .expectNoEvents();
    }

    private static RequestVacancy ask(Place... places) {
        return new RequestVacancy(STREAM, ID, false, List.of(places));
    }

    @Test
    void a_vacancy_is_asked_with_reason_and_evidence_one_at_a_time() {
        accepted(List.of(), ask(PLACE), ASKED);
        refused(List.of(), ask(), RefusalCode.VACANCY_PLACE_UNKNOWN);
        refused(List.of(), ask(PLACE, PLACE), RefusalCode.VACANCY_PLACE_UNKNOWN);
        Place mute = new Place(VISIT, "enforcement", HASH, " ", HASH);
        refused(List.of(), ask(mute), RefusalCode.REASON_MISSING);
        Place bare = new Place(VISIT, "enforcement", HASH, "病假", "");
        refused(List.of(), ask(bare), RefusalCode.EVIDENCE_MISSING);
        refused(asked(), ask(PLACE), RefusalCode.REQUEST_OPEN);
        refused(asked(announced(1, 1, DICE)), ask(PLACE), RefusalCode.VACANCY_OPEN);
        accepted(
                asked(new VacancyRejected(ID, 1, "不属实")),
                ask(PLACE),
                new VacancyRequested(ID, 2, false, List.of(PLACE)));
    }

    @Test
    void nobody_decides_what_he_asked_for() {
        accepted(
                asked(),
                new RejectVacancy(STREAM, 1, "不属实", APPROVER),
                new VacancyRejected(ID, 1, "不属实"));
        refused(asked(), new RejectVacancy(STREAM, 1, "不属实", SAME_PERSON), RefusalCode.SAME_PERSON);
        accepted(
                asked(),
                new AnnounceVacancy(STREAM, announced(1, 1, DICE), APPROVER),
                announced(1, 1, DICE));
        refused(
                asked(),
                new AnnounceVacancy(STREAM, announced(1, 1, DICE), SAME_PERSON),
                RefusalCode.SAME_PERSON);
        refused(
                asked(),
                new AnnounceVacancy(STREAM, announced(2, 1, DICE), APPROVER),
                RefusalCode.CONFLICT);
        refused(
                asked(),
                new AnnounceVacancy(STREAM, announced(1, 1, NONE), APPROVER),
                RefusalCode.BEACON_TERMS_INVALID);
    }

    private CountersignVacancy countersign(PrivateKey key, Actor actor, String kind) {
        byte[] message = Labels.countersignature(kind, ID, Bytes.ofHex(HASH));
        return new CountersignVacancy(
                STREAM, 2, HASH, speakers, "yunling", Hex.format(key.sign(message)), actor);
    }

    @Test
    void a_second_vacancy_of_a_visit_waits_for_the_supervising_party() {
        List<Object> second =
                asked(
                        announced(1, 1, DICE),
                        executed(1),
                        by(OPERATOR, new VacancyRequested(ID, 2, false, List.of(PLACE))));
        AnnounceVacancy announce = new AnnounceVacancy(STREAM, announced(2, 2, DICE), APPROVER);
        refused(second, announce, RefusalCode.VACANCY_NOT_COUNTERSIGNED);
        CountersignVacancy good = countersign(discipline, OVERSEER, "vacancy");
        VacancyCountersigned signed =
                new VacancyCountersigned(ID, 2, HASH, "discipline", good.signature());
        accepted(second, good, signed);
        refused(
                second,
                countersign(other, OVERSEER, "vacancy"),
                RefusalCode.PARTY_SIGNATURE_INVALID);
        refused(
                second,
                countersign(discipline, OVERSEER, "void"),
                RefusalCode.PARTY_SIGNATURE_INVALID);
        refused(
                second,
                countersign(discipline, INSIDER, "vacancy"),
                RefusalCode.ACTOR_ON_BOTH_SIDES);
        second.add(signed);
        accepted(second, announce, announced(2, 2, DICE));
    }

    private ConfirmVacancyBeacon confirm(PrivateKey key, BeaconValue value, Instant at) {
        byte[] message =
                Labels.confirmation(ID, Bytes.ofHex(HASH), new Beacon.Dice(VALUE.digits()));
        return new ConfirmVacancyBeacon(
                STREAM,
                new VacancyBeaconConfirmed(
                        ID, 1, "discipline", value, Hex.format(key.sign(message))),
                HASH,
                speakers,
                "yunling",
                OVERSEER,
                at);
    }

    @Test
    void what_is_rolled_is_confirmed_once_by_the_partys_own_key_and_not_before_its_time() {
        List<Object> open = asked(announced(1, 1, DICE));
        ConfirmVacancyBeacon good = confirm(discipline, VALUE, ROLLED);
        accepted(open, good, good.confirmed());
        refused(asked(), good, RefusalCode.VACANCY_NOT_OPEN);
        refused(open, confirm(other, VALUE, ROLLED), RefusalCode.PARTY_SIGNATURE_INVALID);
        refused(
                open,
                confirm(discipline, VALUE, Instant.parse("2026-11-22T23:59:59Z")),
                RefusalCode.BEACON_TOO_EARLY);
        BeaconValue fewer =
                new BeaconValue(Beacon.DICE, 0, "", "", "314159265358979323846", List.of());
        refused(open, confirm(discipline, fewer, ROLLED), RefusalCode.BEACON_MISMATCH);
        open.add(good.confirmed());
        refused(open, good, RefusalCode.PARTY_REVEALED_ALREADY);
    }

    @Test
    void only_an_announced_vacancy_is_executed_and_once() {
        ExecuteVacancy execute = new ExecuteVacancy(STREAM, executed(1));
        refused(asked(), execute, RefusalCode.VACANCY_NOT_OPEN);
        accepted(asked(announced(1, 1, DICE)), execute, executed(1));
        refused(asked(announced(1, 1, DICE), executed(1)), execute, RefusalCode.VACANCY_NOT_OPEN);
    }

    @Test
    void inspectors_are_lent_by_the_bureau_that_has_them() {
        accepted(List.of(), new RequestLoan(STREAM, LOAN), LOAN);
        LoanRequested nobody = new LoanRequested(ID, 0, "qingxi", List.of(), 2, "样本");
        refused(List.of(), new RequestLoan(STREAM, nobody), RefusalCode.LOAN_NOT_POSSIBLE);
        LoanRequested endless = new LoanRequested(ID, 0, "qingxi", LOAN.inspectors(), 65, "样本");
        refused(List.of(), new RequestLoan(STREAM, endless), RefusalCode.LOAN_NOT_POSSIBLE);
        LoanRequested mute = new LoanRequested(ID, 0, "qingxi", LOAN.inspectors(), 2, " ");
        refused(List.of(), new RequestLoan(STREAM, mute), RefusalCode.REASON_MISSING);
        List<Object> open = List.of(by(OPERATOR, LOAN));
        refused(open, new RequestLoan(STREAM, LOAN), RefusalCode.REQUEST_OPEN);
        accepted(
                open,
                new DecideLoan(STREAM, 1, true, "同意", LENDER),
                new LoanDecided(ID, 1, true, "同意"));
        refused(open, new DecideLoan(STREAM, 1, true, "", APPROVER), RefusalCode.WRONG_BUREAU);
        refused(
                open,
                new DecideLoan(STREAM, 1, true, "", new Actor("qingxi", "o-1", "approver")),
                RefusalCode.SAME_PERSON);
    }

    @Test
    void a_loan_is_not_a_vacancy_and_a_vacancy_no_loan() {
        List<Object> loan = List.of(by(OPERATOR, LOAN));
        refused(
                loan,
                new AnnounceVacancy(STREAM, announced(1, 1, DICE), APPROVER),
                RefusalCode.REQUEST_UNKNOWN);
        refused(loan, new RejectVacancy(STREAM, 1, "样本", APPROVER), RefusalCode.REQUEST_UNKNOWN);
        refused(
                asked(),
                new DecideLoan(STREAM, 1, true, "样本", LENDER),
                RefusalCode.REQUEST_UNKNOWN);
    }
}
