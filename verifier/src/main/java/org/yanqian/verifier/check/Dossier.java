package org.yanqian.verifier.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yanqian.ledger.event.ClosureEvent;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.PublicationEvent;
import org.yanqian.ledger.event.VacancyEvent;
import org.yanqian.ledger.event.VisitEvent;

/** Everything that the ledger or a bundle says of one draw, in ledger order. */
public final class Dossier {
    private final String drawId;
    final List<Located<DrawEvent.DrawOpened>> opened = new ArrayList<>();
    final List<Located<DrawEvent.SeedCommitted>> committed = new ArrayList<>();
    final List<Located<DrawEvent.DrawAnnounced>> announced = new ArrayList<>();
    final List<Located<DrawEvent.SeedRevealed>> revealed = new ArrayList<>();
    final List<Located<DrawEvent.DrawClosed>> closed = new ArrayList<>();
    final List<Located<DrawEvent.BeaconConfirmed>> confirmed = new ArrayList<>();
    final List<Located<DrawEvent.DrawCompleted>> completed = new ArrayList<>();
    final List<Located<DrawEvent.DrawLapsed>> lapsed = new ArrayList<>();
    final List<Located<DrawEvent.LabelsOpened>> labelsOpened = new ArrayList<>();
    final List<Located<DrawEvent.VoidRequested>> voidRequests = new ArrayList<>();
    final List<Located<DrawEvent.RedrawRequested>> redrawRequests = new ArrayList<>();
    final List<Located<DrawEvent.RequestDecided>> decided = new ArrayList<>();
    final List<Located<DrawEvent.DrawVoided>> voided = new ArrayList<>();
    final List<Located<DrawEvent.RedrawAllowed>> redrawAllowed = new ArrayList<>();
    final List<Located<VisitEvent.VisitAssigned>> assigned = new ArrayList<>();
    final List<Located<VisitEvent.VisitOwed>> owed = new ArrayList<>();
    final List<Located<VisitEvent.TeamChanged>> teamChanged = new ArrayList<>();

    /** All that stands on the draw's vacancy stream, in ledger order. */
    final List<Located<VacancyEvent>> vacancies = new ArrayList<>();

    /** All that stands on the draw's closure stream, in ledger order. */
    final List<Located<ClosureEvent>> closures = new ArrayList<>();

    final List<Located<VisitEvent.InspectionRecorded>> inspected = new ArrayList<>();
    final List<Located<PublicationEvent>> published = new ArrayList<>();

    /** The draw's lists, frozen anew; null without an announcement, and for a bundle. */
    RegistryReplay.Outcome outcome;

    /** What layer 9 recomputed; null before it and without a result. */
    SeedReplay seed;

    /** Code of why the draw was not witnessed in time, found by layer 7; else {@code ""}. */
    String lapse = "";

    Dossier(String drawId) {
        this.drawId = drawId;
    }

    public String drawId() {
        return drawId;
    }

    /** The only announcement that counts; null before it. */
    public Located<DrawEvent.DrawAnnounced> announcement() {
        return announced.isEmpty() ? null : announced.get(0);
    }

    /** The only close that counts; null before it. */
    public Located<DrawEvent.DrawClosed> close() {
        return closed.isEmpty() ? null : closed.get(0);
    }

    public Located<DrawEvent.DrawCompleted> completion() {
        return completed.isEmpty() ? null : completed.get(0);
    }

    /** Sites that follow others found closed, by label: no visits of the draw's own. */
    Set<String> reserves() {
        Set<String> labels = new HashSet<>();
        for (Located<ClosureEvent> at : closures) {
            if (at.data() instanceof ClosureEvent.ClosureCountersigned e) {
                labels.add(e.reserve());
            }
        }
        return labels;
    }

    /**
     * Who goes on this visit before this index: as drawn, or as the last vacancy left it. Whoever was
     * replaced does not count; nobody goes while a place is empty.
     */
    List<VisitEvent.TeamMember> teamAt(String visit, long index) {
        List<VisitEvent.TeamMember> team =
                assigned.stream()
                        .filter(v -> v.data().label().equals(visit))
                        .findFirst()
                        .map(v -> v.data().team())
                        .orElse(List.of());
        for (Located<VisitEvent.TeamChanged> change : teamChanged) {
            if (change.data().label().equals(visit) && change.index() < index) {
                team = change.data().owed() ? List.of() : change.data().team();
            }
        }
        return team;
    }

    /** True at and after the index at which the ledger says that the draw is void. */
    boolean isVoidAt(long index) {
        return !voided.isEmpty() && voided.get(0).index() <= index;
    }

    /** {@code origin/bureau/year/number}: the bureau. */
    public String bureau() {
        String[] parts = drawId.split("/");
        return parts.length < 4 ? "" : parts[parts.length - 3];
    }

    /** The ledger itself says that this draw lapsed. */
    public boolean isLapseAdmitted() {
        return !lapsed.isEmpty() || completion() != null && completion().data().lapsed();
    }

    /** Where an event stands, whatever it says. */
    record Place(long index, String hash, LedgerEvent event) {}

    /** Takes an event of this draw. */
    void add(Place place) {
        EventData data = place.event().data();
        if (data instanceof DrawEvent e) {
            draw(place, e);
        } else if (data instanceof VisitEvent e) {
            visit(place, e);
        } else if (data instanceof VacancyEvent e) {
            vacancies.add(at(place, e));
        } else if (data instanceof ClosureEvent e) {
            closures.add(at(place, e));
        } else if (data instanceof PublicationEvent e) {
            published.add(at(place, e));
        }
    }

    private void draw(Place place, DrawEvent data) {
        if (data instanceof DrawEvent.DrawOpened e) {
            opened.add(at(place, e));
        } else if (data instanceof DrawEvent.SeedCommitted e) {
            committed.add(at(place, e));
        } else if (data instanceof DrawEvent.DrawAnnounced e) {
            announced.add(at(place, e));
        } else if (data instanceof DrawEvent.SeedRevealed e) {
            revealed.add(at(place, e));
        } else if (data instanceof DrawEvent.DrawClosed e) {
            closed.add(at(place, e));
        } else if (data instanceof DrawEvent.BeaconConfirmed e) {
            confirmed.add(at(place, e));
        } else if (data instanceof DrawEvent.DrawCompleted e) {
            completed.add(at(place, e));
        } else if (data instanceof DrawEvent.DrawLapsed e) {
            lapsed.add(at(place, e));
        } else if (data instanceof DrawEvent.LabelsOpened e) {
            labelsOpened.add(at(place, e));
        } else {
            request(place, data);
        }
    }

    private void request(Place place, DrawEvent data) {
        if (data instanceof DrawEvent.VoidRequested e) {
            voidRequests.add(at(place, e));
        } else if (data instanceof DrawEvent.RedrawRequested e) {
            redrawRequests.add(at(place, e));
        } else if (data instanceof DrawEvent.RequestDecided e) {
            decided.add(at(place, e));
        } else if (data instanceof DrawEvent.DrawVoided e) {
            voided.add(at(place, e));
        } else if (data instanceof DrawEvent.RedrawAllowed e) {
            redrawAllowed.add(at(place, e));
        }
    }

    private void visit(Place place, VisitEvent data) {
        if (data instanceof VisitEvent.VisitAssigned e) {
            assigned.add(at(place, e));
        } else if (data instanceof VisitEvent.VisitOwed e) {
            owed.add(at(place, e));
        } else if (data instanceof VisitEvent.TeamChanged e) {
            teamChanged.add(at(place, e));
        } else if (data instanceof VisitEvent.InspectionRecorded e) {
            inspected.add(at(place, e));
        }
    }

    private static <T> Located<T> at(Place place, T data) {
        return new Located<>(place.index(), place.hash(), place.event(), data);
    }
}
