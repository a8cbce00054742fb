package org.yanqian.verifier.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yanqian.ledger.Contrast;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.event.ClosureEvent;
import org.yanqian.ledger.event.ClosureEvent.ClosureConfirmed;
import org.yanqian.ledger.event.ClosureEvent.ClosureCountersigned;
import org.yanqian.ledger.event.ClosureEvent.ClosureDecided;
import org.yanqian.ledger.event.ClosureEvent.ClosureReported;
import org.yanqian.ledger.event.VacancyEvent.Lent;
import org.yanqian.ledger.event.VacancyEvent.LoanRequested;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;
import org.yanqian.ledger.event.VisitEvent.TeamMember;
import org.yanqian.ledger.event.VisitEvent.VisitOwed;
import org.yanqian.ledger.freeze.FrozenDraw;
import org.yanqian.ledger.freeze.Reserves;
import org.yanqian.ledger.registry.ClosedSites;
import org.yanqian.ledger.rules.RuleSet;

/**
 * Drawn sites found closed (SPEC section 9.7): two inspectors who were there say so under their own
 * signatures, which layer 2 judges; another person approves; the supervising party countersigns; the
 * next reserve follows. Signs that the site operates are named.
 */
final class ClosureReplay {
    private static final class Case {
        final Located<ClosureEvent> report;
        Located<ClosureEvent> confirmed;
        boolean decided;
        boolean approved;
        boolean done;

        Case(Located<ClosureEvent> report) {
            this.report = report;
        }

        ClosureReported reported() {
            return (ClosureReported) report.data();
        }

        boolean isRejected() {
            return decided && !approved;
        }
    }

    private final Check11AfterDraw check;
    private final Evidence evidence;
    private final Dossier dossier;
    private final List<Case> cases = new ArrayList<>();
    private FrozenDraw frozen;
    private Reserves reserves;

    ClosureReplay(Check11AfterDraw check, Evidence evidence, Dossier dossier) {
        this.check = check;
        this.evidence = evidence;
        this.dossier = dossier;
    }

    void run() {
        if (dossier.closures.isEmpty()) {
            return;
        }
        RegistryReplay.Outcome outcome = evidence.registry.outcome(dossier.drawId());
        SeedReplay seed = dossier.seed;
        if (outcome == null || outcome.frozen() == null || seed == null) {
            long first = dossier.closures.get(0).index();
            check.open("REPLAY_IMPOSSIBLE", first, "lists and seed", "layers 8 and 9");
            return;
        }
        frozen = outcome.frozen();
        reserves = new Reserves(frozen, seed.seed());
        for (Located<ClosureEvent> at : dossier.closures) {
            check.part(at.index(), () -> event(at));
        }
        cases.stream().filter(c -> c.done).forEach(this::signs);
    }

    private void event(Located<ClosureEvent> at) {
        if (at.data() instanceof ClosureReported e) {
            reported(at, e);
        } else if (at.data() instanceof ClosureConfirmed e) {
            confirmed(at, e);
        } else if (at.data() instanceof ClosureDecided e) {
            decided(at, e);
        } else if (at.data() instanceof ClosureCountersigned e) {
            countersigned(at, e);
        }
    }

    private void reported(Located<ClosureEvent> at, ClosureReported e) {
        check.same("REQUEST_NUMBER", at.index(), cases.size() + 1L, e.request());
        boolean again =
                cases.stream()
                        .anyMatch(c -> c.reported().visit().equals(e.visit()) && !c.isRejected());
        if (again) {
            check.failed("CLOSURE_TWICE", at.index(), "one report of a visit", e.visit());
        }
        cases.add(new Case(at));
        if (!e.evidence().matches("[0-9a-f]{64}") || e.reason().isBlank()) {
            check.failed(
                    "CLOSURE_EVIDENCE",
                    at.index(),
                    "a reason and the hash of what shows it",
                    "\"" + e.reason() + "\" \"" + e.evidence() + "\"");
        }
        visited(at, e);
        inspector(at, e.inspector(), e.visit());
    }

    // Replaced before anybody went there, a site would be spared by whoever says that it is closed.
    private void visited(Located<ClosureEvent> at, ClosureReported e) {
        Optional<Located<InspectionRecorded>> visit =
                dossier.inspected.stream()
                        .filter(i -> i.index() < at.index() && i.hash().equals(e.inspection()))
                        .filter(i -> i.data().label().equals(e.visit()))
                        .findFirst();
        Optional<RuleSet> rules = evidence.registry.rulesAt(at.index());
        boolean closed =
                visit.isPresent()
                        && rules.isPresent()
                        && rules.get().outcomes().stream()
                                .filter(o -> !o.inspected())
                                .anyMatch(o -> o.code().equals(visit.get().data().outcome()));
        if (!closed) {
            check.failed(
                    "CLOSURE_NOT_VISITED",
                    at.index(),
                    "a visit before that ended without an inspection",
                    visit.map(v -> v.data().outcome()).orElse("no such visit"));
        }
    }

    // The officer's key names a person; the team names that person by its bureau's registry.
    private void inspector(Located<ClosureEvent> at, String certificate, String visit) {
        Optional<TeamMember> member =
                dossier.teamAt(visit, at.index()).stream()
                        .filter(m -> m.certificateNo().equals(certificate))
                        .findFirst();
        String officer = at.event().actor().officer();
        boolean own =
                member.isPresent()
                        && Set.of(member.get().personId(), certificate).contains(officer)
                        && bureaus(member.get()).contains(at.event().actor().bureau());
        if (!own) {
            check.failed(
                    "CLOSURE_INSPECTOR",
                    at.index(),
                    member.map(m -> m.personId() + " of " + bureaus(m)).orElse("one of the team"),
                    certificate + " by " + officer + " of " + at.event().actor().bureau());
        }
    }

    private Set<String> bureaus(TeamMember member) {
        if (frozen.inspectors().containsKey(Bytes.ofHex(member.label(), 32))) {
            return Set.of(dossier.bureau());
        }
        Set<String> lenders = new HashSet<>();
        Lent lent = new Lent(member.personId(), member.certificateNo());
        dossier.vacancies.forEach(
                v -> {
                    if (v.data() instanceof LoanRequested loan
                            && loan.inspectors().contains(lent)) {
                        lenders.add(loan.bureau());
                    }
                });
        return lenders;
    }

    private Case find(long request) {
        return request >= 1 && request <= cases.size() ? cases.get((int) request - 1) : null;
    }

    private void confirmed(Located<ClosureEvent> at, ClosureConfirmed e) {
        Case one = find(e.request());
        if (one == null || one.confirmed != null || one.decided) {
            differs(at, "one confirmation of an open report", e.request());
            return;
        }
        check.same("REQUEST_DIFFERS", at.index(), one.report.hash(), e.report());
        inspector(at, e.inspector(), one.reported().visit());
        if (one.reported().inspector().equals(e.inspector())
                || officer(one.report).equals(officer(at))) {
            check.failed("CLOSURE_ONE_INSPECTOR", at.index(), "a second inspector", officer(at));
        }
        one.confirmed = at;
    }

    private static String officer(Located<ClosureEvent> at) {
        return at.event().actor().officer();
    }

    private void differs(Located<ClosureEvent> at, String expected, long request) {
        check.failed("REQUEST_DIFFERS", at.index(), expected, "request " + request);
    }

    private void decided(Located<ClosureEvent> at, ClosureDecided e) {
        Case one = find(e.request());
        if (one == null || one.decided) {
            differs(at, "one decision of an open request", e.request());
            return;
        }
        one.decided = true;
        one.approved = e.approved();
        boolean self =
                officer(one.report).equals(officer(at))
                        || one.confirmed != null && officer(one.confirmed).equals(officer(at));
        if (self) {
            check.failed("DECIDED_BY_REQUESTER", at.index(), "another than who asked", officer(at));
        }
    }

    private void countersigned(Located<ClosureEvent> at, ClosureCountersigned e) {
        Case one = find(e.request());
        if (one == null || one.done) {
            differs(at, "one countersignature of a request", e.request());
            reserves.use(e.reserve());
            return;
        }
        one.done = true;
        if (one.confirmed == null) {
            check.failed(
                    "CLOSURE_ONE_INSPECTOR",
                    at.index(),
                    "confirmed by a second inspector",
                    officer(one.report) + " alone");
        } else {
            check.same("REQUEST_DIFFERS", at.index(), one.confirmed.hash(), e.requestHash());
        }
        if (!one.approved) {
            check.failed("REQUEST_NOT_APPROVED", at.index(), "approved before", "not so");
        }
        new Countersignatures(check, evidence)
                .require(at, dossier, ClosureEvent.KIND, e.requestHash(), e.party(), e.signature());
        reserve(at, e, one);
    }

    private void reserve(Located<ClosureEvent> at, ClosureCountersigned e, Case one) {
        boolean follows =
                evidence.registry
                        .rulesAt(at.index())
                        .map(rules -> rules.visits().closed())
                        .filter(RuleSet.VisitRules.NEXT_RESERVE::equals)
                        .isPresent();
        Bytes closed = Bytes.ofHex(one.reported().visit(), 32);
        Optional<VisitOwed> next =
                follows && frozen.targets().containsKey(closed)
                        ? reserves.next(closed)
                        : Optional.empty();
        String expected = next.map(VisitOwed::label).orElse("");
        check.same(
                follows ? "RESERVE_DIFFERS" : "CLOSURE_NOT_IN_RULES",
                at.index(),
                expected,
                e.reserve());
        reserves.use(e.reserve());
        if (next.isPresent() && expected.equals(e.reserve())) {
            visit(at, next.get());
        }
    }

    private void visit(Located<ClosureEvent> at, VisitOwed next) {
        Located<VisitOwed> found =
                dossier.owed.stream()
                        .filter(v -> v.data().label().equals(next.label()))
                        .findFirst()
                        .orElse(null);
        if (found == null || found.index() < at.index()) {
            check.failed(
                    "RESERVE_DIFFERS",
                    at.index(),
                    Contrast.text(next) + " behind it",
                    found == null ? "no visit" : "at index " + found.index());
            return;
        }
        check.same("RESERVE_DIFFERS", found.index(), next, found.data());
    }

    private void signs(Case one) {
        String visit = one.reported().visit();
        for (ClosedSites.Sign sign :
                evidence.registry.state().signsOfOperation(dossier.drawId(), visit)) {
            check.noted(
                    "CLOSED_SITE_OPERATES",
                    sign.index(),
                    "closed since index " + one.report.index() + ": " + visit,
                    sign.found());
        }
    }
}
