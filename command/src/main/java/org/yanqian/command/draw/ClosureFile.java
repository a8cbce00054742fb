package org.yanqian.command.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.event.ClosureEvent;
import org.yanqian.ledger.event.ClosureEvent.ClosureConfirmed;
import org.yanqian.ledger.event.ClosureEvent.ClosureCountersigned;
import org.yanqian.ledger.event.ClosureEvent.ClosureDecided;
import org.yanqian.ledger.event.ClosureEvent.ClosureReported;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.store.SealedLedger.SealedEntry;

/** The sealed reports of sites found closed in one draw; empty before the first. */
public record ClosureFile(List<DrawFile.Step> steps) {
    public static ClosureFile read(SealedLedger ledger, Suite suite, String drawId) {
        List<DrawFile.Step> steps = new ArrayList<>();
        for (SealedEntry sealed : ledger.stream(ClosureEvent.stream(drawId))) {
            Entry entry = Entry.parse(sealed.entry());
            steps.add(
                    new DrawFile.Step(
                            sealed.index(),
                            entry,
                            entry.event().data(),
                            Bytes.of(entry.hash(suite))));
        }
        return new ClosureFile(List.copyOf(steps));
    }

    List<DrawFile.Step> reports() {
        return steps.stream().filter(s -> s.data() instanceof ClosureReported).toList();
    }

    <T extends ClosureEvent> Optional<DrawFile.Step> find(Class<T> type, long request) {
        return steps.stream()
                .filter(s -> type.isInstance(s.data()))
                .filter(s -> ((ClosureEvent) s.data()).request() == request)
                .findFirst();
    }

    /** Refuses with {@code REQUEST_UNKNOWN}. */
    <T extends ClosureEvent> DrawFile.Step require(Class<T> type, long request) {
        return find(type, request)
                .orElseThrow(() -> new Refusal(RefusalCode.REQUEST_UNKNOWN, request));
    }

    /** Labels of the sites that follow, in the order in which they do. */
    public List<String> reserves() {
        return steps.stream()
                .filter(s -> s.data() instanceof ClosureCountersigned)
                .map(s -> ((ClosureCountersigned) s.data()).reserve())
                .filter(label -> !label.isEmpty())
                .toList();
    }

    /** REPORTED, CONFIRMED, REJECTED, APPROVED (to be countersigned) or DONE. */
    String state(long request) {
        if (find(ClosureCountersigned.class, request).isPresent()) {
            return "DONE";
        }
        return find(ClosureDecided.class, request)
                .map(s -> ((ClosureDecided) s.data()).approved() ? "APPROVED" : "REJECTED")
                .orElse(
                        find(ClosureConfirmed.class, request).isPresent()
                                ? "CONFIRMED"
                                : "REPORTED");
    }
}
