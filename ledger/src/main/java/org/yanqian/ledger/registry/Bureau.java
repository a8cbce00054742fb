package org.yanqian.ledger.registry;

import java.util.TreeMap;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.space.Blobs;

/** What the fold keeps of one bureau. */
final class Bureau {
    final Entries<TargetRecord> targets;
    final Entries<InspectorRecord> inspectors;
    // By stream.
    final TreeMap<String, PlanLine> plans;
    // By year: the highest number taken, from 1 without gaps.
    final TreeMap<Long, Long> drawNumbers;
    AdoptedRules rules;
    String lastAnnouncement = "";
    long registryTouched = -1;
    long inspectionsTouched = -1;

    static Bureau onHeap() {
        return new Bureau(Lines.onHeap(), Lines.onHeap());
    }

    static Bureau in(Blobs records) {
        return new Bureau(
                Lines.in(records, TargetRecord.class), Lines.in(records, InspectorRecord.class));
    }

    private Bureau(Lines<TargetRecord> targets, Lines<InspectorRecord> inspectors) {
        this(
                new Entries<>("PERMIT_HELD_TWICE", TargetRecord::permitNo, targets),
                new Entries<>("CERTIFICATE_HELD_TWICE", InspectorRecord::certificateNo, inspectors),
                new TreeMap<>(),
                new TreeMap<>());
    }

    private Bureau(
            Entries<TargetRecord> targets,
            Entries<InspectorRecord> inspectors,
            TreeMap<String, PlanLine> plans,
            TreeMap<Long, Long> drawNumbers) {
        this.targets = targets;
        this.inspectors = inspectors;
        this.plans = plans;
        this.drawNumbers = drawNumbers;
    }

    Bureau copy() {
        return with(targets.copy(), inspectors.copy());
    }

    /** A copy on the heap, wherever the lines are. */
    Bureau snapshot() {
        return with(targets.snapshot(), inspectors.snapshot());
    }

    private Bureau with(Entries<TargetRecord> targets, Entries<InspectorRecord> inspectors) {
        Bureau copy =
                new Bureau(targets, inspectors, new TreeMap<>(plans), new TreeMap<>(drawNumbers));
        copy.rules = rules;
        copy.lastAnnouncement = lastAnnouncement;
        copy.registryTouched = registryTouched;
        copy.inspectionsTouched = inspectionsTouched;
        return copy;
    }

    /** See {@link RegistryState#lastTouched}. */
    long lastTouched(String planStream) {
        PlanLine plan = plans.get(planStream);
        long ruled = rules == null ? -1 : rules.index();
        long planned = plan == null ? -1 : plan.index();
        return Math.max(Math.max(registryTouched, inspectionsTouched), Math.max(ruled, planned));
    }
}
