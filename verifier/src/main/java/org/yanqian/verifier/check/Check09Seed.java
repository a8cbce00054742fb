package org.yanqian.verifier.check;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.freeze.BeaconValues;
import org.yanqian.ledger.registry.DrawNumbering;
import org.yanqian.ledger.registry.RegistryFinding;

/**
 * 9 Seed: one announcement and one close, in the bureau's chain; every reveal opens its commitment
 * and stands in the close; the beacon is the announced round of a pinned chain; the seed and the
 * grade follow.
 */
public final class Check09Seed extends Check {
    static final Set<String> CHAIN =
            Set.of(
                    "DRAW_OPENED_TWICE",
                    "DRAW_ID_DIFFERS",
                    "DRAW_OF_OTHER_BUREAU",
                    "DRAW_OF_UNKNOWN_PLAN",
                    "PLAN_DRAWN_TWICE",
                    "UNKNOWN_DRAW",
                    "ANNOUNCEMENT_CHAIN");

    public Check09Seed() {
        super("9");
    }

    @Override
    protected void start(Evidence evidence) {
        if (!evidence.isLedger() && evidence.bundle == null) {
            notChecked("UNREADABLE_BUNDLE");
            return;
        }
        for (RegistryFinding f : numbering(evidence)) {
            fail(f.code(), f.index(), f.stream() + ": " + f.expected(), f.found());
        }
    }

    @Override
    protected void draw(Dossier dossier, Evidence evidence) {
        once("ANNOUNCED_TWICE", dossier.announced);
        once("CLOSED_TWICE", dossier.closed);
        once("COMPLETED_TWICE", dossier.completed);
        guarded(first(dossier), () -> order(dossier));
        if (dossier.announcement() != null) {
            guarded(first(dossier), () -> announced(dossier, evidence));
            guarded(first(dossier), () -> closed(dossier));
            guarded(first(dossier), () -> completed(dossier, evidence));
        }
    }

    @Override
    protected void finish(Evidence evidence) {
        if (!evidence.isLedger() && evidence.bundle != null && !hasResult(evidence)) {
            fail("INCOMPLETE_BUNDLE", -1, "announcement, close and result", "not all of them");
        }
    }

    // A bundle has no fold, but it shows who opened its draw, and as what.
    private static List<RegistryFinding> numbering(Evidence evidence) {
        if (evidence.isLedger()) {
            return evidence.registry.findings().stream()
                    .filter(f -> CHAIN.contains(f.code()))
                    .toList();
        }
        return evidence.dossiers.all().stream()
                .flatMap(d -> d.opened.stream())
                .flatMap(o -> DrawNumbering.check(o.index(), o.event(), o.data()).stream())
                .toList();
    }

    private static boolean hasResult(Evidence evidence) {
        return evidence.dossiers.all().stream()
                .anyMatch(
                        d ->
                                d.drawId().equals(evidence.bundle.drawId())
                                        && d.announcement() != null
                                        && d.close() != null
                                        && d.completion() != null);
    }

    private static long first(Dossier dossier) {
        return dossier.announcement() == null ? -1 : dossier.announcement().index();
    }

    private void once(String code, List<? extends Located<?>> events) {
        for (Located<?> again : events.subList(Math.min(1, events.size()), events.size())) {
            fail(code, again.index(), "once, at index " + events.get(0).index(), again.index());
        }
    }

    private void order(Dossier dossier) {
        long announced = index(dossier.announcement());
        long closed = index(dossier.close());
        long completed = index(dossier.completion());
        if (closed >= 0 && (announced < 0 || closed < announced)) {
            fail("ORDER", closed, "the close after the announcement", announced + ", " + closed);
        }
        if (completed >= 0 && (closed < 0 || completed < closed)) {
            fail("ORDER", completed, "the result after the close", closed + ", " + completed);
        }
        for (Located<?> reveal : dossier.revealed) {
            if (announced < 0 || reveal.index() < announced) {
                fail("ORDER", reveal.index(), "reveals after the announcement", announced);
            }
        }
        for (Located<?> commitment : dossier.committed) {
            if (announced >= 0 && commitment.index() > announced) {
                fail("ORDER", commitment.index(), "commitments before", announced);
            }
        }
    }

    private static long index(Located<?> event) {
        return event == null ? -1 : event.index();
    }

    private void announced(Dossier dossier, Evidence evidence) {
        DrawEvent.DrawAnnounced announced = dossier.announcement().data();
        long index = dossier.announcement().index();
        equal("ALGORITHM", index, "DRAW/1", announced.algorithm());
        equal("SUITE_DIFFERS", index, evidence.suite.wire(), announced.suite());
        Map<String, String> committed = new TreeMap<>();
        dossier.committed.forEach(
                c -> committed.putIfAbsent(c.data().party(), c.data().commitment()));
        Map<String, String> named = new TreeMap<>();
        announced.parties().forEach(p -> named.put(p.party(), p.commitment()));
        equal("COMMITMENTS_DIFFER", index, committed, named);
        if (named.size() != announced.parties().size()) {
            fail("PARTY_TWICE", index, announced.parties().size() + " parties", named.keySet());
        }
        if (!dossier.opened.isEmpty()) {
            DrawEvent.DrawOpened opened = dossier.opened.get(0).data();
            Set<String> invited = new TreeSet<>();
            opened.parties().forEach(p -> invited.add(p.party() + " " + p.key()));
            Set<String> present = new TreeSet<>();
            announced.parties().forEach(p -> present.add(p.party() + " " + p.key()));
            equal("PARTIES_DIFFER", index, invited, present);
            equal("PLAN_DIFFERS", index, opened.plan(), announced.plan());
        } else {
            fail("NOT_OPENED", index, "draw.opened before", "none");
        }
    }

    private void closed(Dossier dossier) {
        if (dossier.close() == null) {
            return;
        }
        DrawEvent.DrawClosed close = dossier.close().data();
        long index = dossier.close().index();
        equal("ANNOUNCEMENT_HASH", index, dossier.announcement().hash(), close.announcement());
        Map<String, String> commitments = new TreeMap<>();
        dossier.announcement()
                .data()
                .parties()
                .forEach(p -> commitments.put(p.party(), p.commitment()));
        Set<String> seen = new HashSet<>();
        for (DrawEvent.SeedRevealed reveal : close.reveals()) {
            reveal(reveal, index, commitments, seen, dossier);
        }
        for (DrawEvent.MissingParty missing : close.missing()) {
            if (!seen.add(missing.party())) {
                fail("PARTY_TWICE", index, "revealed or missing", missing.party());
            }
            equal(
                    "MISSING_COMMITMENT",
                    index,
                    commitments.get(missing.party()),
                    missing.commitment());
        }
        equal("PARTIES_DIFFER", index, commitments.keySet(), new TreeSet<>(seen));
        for (Located<DrawEvent.SeedRevealed> reveal : dossier.revealed) {
            boolean inside = close.reveals().contains(reveal.data());
            if (reveal.index() < index && !inside) {
                fail("REVEAL_LEFT_OUT", reveal.index(), "in the close at " + index, "not there");
            } else if (reveal.index() > index) {
                note("REVEAL_LATE", reveal.index(), "before the close at " + index, "after it");
            }
        }
    }

    private void reveal(
            DrawEvent.SeedRevealed reveal,
            long index,
            Map<String, String> commitments,
            Set<String> seen,
            Dossier dossier) {
        if (!seen.add(reveal.party())) {
            fail("PARTY_TWICE", index, "one reveal", reveal.party());
        }
        equal("DRAW_DIFFERS", index, dossier.drawId(), reveal.drawId());
        Bytes nonce = Bytes.ofHex(reveal.nonce(), 32);
        org.yanqian.ledger.sign.Suite suite =
                org.yanqian.ledger.sign.Suite.of(dossier.announcement().data().suite());
        equal(
                "REVEAL_DIFFERS",
                index,
                commitments.get(reveal.party()),
                Labels.commitment(suite, dossier.drawId(), reveal.party(), nonce).hex());
        boolean before =
                dossier.revealed.stream()
                        .anyMatch(r -> r.index() < index && r.data().equals(reveal));
        if (!before) {
            fail("REVEAL_NOT_IN_LEDGER", index, "draw.seed-revealed before", reveal.party());
        }
    }

    private void completed(Dossier dossier, Evidence evidence) {
        if (dossier.completion() == null || dossier.close() == null) {
            return;
        }
        DrawEvent.DrawCompleted result = dossier.completion().data();
        long index = dossier.completion().index();
        equal("ANNOUNCEMENT_HASH", index, dossier.announcement().hash(), result.announcement());
        equal("CLOSE_HASH", index, dossier.close().hash(), result.close());
        beacon(result.beacon(), index, dossier, evidence);
        Bytes seed = seed(dossier, evidence);
        SeedReplay replay = new SeedReplay(seed, Grades.of(dossier, evidence));
        dossier.seed = replay;
        equal("SEED_DIFFERS", index, seed.hex(), result.seed());
        // A grade is better the earlier its letter.
        if (result.grade().compareTo(replay.grade().name()) < 0
                || !result.grade().matches("[ABC]")) {
            // Under a stricter margin than the service's a lapse lowers the grade, no lie does.
            if (!dossier.lapse.isEmpty()) {
                undecided("GRADE_OVERSTATED", index, replay.grade(), result.grade());
            } else {
                fail("GRADE_OVERSTATED", index, replay.grade(), result.grade());
            }
        }
        if (replay.grade().compareTo(evidence.policy.lowestGrade()) > 0) {
            undecided(
                    "GRADE_BELOW_POLICY",
                    index,
                    evidence.policy.lowestGrade() + " or better",
                    replay.grade());
        }
    }

    private void beacon(
            DrawEvent.BeaconValue value, long index, Dossier dossier, Evidence evidence) {
        DrawEvent.BeaconTerms terms = dossier.announcement().data().beacon();
        equal(
                "BEACON_ROUND",
                index,
                terms.type() + " " + terms.round(),
                value.type() + " " + value.round());
        Beacons.difference(evidence, terms, value)
                .ifPresent(d -> fail(d.code(), index, d.expected(), d.found()));
    }

    private static Bytes seed(Dossier dossier, Evidence evidence) {
        return BeaconValues.seed(
                evidence.suite,
                Bytes.ofHex(dossier.announcement().hash()),
                dossier.close().data(),
                BeaconValues.beacon(dossier.completion().data().beacon()));
    }
}
