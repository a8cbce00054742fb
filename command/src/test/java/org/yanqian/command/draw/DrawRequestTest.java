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
import org.yanqian.command.draw.DrawCommands.AskOfDraw;
import org.yanqian.command.draw.DrawCommands.CountersignRequest;
import org.yanqian.command.draw.DrawCommands.DecideRequest;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.DrawEvent.DrawLapsed;
import org.yanqian.ledger.event.DrawEvent.DrawOpened;
import org.yanqian.ledger.event.DrawEvent.DrawVoided;
import org.yanqian.ledger.event.DrawEvent.Party;
import org.yanqian.ledger.event.DrawEvent.RedrawAllowed;
import org.yanqian.ledger.event.DrawEvent.RedrawRequested;
import org.yanqian.ledger.event.DrawEvent.RequestDecided;
import org.yanqian.ledger.event.DrawEvent.VoidRequested;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;

/** Void and redraw: asked by one, decided by another, countersigned by the supervising party. */
class DrawRequestTest {
    private static final String ID = "yanqian.sample/t/yunling/2026/0001";
    private static final String STREAM = DrawEvent.stream(ID);
    private static final String HASH = "ab".repeat(32);
    private static final Actor OPERATOR = new Actor("yunling", "o-1", "draw-operator");
    private static final Actor SAME_PERSON = new Actor("yunling", "o-1", "approver");
    private static final Actor APPROVER = new Actor("yunling", "o-9", "approver");
    private static final Actor INSIDER = new Actor("yunling", "o-2", "seed-party");
    private static final Actor OVERSEER = new Actor("discipline", "d-1", "seed-party");
    private static final VoidRequested VOID = new VoidRequested(ID, 1, "漏列企业（样本）");
    private static final RequestDecided YES = new RequestDecided(ID, 1, true, "属实");
    private static final AskOfDraw ASK_VOID =
            new AskOfDraw(STREAM, DrawCommands.VOID, VOID.reason());
    private static final AskOfDraw ASK_REDRAW = new AskOfDraw(STREAM, DrawCommands.REDRAW, "重抽");

    private final SecureRandom random = new SecureRandom();
    private final PrivateKey bureau = PrivateKey.generate(Suite.GM, random);
    private final PrivateKey discipline = PrivateKey.generate(Suite.GM, random);

    private Object by(Actor actor, Object event) {
        return new GenericEventMessage<>(event, MetaData.with("actor", actor));
    }

    private List<Object> announced(Object... more) {
        List<Object> events = new ArrayList<>();
        events.add(
                by(
                        OPERATOR,
                        new DrawOpened(
                                ID,
                                "yunling",
                                2026,
                                1,
                                "plan/yunling/2026/Q4/L1",
                                "gm",
                                List.of(
                                        new Party("bureau", bureau.publicKey().format(), false),
                                        new Party(
                                                "discipline",
                                                discipline.publicKey().format(),
                                                true)))));
        events.add(DrawTest.announcement());
        events.addAll(Arrays.asList(more));
        return events;
    }

    private Party inForce(String party) {
        return party.equals("bureau")
                ? new Party(party, bureau.publicKey().format(), false)
                : new Party(party, discipline.publicKey().format(), true);
    }

    private CountersignRequest countersign(String kind, String party, PrivateKey key, Actor actor) {
        byte[] message = Labels.countersignature(kind, ID, Bytes.ofHex(HASH));
        return new CountersignRequest(
                STREAM,
                1,
                HASH,
                VOID.reason(),
                List.of(inForce(party)),
                Hex.format(key.sign(message)),
                actor);
    }

    private void accepted(List<Object> given, Object command, Object... events) {
        new AggregateTestFixture<>(Draw.class).given(given).when(command).expectEvents(events);
    }

    private void refused(List<Object> given, Object command, RefusalCode code) {
        new AggregateTestFixture<>(Draw.class)
                .given(given)
                .when(command)
                .expectException(Refused.with(code))
                .expectNoEvents();
    }

    @Test
    void a_void_is_asked_with_a_reason_once_and_after_the_announcement() {
        accepted(announced(), ASK_VOID, VOID);
        refused(announced().subList(0, 1), ASK_VOID, RefusalCode.DRAW_NOT_ANNOUNCED);
        AskOfDraw mute = new AskOfDraw(STREAM, DrawCommands.VOID, " ");
        refused(announced(), mute, RefusalCode.REASON_MISSING);
        refused(announced(by(OPERATOR, VOID)), ASK_VOID, RefusalCode.REQUEST_OPEN);
        refused(announced(by(OPERATOR, VOID), YES), ASK_VOID, RefusalCode.REQUEST_OPEN);
        RequestDecided no = new RequestDecided(ID, 1, false, "不属实");
        accepted(
                announced(by(OPERATOR, VOID), no),
                ASK_VOID,
                new VoidRequested(ID, 2, VOID.reason()));
    }

    @Test
    void nobody_decides_what_he_asked_for() {
        List<Object> asked = announced(by(OPERATOR, VOID));
        accepted(asked, new DecideRequest(STREAM, 1, true, "属实", APPROVER), YES);
        refused(
                asked,
                new DecideRequest(STREAM, 1, true, "属实", SAME_PERSON),
                RefusalCode.SAME_PERSON);
        refused(
                asked,
                new DecideRequest(STREAM, 2, true, "属实", APPROVER),
                RefusalCode.REQUEST_UNKNOWN);
        refused(
                announced(by(OPERATOR, VOID), YES),
                new DecideRequest(STREAM, 1, false, "", APPROVER),
                RefusalCode.REQUEST_DECIDED_ALREADY);
    }

    @Test
    void only_the_supervising_partys_own_key_makes_a_draw_void() {
        List<Object> approved = announced(by(OPERATOR, VOID), YES);
        CountersignRequest good = countersign("void", "discipline", discipline, OVERSEER);
        DrawVoided voided =
                new DrawVoided(ID, 1, HASH, VOID.reason(), "discipline", good.signature());
        accepted(approved, good, voided);
        refused(
                approved,
                countersign("void", "discipline", bureau, OVERSEER),
                RefusalCode.PARTY_SIGNATURE_INVALID);
        refused(
                approved,
                countersign("redraw", "discipline", discipline, OVERSEER),
                RefusalCode.PARTY_SIGNATURE_INVALID);
        refused(
                approved,
                countersign("void", "bureau", bureau, INSIDER),
                RefusalCode.PARTY_NOT_SUPERVISING);
        refused(
                approved,
                countersign("void", "discipline", discipline, INSIDER),
                RefusalCode.ACTOR_ON_BOTH_SIDES);
        refused(announced(by(OPERATOR, VOID)), good, RefusalCode.REQUEST_NOT_APPROVED);
        refused(announced(by(OPERATOR, VOID), YES, voided), good, RefusalCode.REQUEST_NOT_APPROVED);
        refused(announced(by(OPERATOR, VOID), YES, voided), ASK_VOID, RefusalCode.DRAW_VOIDED);
    }

    @Test
    void a_line_is_drawn_again_only_after_a_void_or_lapse_and_a_countersignature() {
        refused(announced(), ASK_REDRAW, RefusalCode.DRAW_STANDS);
        RedrawRequested asked = new RedrawRequested(ID, 1, "重抽");
        accepted(announced(new DrawLapsed(ID, "样本")), ASK_REDRAW, asked);
        DrawVoided voided = new DrawVoided(ID, 1, HASH, "样本", "discipline", "00");
        accepted(
                announced(by(OPERATOR, VOID), YES, voided),
                ASK_REDRAW,
                new RedrawRequested(ID, 2, "重抽"));
        List<Object> approved = announced(new DrawLapsed(ID, "样本"), by(OPERATOR, asked), YES);
        CountersignRequest good = countersign("redraw", "discipline", discipline, OVERSEER);
        RedrawAllowed allowed =
                new RedrawAllowed(ID, 1, HASH, VOID.reason(), "discipline", good.signature());
        accepted(approved, good, allowed);
        approved.add(allowed);
        refused(approved, ASK_REDRAW, RefusalCode.REDRAW_ALLOWED_ALREADY);
    }
}
