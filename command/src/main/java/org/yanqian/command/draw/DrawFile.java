package org.yanqian.command.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.DrawEvent.BeaconConfirmed;
import org.yanqian.ledger.event.DrawEvent.DrawAnnounced;
import org.yanqian.ledger.event.DrawEvent.DrawClosed;
import org.yanqian.ledger.event.DrawEvent.DrawCompleted;
import org.yanqian.ledger.event.DrawEvent.DrawLapsed;
import org.yanqian.ledger.event.DrawEvent.DrawOpened;
import org.yanqian.ledger.event.DrawEvent.DrawVoided;
import org.yanqian.ledger.event.DrawEvent.LabelsOpened;
import org.yanqian.ledger.event.DrawEvent.SeedCommitted;
import org.yanqian.ledger.event.DrawEvent.SeedRevealed;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.store.SealedLedger.SealedEntry;

/** The sealed stream of one draw, as far as it has come. */
public record DrawFile(String drawId, List<Step> steps) {
    /** @param hash suite hash of the event's bytes */
    public record Step(long index, Entry entry, EventData data, Bytes hash) {}

    public static DrawFile read(SealedLedger ledger, Suite suite, String drawId) {
        List<Step> steps = new ArrayList<>();
        for (SealedEntry sealed : ledger.stream(DrawEvent.stream(drawId))) {
            Entry entry = Entry.parse(sealed.entry());
            steps.add(
                    new Step(
                            sealed.index(),
                            entry,
                            entry.event().data(),
                            Bytes.of(entry.hash(suite))));
        }
        Refusal.when(steps.isEmpty(), RefusalCode.DRAW_UNKNOWN, drawId);
        return new DrawFile(drawId, List.copyOf(steps));
    }

    public DrawOpened opened() {
        return (DrawOpened) steps.get(0).data();
    }

    public Optional<Step> find(Class<? extends DrawEvent> type) {
        return steps.stream().filter(step -> type.isInstance(step.data())).findFirst();
    }

    public <T extends DrawEvent> List<T> all(Class<T> type) {
        return steps.stream().map(Step::data).filter(type::isInstance).map(type::cast).toList();
    }

    public Step announcement() {
        return find(DrawAnnounced.class)
                .orElseThrow(() -> new Refusal(RefusalCode.DRAW_NOT_ANNOUNCED, drawId));
    }

    public DrawAnnounced announced() {
        return (DrawAnnounced) announcement().data();
    }

    public Step close() {
        return find(DrawClosed.class)
                .orElseThrow(() -> new Refusal(RefusalCode.DRAW_NOT_CLOSED, drawId));
    }

    public DrawClosed closed() {
        return (DrawClosed) close().data();
    }

    public Step result() {
        return find(DrawCompleted.class)
                .orElseThrow(() -> new Refusal(RefusalCode.DRAW_NOT_COMPLETED, drawId));
    }

    public DrawCompleted completed() {
        return (DrawCompleted) result().data();
    }

    /** The asking event of this number, from 1. */
    public Step request(long number) {
        return steps.stream()
                .filter(step -> AskedRequest.numberOf(step.data()) == number)
                .findFirst()
                .orElseThrow(() -> new Refusal(RefusalCode.REQUEST_UNKNOWN, number));
    }

    /** It counts for nothing, and is computed and published all the same. */
    public boolean isVoided() {
        return find(DrawVoided.class).isPresent();
    }

    public Optional<LabelsOpened> labelsOpened() {
        return all(LabelsOpened.class).stream().findFirst();
    }

    /** opened, announced, closed, completed, lapsed: the last that happened. */
    public String state() {
        if (find(DrawCompleted.class).isPresent()) {
            return "completed";
        }
        if (find(DrawLapsed.class).isPresent()) {
            return "lapsed";
        }
        if (find(DrawClosed.class).isPresent()) {
            return "closed";
        }
        return find(DrawAnnounced.class).isPresent() ? "announced" : "opened";
    }

    /** Parties of which nothing of this kind has come in. */
    public List<String> outstanding(Class<? extends DrawEvent> type) {
        List<String> missing = new ArrayList<>();
        opened().parties().forEach(party -> missing.add(party.party()));
        for (Step step : steps) {
            if (!type.isInstance(step.data())) {
                continue;
            }
            if (step.data() instanceof SeedCommitted commit) {
                missing.remove(commit.party());
            } else if (step.data() instanceof SeedRevealed reveal) {
                missing.remove(reveal.party());
            } else if (step.data() instanceof BeaconConfirmed confirmed) {
                missing.remove(confirmed.party());
            }
        }
        return missing;
    }
}
