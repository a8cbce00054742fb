package org.yanqian.verifier.check;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.PublicationEvent;
import org.yanqian.ledger.event.VacancyEvent;
import org.yanqian.ledger.event.VisitEvent;

/** Sorts events by the draw that they belong to. */
public final class Dossiers {
    private final Map<String, Dossier> byId = new TreeMap<>();

    void add(Item item) {
        if (item.entry() == null) {
            return;
        }
        EventData data = item.data();
        if (data instanceof DrawEvent e) {
            draw(item, e);
        } else if (data instanceof VisitEvent e) {
            visit(item, e);
        } else if (data instanceof VacancyEvent e) {
            of(e.drawId()).vacancies.add(at(item, e));
        } else if (data instanceof PublicationEvent e) {
            of(drawId(e)).published.add(at(item, e));
        }
    }

    private void draw(Item item, DrawEvent data) {
        if (data instanceof DrawEvent.DrawOpened e) {
            of(e.drawId()).opened.add(at(item, e));
        } else if (data instanceof DrawEvent.SeedCommitted e) {
            of(e.drawId()).committed.add(at(item, e));
        } else if (data instanceof DrawEvent.DrawAnnounced e) {
            of(e.drawId()).announced.add(at(item, e));
        } else if (data instanceof DrawEvent.SeedRevealed e) {
            of(e.drawId()).revealed.add(at(item, e));
        } else if (data instanceof DrawEvent.DrawClosed e) {
            of(e.drawId()).closed.add(at(item, e));
        } else if (data instanceof DrawEvent.BeaconConfirmed e) {
            of(e.drawId()).confirmed.add(at(item, e));
        } else if (data instanceof DrawEvent.DrawCompleted e) {
            of(e.drawId()).completed.add(at(item, e));
        } else if (data instanceof DrawEvent.DrawLapsed e) {
            of(e.drawId()).lapsed.add(at(item, e));
        } else if (data instanceof DrawEvent.LabelsOpened e) {
            of(e.drawId()).labelsOpened.add(at(item, e));
        } else {
            request(item, data);
        }
    }

    private void request(Item item, DrawEvent data) {
        if (data instanceof DrawEvent.VoidRequested e) {
            of(e.drawId()).voidRequests.add(at(item, e));
        } else if (data instanceof DrawEvent.RedrawRequested e) {
            of(e.drawId()).redrawRequests.add(at(item, e));
        } else if (data instanceof DrawEvent.RequestDecided e) {
            of(e.drawId()).decided.add(at(item, e));
        } else if (data instanceof DrawEvent.DrawVoided e) {
            of(e.drawId()).voided.add(at(item, e));
        } else if (data instanceof DrawEvent.RedrawAllowed e) {
            of(e.drawId()).redrawAllowed.add(at(item, e));
        }
    }

    private void visit(Item item, VisitEvent data) {
        if (data instanceof VisitEvent.VisitAssigned e) {
            of(e.drawId()).assigned.add(at(item, e));
        } else if (data instanceof VisitEvent.VisitOwed e) {
            of(e.drawId()).owed.add(at(item, e));
        } else if (data instanceof VisitEvent.TeamChanged e) {
            of(e.drawId()).teamChanged.add(at(item, e));
        } else if (data instanceof VisitEvent.InspectionRecorded e) {
            of(e.drawId()).inspected.add(at(item, e));
        }
    }

    /** The draw that an event of these kinds names. */
    static String drawId(PublicationEvent data) {
        if (data instanceof PublicationEvent.DrawHashPublished e) {
            return e.drawId();
        }
        if (data instanceof PublicationEvent.DrawnListPublished e) {
            return e.drawId();
        }
        return ((PublicationEvent.ResultPublished) data).drawId();
    }

    private static <T> Located<T> at(Item item, T data) {
        return new Located<>(
                item.index(), Hex.format(item.eventHash()), item.entry().event(), data);
    }

    private Dossier of(String drawId) {
        return byId.computeIfAbsent(drawId, Dossier::new);
    }

    public Collection<Dossier> all() {
        return byId.values();
    }
}
