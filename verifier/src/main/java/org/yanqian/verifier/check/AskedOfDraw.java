package org.yanqian.verifier.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yanqian.ledger.event.DrawEvent;

/**
 * Void and redraw (SPEC section 9.7): asked by one person, decided by another, countersigned by the
 * supervising party; after a void nobody is sent anywhere by the draw.
 */
final class AskedOfDraw {
    private static final String VOID = "void";
    private static final String REDRAW = "redraw";

    private record Asked(String kind, long number, String reason, Located<?> at) {}

    private final Check11AfterDraw check;
    private final Countersignatures countersignatures;
    private final Dossier dossier;
    private final List<Asked> asked = new ArrayList<>();

    AskedOfDraw(Check11AfterDraw check, Evidence evidence, Dossier dossier) {
        this.check = check;
        this.countersignatures = new Countersignatures(check, evidence);
        this.dossier = dossier;
        for (Located<DrawEvent.VoidRequested> at : dossier.voidRequests) {
            asked.add(new Asked(VOID, at.data().request(), at.data().reason(), at));
        }
        for (Located<DrawEvent.RedrawRequested> at : dossier.redrawRequests) {
            asked.add(new Asked(REDRAW, at.data().request(), at.data().reason(), at));
        }
        asked.sort(Comparator.comparingLong(a -> a.at().index()));
    }

    void run() {
        for (int i = 0; i < asked.size(); i++) {
            check.same("REQUEST_NUMBER", asked.get(i).at().index(), i + 1L, asked.get(i).number());
        }
        Set<Long> decided = new HashSet<>();
        for (Located<DrawEvent.RequestDecided> at : dossier.decided) {
            check.part(at.index(), () -> decision(at, decided));
        }
        for (Located<DrawEvent.DrawVoided> at : dossier.voided) {
            DrawEvent.DrawVoided e = at.data();
            check.part(
                    at.index(),
                    () -> {
                        matches(VOID, at, e.request(), e.requestHash(), e.reason());
                        countersignatures.require(
                                at, dossier, VOID, e.requestHash(), e.party(), e.signature());
                    });
        }
        for (Located<DrawEvent.RedrawAllowed> at : dossier.redrawAllowed) {
            DrawEvent.RedrawAllowed e = at.data();
            check.part(
                    at.index(),
                    () -> {
                        matches(REDRAW, at, e.request(), e.requestHash(), e.reason());
                        countersignatures.require(
                                at, dossier, REDRAW, e.requestHash(), e.party(), e.signature());
                    });
        }
        nobodySentAfterTheVoid();
    }

    private void decision(Located<DrawEvent.RequestDecided> at, Set<Long> decided) {
        long number = at.data().request();
        Asked request = before(at, number);
        if (request == null || !decided.add(number)) {
            check.failed(
                    "REQUEST_DIFFERS",
                    at.index(),
                    "one decision of an open request",
                    "request " + number);
            return;
        }
        String asking = request.at().event().actor().officer();
        if (asking.equals(at.event().actor().officer())) {
            check.failed("DECIDED_BY_REQUESTER", at.index(), "another than " + asking, asking);
        }
    }

    private Asked before(Located<?> at, long number) {
        return asked.stream()
                .filter(a -> a.number() == number && a.at().index() < at.index())
                .findFirst()
                .orElse(null);
    }

    private void matches(String kind, Located<?> at, long number, String hash, String reason) {
        Asked request = before(at, number);
        String found = kind + " " + hash + " " + reason;
        check.same(
                "REQUEST_DIFFERS",
                at.index(),
                request == null
                        ? kind + ", asked before"
                        : request.kind() + " " + request.at().hash() + " " + request.reason(),
                found);
        boolean approved =
                dossier.decided.stream()
                        .filter(d -> d.data().request() == number && d.index() < at.index())
                        .findFirst()
                        .map(d -> d.data().approved())
                        .orElse(false);
        if (!approved) {
            check.failed("REQUEST_NOT_APPROVED", at.index(), "approved before", "not so");
        }
    }

    private void nobodySentAfterTheVoid() {
        if (dossier.voided.isEmpty()) {
            return;
        }
        long from = dossier.voided.get(0).index();
        List<Located<?>> sent = new ArrayList<>(dossier.assigned);
        sent.addAll(dossier.owed);
        sent.addAll(dossier.closures);
        sent.addAll(dossier.inspected);
        for (Located<?> visit : sent) {
            if (visit.index() > from) {
                check.failed(
                        "VISIT_OF_VOID_DRAW",
                        visit.index(),
                        "nobody, void at index " + from,
                        visit.event().stream());
            }
        }
    }
}
