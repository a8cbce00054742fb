package org.yanqian.verifier.check;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.ClosureEvent;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.PublicationEvent;
import org.yanqian.ledger.event.VacancyEvent;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.space.Blobs;
import org.yanqian.ledger.space.Space;

/**
 * Sorts events by the draw that they belong to. Kept are their bytes, each with a link to the one
 * before of the same draw; a dossier is put together when it is asked for.
 */
public final class Dossiers {
    private static final long NONE = -1;
    private static final int HASH = 32;

    private final Map<String, Long> last = new TreeMap<>();
    private final Blobs events;

    Dossiers(Space space) {
        this.events = new Blobs(space);
    }

    void add(Item item) {
        if (item.entry() == null) {
            return;
        }
        String drawId = drawId(item.data());
        if (drawId != null) {
            byte[] bytes = item.entry().eventBytes();
            ByteBuffer link = ByteBuffer.allocate(2 * Long.BYTES + HASH + bytes.length);
            link.putLong(last.getOrDefault(drawId, NONE)).putLong(item.index());
            link.put(item.eventHash()).put(bytes);
            last.put(drawId, events.add(link.array()));
        }
    }

    /** The draw that an event names; null for another kind of event. */
    private static String drawId(EventData data) {
        if (data instanceof DrawEvent e) {
            return e.drawId();
        } else if (data instanceof VisitEvent e) {
            return e.drawId();
        } else if (data instanceof VacancyEvent e) {
            return e.drawId();
        } else if (data instanceof ClosureEvent e) {
            return e.drawId();
        }
        return data instanceof PublicationEvent e ? drawId(e) : null;
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

    /** Ascending. */
    Collection<String> ids() {
        return Collections.unmodifiableCollection(last.keySet());
    }

    /** A new one for every call. Thread safe once the last event is in. */
    Dossier of(String drawId) {
        List<Dossier.Place> places = new ArrayList<>();
        long handle = last.get(drawId);
        while (handle != NONE) {
            ByteBuffer link = ByteBuffer.wrap(events.get(handle));
            handle = link.getLong();
            long index = link.getLong();
            byte[] hash = new byte[HASH];
            link.get(hash);
            byte[] bytes = new byte[link.remaining()];
            link.get(bytes);
            LedgerEvent event = EventCodec.parse(bytes);
            places.add(new Dossier.Place(index, Hex.format(hash), event));
        }
        Collections.reverse(places);
        Dossier dossier = new Dossier(drawId);
        places.forEach(dossier::add);
        return dossier;
    }

    /** For the few draws of a bundle. */
    public Collection<Dossier> all() {
        return ids().stream().map(this::of).toList();
    }
}
