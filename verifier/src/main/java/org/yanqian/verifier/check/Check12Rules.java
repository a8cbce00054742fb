package org.yanqian.verifier.check;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.draw.Candidate;
import org.yanqian.ledger.event.InspectorEvent;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
import org.yanqian.ledger.event.PlanEvent.PlanLineAuthored;
import org.yanqian.ledger.event.PlanEvent.StratumQuota;
import org.yanqian.ledger.event.VacancyEvent;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;
import org.yanqian.ledger.registry.AdoptedRules;
import org.yanqian.ledger.rules.InspectorEligibility;
import org.yanqian.ledger.rules.RuleSet;

/**
 * 12 Rules, by the rule set that the ledger records as in force: no plan line without an item and
 * its legal basis, every draw takes its quota, every inspection is made by two or more who may, and
 * ends in an outcome of the rule set. What is late is shown, it refutes nothing: the ledger that
 * records it is honest.
 */
public final class Check12Rules extends Check {
    /** Weihai art. 19. */
    private static final int TEAM = 2;

    // Records are those of the fold, so that they are not kept twice.
    private final Map<String, Map<String, InspectorRecord>> certificates = new HashMap<>();
    // Bureaus that lent inspectors, by draw: they stand in their own registry.
    private final Map<String, Set<String>> lenders = new HashMap<>();
    private final Map<String, RuleSet> parsed = new HashMap<>();
    private final Map<String, PlanLineAuthored> plans = new HashMap<>();
    private Deadlines deadlines;

    public Check12Rules() {
        super("12");
    }

    @Override
    protected void entry(Item item, Evidence evidence) {
        if (item.entry() == null || !evidence.isLedger()) {
            return;
        }
        String stream = item.entry().event().stream();
        if (item.data() instanceof InspectorEvent e) {
            certificate(e, part(stream, 1));
        } else if (item.data() instanceof PlanLineAuthored plan) {
            plans.put(stream, plan);
            rules(plan.bureau(), evidence).ifPresent(rules -> planned(item.index(), plan, rules));
        } else if (item.data() instanceof VacancyEvent.LoanRequested e) {
            lenders.computeIfAbsent(e.drawId(), d -> new TreeSet<>()).add(e.bureau());
        } else if (item.data() instanceof InspectionRecorded e) {
            String bureau = new Dossier(e.drawId()).bureau();
            rules(bureau, evidence).ifPresent(rules -> inspected(item.index(), e, bureau, rules));
        }
    }

    private static String part(String stream, int place) {
        String[] parts = stream.split("/", -1);
        return place < parts.length ? parts[place] : "";
    }

    private void certificate(InspectorEvent event, String bureau) {
        Map<String, InspectorRecord> of =
                certificates.computeIfAbsent(bureau, b -> new HashMap<>());
        if (event instanceof InspectorEvent.InspectorRegistered e) {
            of.put(e.record().certificateNo(), e.record());
        } else if (event instanceof InspectorEvent.InspectorChanged e) {
            of.remove(e.before().certificateNo());
            of.put(e.after().certificateNo(), e.after());
        } else if (event instanceof InspectorEvent.InspectorRemoved e) {
            of.remove(e.before().certificateNo());
        }
    }

    /** In force at this place of the ledger; empty before the first, which layer 8 judges. */
    private Optional<RuleSet> rules(String bureau, Evidence evidence) {
        return evidence.registry.state().rules(bureau).map(this::parse);
    }

    private RuleSet parse(AdoptedRules adopted) {
        return parsed.computeIfAbsent(
                adopted.hash(),
                h -> RuleSet.parse(adopted.content().getBytes(StandardCharsets.UTF_8)));
    }

    private void planned(long index, PlanLineAuthored plan, RuleSet rules) {
        RuleSet.Item item;
        try {
            item = rules.item(plan.itemId());
        } catch (CodedException e) {
            fail(e.code(), index, "an item of rule set " + rules.id(), plan.itemId());
            return;
        }
        if (plan.legalBasis().isBlank()) {
            fail("ITEM_WITHOUT_BASIS", index, item.legalBasis(), "none");
        } else {
            equal("BASIS_DIFFERS", index, item.legalBasis(), plan.legalBasis());
        }
        equal("BASIS_DIFFERS", index, item.name(), plan.itemName());
        if (!rules.hasPlanKind(plan.kind())) {
            fail("UNKNOWN_PLAN_KIND", index, "a plan kind of " + rules.id(), plan.kind());
        } else if (!item.kinds().contains(plan.kind())) {
            fail("ITEM_NOT_FOR_KIND", index, item.kinds(), plan.kind());
        }
    }

    private void inspected(long index, InspectionRecorded e, String bureau, RuleSet rules) {
        LocalDate on;
        try {
            on = LocalDate.parse(e.inspectedOn());
        } catch (DateTimeException wrong) {
            fail("BAD_DATE", index, "a date", e.inspectedOn());
            return;
        }
        List<String> reasons = new ArrayList<>();
        Set<String> able = new HashSet<>();
        for (String certificate : e.inspectors()) {
            InspectorRecord record = registered(certificate, bureau, e.drawId());
            String reason =
                    record == null
                            ? "NOT_REGISTERED"
                            : InspectorEligibility.reason(rules, record, on);
            if (reason.equals(InspectorEligibility.ELIGIBLE)) {
                able.add(certificate);
            } else {
                reasons.add(certificate + " " + reason);
            }
        }
        if (able.size() < TEAM) {
            fail("TWO_INSPECTORS", index, TEAM + " who may on " + on, able.size() + " " + reasons);
        }
        try {
            rules.outcome(e.outcome());
        } catch (CodedException unknown) {
            fail(unknown.code(), index, "an outcome of rule set " + rules.id(), e.outcome());
        }
    }

    // Who was lent is judged by layer 11; here it matters that somebody's registry names him.
    private InspectorRecord registered(String certificate, String bureau, String drawId) {
        InspectorRecord own = certificates.getOrDefault(bureau, Map.of()).get(certificate);
        return own != null
                ? own
                : lenders.getOrDefault(drawId, Set.of()).stream()
                        .map(b -> certificates.getOrDefault(b, Map.of()).get(certificate))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    @Override
    protected void start(Evidence evidence) {
        deadlines = new Deadlines(evidence, plans);
    }

    @Override
    protected void draw(Dossier dossier, Evidence evidence) {
        if (!evidence.isLedger()) {
            return;
        }
        if (dossier.completion() != null && dossier.announcement() != null) {
            guarded(dossier.completion().index(), () -> quotas(dossier, evidence));
        }
        deadlines.add(dossier);
    }

    @Override
    protected void finish(Evidence evidence) {
        if (!evidence.isLedger()) {
            notChecked("NEEDS_EXPORT");
            return;
        }
        deadlines.late(bureau -> rules(bureau, evidence)).forEach(this::late);
    }

    private void late(Finding f) {
        note(f.code(), f.index(), f.expected(), f.found());
    }

    // All that remain are drawn where fewer than the quota do (已全覆盖).
    private void quotas(Dossier dossier, Evidence evidence) {
        RegistryReplay.Outcome outcome = dossier.outcome;
        if (outcome == null || outcome.frozen() == null) {
            return;
        }
        Map<String, Long> there = new TreeMap<>();
        for (Candidate candidate : outcome.frozen().list().candidates()) {
            if (!candidate.isExcluded()) {
                there.merge(candidate.stratum(), 1L, Long::sum);
            }
        }
        for (StratumQuota quota : outcome.frozen().quotas()) {
            long due = Math.min(quota.quota(), there.getOrDefault(quota.stratum(), 0L));
            long drawn = dossier.completion().data().drawn().getOrDefault(quota.stratum(), 0L);
            if (drawn != due) {
                fail(
                        "QUOTA_NOT_DRAWN",
                        dossier.completion().index(),
                        quota.stratum() + ": " + quota.formula() + ", so " + due,
                        drawn);
            }
        }
    }
}
