package org.yanqian.verifier.sample;

import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.Entry;

/** What follows a draw, honestly: asked by one, decided by another, countersigned outside. */
final class AfterDraw {
    static final Actor OPERATOR = new Actor(Keys.BUREAU, "o-1", "draw-operator");
    static final Actor APPROVER = new Actor(Keys.BUREAU, "o-9", "approver");

    private final GoodLedger good;

    AfterDraw(GoodLedger good) {
        this.good = good;
    }

    void voidAndRedraw() {
        String drawId = good.drawId;
        String reason = "名录漏列一家企业（样本）";
        String asked = ask(new DrawEvent.VoidRequested(drawId, 1, reason));
        decide(1);
        append(
                new DrawEvent.DrawVoided(
                        drawId,
                        1,
                        asked,
                        reason,
                        Keys.SUPERVISING_PARTY,
                        countersign("void", asked)));
        String again = "名录补齐后重抽（样本）";
        String askedAgain = ask(new DrawEvent.RedrawRequested(drawId, 2, again));
        decide(2);
        append(
                new DrawEvent.RedrawAllowed(
                        drawId,
                        2,
                        askedAgain,
                        again,
                        Keys.SUPERVISING_PARTY,
                        countersign("redraw", askedAgain)));
        good.checkpoint();
    }

    void openAndLeave(String plan) {
        String next = good.drawId.replace("/0001", "/0002");
        DrawEvent.DrawOpened first =
                (DrawEvent.DrawOpened)
                        good.book.events.stream()
                                .filter(e -> e.data() instanceof DrawEvent.DrawOpened)
                                .findFirst()
                                .orElseThrow()
                                .data();
        good.append(
                DrawEvent.stream(next),
                new DrawEvent.DrawOpened(
                        next, Keys.BUREAU, 2026, 2, plan, first.suite(), first.parties()));
    }

    private String ask(DrawEvent request) {
        Entry entry = by(OPERATOR, request);
        return entry == null ? "00".repeat(32) : Hex.format(entry.hash(good.keys.suite));
    }

    private void decide(long request) {
        by(APPROVER, new DrawEvent.RequestDecided(good.drawId, request, true, "属实"));
    }

    private void append(DrawEvent event) {
        by(new Actor("discipline", "d-1", "seed-party"), event);
    }

    private Entry by(Actor actor, DrawEvent event) {
        return good.by(actor, DrawEvent.stream(good.drawId), event);
    }

    String countersign(String kind, String request) {
        byte[] message = Labels.countersignature(kind, good.drawId, Bytes.ofHex(request));
        return Hex.format(good.countersigner().sign(message));
    }
}
