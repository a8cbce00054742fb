package org.yanqian.ledger.registry;

import java.util.TreeMap;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;

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

    Bureau() {
        this(
                new Entries<>("PERMIT_HELD_TWICE", TargetRecord::permitNo),
                new Entries<>("CERTIFICATE_HELD_TWICE", InspectorRecord::certificateNo),
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
        Bureau copy =
                new Bureau(
                        targets.copy(),
                        inspectors.copy(),
                        new TreeMap<>(plans),
                        new TreeMap<>(drawNumbers));
        copy.rules = rules;
        copy.lastAnnouncement = lastAnnouncement;
        copy.registryTouched = registryTouched;
        copy.inspectionsTouched = inspectionsTouched;
        return copy;
    }
}
