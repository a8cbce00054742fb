package org.yanqian.ledger.freeze;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.draw.Assignment;
import org.yanqian.ledger.draw.DrawList;
import org.yanqian.ledger.draw.Selection;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.registry.Fixtures;
import org.yanqian.ledger.registry.PlanLine;
import org.yanqian.ledger.sign.Suite;

class VisitPlanTest {
    private static final Bytes SEED = Bytes.of(new byte[32]);

    private static FrozenDraw frozen(int inspectors) {
        Fixtures ledger = new Fixtures(Suite.GM);
        ledger.adopt();
        for (int i = 1; i <= 40; i++) {
            ledger.register(Fixtures.target(i, i <= 30 ? "重点" : "特殊"));
        }
        for (int p = 1; p <= inspectors; p++) {
            ledger.register(Fixtures.inspector(p));
        }
        PlanLine plan = ledger.author(ledger.plan(1, false, false));
        return Freezer.freeze(
                ledger.state,
                Fixtures.BUREAU,
                plan,
                Fixtures.RULES,
                Suite.GM,
                Fixtures.drawId(1),
                new byte[32],
                LocalDate.of(2026, 1, 6));
    }

    private static Selection select(FrozenDraw frozen) {
        DrawList list = frozen.list();
        return Selection.compute(list.suite(), SEED, list.candidates(), list.quotas(), 3);
    }

    private static List<VisitEvent> plan(FrozenDraw frozen, Selection selection) {
        DrawList list = frozen.list();
        Assignment assignment =
                Assignment.compute(
                        list.suite(),
                        SEED,
                        list.inspectors(),
                        list.eligibility(),
                        selection.drawn());
        return VisitPlan.of(frozen, selection, assignment);
    }

    @Test
    void everyDrawnSiteGetsTwoCertifiedInspectorsAndADueDate() {
        FrozenDraw frozen = frozen(10);
        Selection selection = select(frozen);
        List<VisitEvent> visits = plan(frozen, selection);
        assertThat(visits).hasSize(8 + 10).allMatch(v -> v instanceof VisitEvent.VisitAssigned);
        int at = 0;
        for (String stratum : selection.selected().keySet()) {
            long rank = 0;
            for (Bytes label : selection.selected().get(stratum)) {
                VisitEvent.VisitAssigned visit = (VisitEvent.VisitAssigned) visits.get(at++);
                assertThat(visit.label()).isEqualTo(label.hex());
                assertThat(visit.rank()).isEqualTo(++rank);
                assertThat(visit.stratum()).isEqualTo(stratum);
                assertThat(visit.objectId()).isEqualTo(frozen.targets().get(label).objectId());
                assertThat(visit.drawId()).isEqualTo(Fixtures.drawId(1));
                assertThat(visit.dueOn()).isEqualTo("2026-03-31");
                assertThat(visit.team()).hasSize(2).doesNotHaveDuplicates();
                visit.team()
                        .forEach(
                                m -> {
                                    FrozenInspector p =
                                            frozen.inspectors().get(Bytes.ofHex(m.label()));
                                    assertThat(m.role()).isEqualTo("enforcement");
                                    assertThat(m.personId()).isEqualTo(p.personId());
                                    assertThat(m.certificateNo()).isEqualTo(p.id());
                                });
            }
        }
        assertThat(plan(frozen(10), select(frozen(10)))).isEqualTo(visits);
    }

    @Test
    void withoutEnoughPeopleEveryVisitStaysOwed() {
        FrozenDraw frozen = frozen(1);
        List<VisitEvent> visits = plan(frozen, select(frozen));
        assertThat(visits).hasSize(18).allMatch(v -> v instanceof VisitEvent.VisitOwed);
        assertThat(((VisitEvent.VisitOwed) visits.get(0)).dueOn()).isEqualTo("2026-03-31");
    }

    @Test
    void capacityRunsOutAndTheRestIsOwed() {
        // Two people with 12 places each staff 12 visits of 18.
        FrozenDraw frozen = frozen(2);
        List<VisitEvent> visits = plan(frozen, select(frozen));
        assertThat(visits).filteredOn(v -> v instanceof VisitEvent.VisitAssigned).hasSize(12);
        assertThat(visits).filteredOn(v -> v instanceof VisitEvent.VisitOwed).hasSize(6);
    }
}
