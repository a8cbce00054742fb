package org.yanqian.command.draw;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;
import org.yanqian.command.Refused;
import org.yanqian.command.draw.ClosureCommands.ConfirmClosure;
import org.yanqian.command.draw.ClosureCommands.CountersignClosure;
import org.yanqian.command.draw.ClosureCommands.DecideClosure;
import org.yanqian.command.draw.ClosureCommands.ReportClosure;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.ClosureEvent;
import org.yanqian.ledger.event.ClosureEvent.ClosureConfirmed;
import org.yanqian.ledger.event.ClosureEvent.ClosureCountersigned;
import org.yanqian.ledger.event.ClosureEvent.ClosureDecided;
import org.yanqian.ledger.event.ClosureEvent.ClosureReported;
import org.yanqian.ledger.event.DrawEvent.Party;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;

/** Four persons before a reserve follows a closed site. */
class ClosuresTest {
    private static final String ID = "yanqian.sample/t/yunling/2026/0001";
    private static final String STREAM = ClosureEvent.stream(ID);
    private static final String HASH = "ab".repeat(32);
    private static final String VISIT = "cd".repeat(32);
    private static final String RESERVE = "ef".repeat(32);
    private static final Actor FIRST = new Actor("yunling", "RY00001", "inspector");
    private static final Actor SECOND = new Actor("yunling", "RY00002", "inspector");
    private static final Actor APPROVER = new Actor("yunling", "o-9", "approver");
    private static final Actor OVERSEER = new Actor("discipline", "d-1", "seed-party");
    private static final Actor INSIDER = new Actor("yunling", "o-2", "seed-party");
    private static final ClosureReported REPORT = report(1, "厂区已拆除（样本）", HASH);
    private static final ClosureConfirmed CONFIRMED =
            new ClosureConfirmed(ID, 1, HASH, "99042100002");
    private static final ClosureDecided YES = new ClosureDecided(ID, 1, true, "属实");

    private final SecureRandom random = new SecureRandom();
    private final PrivateKey discipline = PrivateKey.generate(Suite.GM, random);
    private final PrivateKey bureau = PrivateKey.generate(Suite.GM, random);

    private static ClosureReported report(long request, String reason, String evidence) {
        return new ClosureReported(ID, request, VISIT, "99042100001", HASH, reason, evidence);
    }

    private static Object by(Actor actor, Object event) {
        return new GenericEventMessage<>(event, MetaData.with("actor", actor));
    }

    private static List<Object> reported(Object... more) {
        List<Object> events = new ArrayList<>(List.of(by(FIRST, REPORT)));
        events.addAll(Arrays.asList(more));
        return events;
    }

    private void accepted(List<Object> given, Object command, Object... events) {
        new AggregateTestFixture<>(Closures.class).given(given).when(command).expectEvents(events);
    }

    private void refused(List<Object> given, Object command, RefusalCode code) {
        new AggregateTestFixture<>(Closures.class)
                .given(given)
                .when(command)
                .expectException(Refused.with(code))
                .expectNoEvents();
    }

    @Test
    void a_closed_site_is_reported_with_reason_and_evidence_once() {
        ReportClosure good = new ReportClosure(STREAM, report(0, REPORT.reason(), HASH));
        accepted(List.of(), good, REPORT);
        refused(
                List.of(),
                new ReportClosure(STREAM, report(0, " ", HASH)),
                RefusalCode.REASON_MISSING);
        refused(
                List.of(),
                new ReportClosure(STREAM, report(0, "样本", "")),
                RefusalCode.EVIDENCE_MISSING);
        refused(
                List.of(),
                new ReportClosure(STREAM, report(0, "样本", "照片见附件")),
                RefusalCode.EVIDENCE_MISSING);
        refused(reported(), good, RefusalCode.REQUEST_OPEN);
        accepted(
                reported(new ClosureDecided(ID, 1, false, "不属实")),
                good,
                report(2, REPORT.reason(), HASH));
    }

    @Test
    void one_visit_reported_closed_keeps_no_other_from_being_reported() {
        String other = "ba".repeat(32);
        accepted(reported(), new ReportClosure(STREAM, of(other, 0)), of(other, 2));
    }

    private static ClosureReported of(String visit, long request) {
        return new ClosureReported(ID, request, visit, "99042100001", HASH, "样本", HASH);
    }

    @Test
    void the_second_inspector_is_another_person() {
        accepted(reported(), new ConfirmClosure(STREAM, 1, HASH, "99042100002", SECOND), CONFIRMED);
        refused(
                reported(),
                new ConfirmClosure(STREAM, 1, HASH, "99042100002", FIRST),
                RefusalCode.CLOSURE_ONE_INSPECTOR);
        refused(
                reported(),
                new ConfirmClosure(STREAM, 1, HASH, "99042100001", SECOND),
                RefusalCode.CLOSURE_ONE_INSPECTOR);
        refused(
                reported(by(SECOND, CONFIRMED)),
                new ConfirmClosure(STREAM, 1, HASH, "99042100003", APPROVER),
                RefusalCode.REQUEST_DECIDED_ALREADY);
        refused(
                reported(),
                new ConfirmClosure(STREAM, 2, HASH, "99042100002", SECOND),
                RefusalCode.REQUEST_UNKNOWN);
    }

    @Test
    void neither_inspector_approves_and_one_alone_is_not_approved() {
        List<Object> confirmed = reported(by(SECOND, CONFIRMED));
        accepted(confirmed, new DecideClosure(STREAM, 1, true, "属实", APPROVER), YES);
        for (Actor inspector : List.of(FIRST, SECOND)) {
            refused(
                    confirmed,
                    new DecideClosure(STREAM, 1, true, "属实", inspector),
                    RefusalCode.SAME_PERSON);
        }
        refused(
                reported(),
                new DecideClosure(STREAM, 1, true, "属实", APPROVER),
                RefusalCode.CLOSURE_ONE_INSPECTOR);
        accepted(
                reported(),
                new DecideClosure(STREAM, 1, false, "证明不足", APPROVER),
                new ClosureDecided(ID, 1, false, "证明不足"));
        refused(
                reported(by(SECOND, CONFIRMED), YES),
                new DecideClosure(STREAM, 1, false, "", APPROVER),
                RefusalCode.REQUEST_DECIDED_ALREADY);
    }

    private CountersignClosure countersign(PrivateKey key, boolean supervising, Actor actor) {
        byte[] message = Labels.countersignature(ClosureEvent.KIND, ID, Bytes.ofHex(HASH));
        Party party =
                supervising
                        ? new Party("discipline", discipline.publicKey().format(), true)
                        : new Party("bureau", bureau.publicKey().format(), false);
        return new CountersignClosure(
                STREAM,
                1,
                HASH,
                List.of(party),
                "yunling",
                Hex.format(key.sign(message)),
                RESERVE,
                actor);
    }

    @Test
    void only_the_supervising_partys_own_key_lets_a_reserve_follow() {
        List<Object> approved = reported(by(SECOND, CONFIRMED), YES);
        CountersignClosure good = countersign(discipline, true, OVERSEER);
        ClosureCountersigned done =
                new ClosureCountersigned(ID, 1, HASH, "discipline", good.signature(), RESERVE);
        accepted(approved, good, done);
        refused(reported(by(SECOND, CONFIRMED)), good, RefusalCode.REQUEST_NOT_APPROVED);
        refused(approved, countersign(bureau, true, OVERSEER), RefusalCode.PARTY_SIGNATURE_INVALID);
        refused(approved, countersign(bureau, false, INSIDER), RefusalCode.PARTY_NOT_SUPERVISING);
        refused(approved, countersign(discipline, true, INSIDER), RefusalCode.ACTOR_ON_BOTH_SIDES);
        approved.add(done);
        refused(approved, good, RefusalCode.REQUEST_NOT_APPROVED);
        refused(
                approved,
                new ReportClosure(STREAM, report(0, "样本", HASH)),
                RefusalCode.REQUEST_OPEN);
    }
}
