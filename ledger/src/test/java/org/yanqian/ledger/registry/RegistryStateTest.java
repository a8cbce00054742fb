package org.yanqian.ledger.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.event.RuleSetEvent;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.sign.Suite;

class RegistryStateTest {
    private final Fixtures ledger = new Fixtures(Suite.GM);
    private final TargetRecord one = Fixtures.target(1, "重点");

    @AfterEach
    void the_fold_in_a_space_is_the_same() {
        same(ledger);
    }

    private static void same(Fixtures both) {
        assertThat(both.compact.findings()).isEqualTo(both.state.findings());
        assertThat(both.compact.bureaus()).isEqualTo(both.state.bureaus());
        for (String bureau : both.state.bureaus()) {
            RegistryState snapshot = both.compact.snapshot(bureau);
            assertThat(both.compact.targets(bureau))
                    .isEqualTo(both.state.targets(bureau))
                    .isEqualTo(snapshot.targets(bureau));
            assertThat(both.compact.inspectors(bureau))
                    .isEqualTo(both.state.inspectors(bureau))
                    .isEqualTo(snapshot.inspectors(bureau));
            assertThat(snapshot.rules(bureau)).isEqualTo(both.state.rules(bureau));
            assertThat(snapshot.plans(bureau)).isEqualTo(both.state.plans(bureau));
            assertThat(both.compact.lastTouched(bureau, ""))
                    .isEqualTo(both.state.lastTouched(bureau, ""));
            for (RegistryLine<TargetRecord> line : both.state.targets(bureau)) {
                String permitNo = line.record().permitNo();
                assertThat(both.compact.inspectionsOfSite(permitNo))
                        .isEqualTo(both.state.inspectionsOfSite(permitNo))
                        .isEqualTo(snapshot.inspectionsOfSite(permitNo));
            }
        }
    }

    private List<String> codes() {
        return ledger.state.findings().stream().map(RegistryFinding::code).toList();
    }

    @Test
    void keepsTheLastRecordAndItsProof() {
        ledger.register(one);
        ledger.register(Fixtures.target(2, "一般"));
        TargetRecord stopped = Fixtures.with(one, "operatingStatus", "停产");
        ledger.change(one, stopped);
        RegistryLine<TargetRecord> line =
                ledger.state.target(Fixtures.BUREAU, "QY000001").orElseThrow();
        assertThat(line.record()).isEqualTo(stopped);
        assertThat(line.index()).isEqualTo(3);
        assertThat(line.eventId()).isEqualTo("e3");
        assertThat(line.stream()).isEqualTo("target/yunling/QY000001");
        assertThat(ledger.state.targets(Fixtures.BUREAU)).hasSize(2);
        ledger.remove(stopped);
        assertThat(ledger.state.targets(Fixtures.BUREAU))
                .extracting(l -> l.record().objectId())
                .containsExactly("QY000002");
        assertThat(ledger.state.target(Fixtures.BUREAU, "QY000001").orElseThrow().removed())
                .isTrue();
        assertThat(ledger.state.size()).isEqualTo(5);
        assertThat(codes()).isEmpty();
        ledger.register(one);
        assertThat(codes()).as("a removed site may come back").isEmpty();
    }

    @Test
    void changeOfATargetThatIsNotThere() {
        ledger.change(one, Fixtures.with(one, "creditGrade", "A"));
        assertThat(codes()).containsExactly("NOT_REGISTERED");
        assertThat(ledger.state.findings().get(0).index()).isEqualTo(1);
    }

    @Test
    void removalOfATargetThatIsGone() {
        ledger.register(one);
        ledger.remove(one);
        ledger.remove(one);
        assertThat(codes()).containsExactly("NOT_REGISTERED");
    }

    @Test
    void beforeDiffersFromTheFoldedRecord() {
        ledger.register(one);
        TargetRecord other = Fixtures.with(one, "supervisionClass", "一般");
        ledger.change(other, Fixtures.with(other, "creditGrade", "A"));
        assertThat(codes()).containsExactly("BEFORE_DIFFERS");
        assertThat(ledger.state.findings().get(0).expected()).isEqualTo("supervisionClass 重点");
        assertThat(ledger.state.findings().get(0).found()).isEqualTo("supervisionClass 一般");
    }

    @Test
    void registeredTwice() {
        ledger.register(one);
        ledger.register(one);
        assertThat(codes()).containsExactly("REGISTERED_TWICE");
    }

    @Test
    void onePermitNumberForTwoLiveTargets() {
        ledger.register(one);
        TargetRecord two = Fixtures.with(Fixtures.target(2, "重点"), "permitNo", one.permitNo());
        ledger.register(two);
        assertThat(codes()).containsExactly("PERMIT_HELD_TWICE");
        ledger.change(two, Fixtures.with(two, "creditGrade", "A"));
        assertThat(codes()).as("the same pair once").hasSize(1);
    }

    @Test
    void aPermitNumberMayMoveOnceItsHolderIsGone() {
        ledger.register(one);
        ledger.remove(one);
        ledger.register(Fixtures.with(Fixtures.target(2, "重点"), "permitNo", one.permitNo()));
        assertThat(codes()).isEmpty();
    }

    @Test
    void oneCertificateForTwoInspectors() {
        ledger.register(Fixtures.inspector(1));
        ledger.register(
                Fixtures.with(
                        Fixtures.inspector(2),
                        "certificateNo",
                        Fixtures.inspector(1).certificateNo()));
        // Without a certificate nothing is shared.
        ledger.register(Fixtures.with(Fixtures.inspector(3), "certificateNo", ""));
        ledger.register(Fixtures.with(Fixtures.inspector(4), "certificateNo", ""));
        assertThat(codes()).containsExactly("CERTIFICATE_HELD_TWICE");
        assertThat(ledger.state.inspectors(Fixtures.BUREAU)).hasSize(4);
    }

    @Test
    void aRecordInTheStreamOfAnotherSite() {
        ledger.append("target/yunling/QY000009", new TargetEvent.TargetRegistered(one, "manual"));
        assertThat(codes()).containsExactly("STREAM_DIFFERS");
    }

    @Test
    void theRuleSetsBytesHashToItsHash() {
        ledger.adopt();
        assertThat(codes()).isEmpty();
        AdoptedRules adopted = ledger.state.rules(Fixtures.BUREAU).orElseThrow();
        assertThat(adopted.hash()).isEqualTo(ledger.rulesHash());
        ledger.append(
                RuleSetEvent.stream(Fixtures.BUREAU),
                new RuleSetEvent.RuleSetAdopted("x", adopted.content() + " ", adopted.hash()));
        assertThat(codes()).containsExactly("RULE_SET_HASH");
    }

    @Test
    void drawsOfABureauAreNumberedWithoutGapsAndOnePerPlanLine() {
        ledger.adopt();
        PlanLine plan = ledger.author(ledger.plan(1, false, false));
        assertThat(ledger.state.nextDrawNumber(Fixtures.BUREAU, 2026)).isEqualTo(1);
        ledger.open(1, plan.stream());
        assertThat(codes()).isEmpty();
        ledger.open(1, plan.stream());
        assertThat(codes()).containsExactly("DRAW_OPENED_TWICE");
        ledger.open(3, plan.stream());
        assertThat(codes())
                .containsExactly("DRAW_OPENED_TWICE", "DRAW_NUMBER_GAP", "PLAN_DRAWN_TWICE");
        assertThat(ledger.state.nextDrawNumber(Fixtures.BUREAU, 2026)).isEqualTo(4);
        assertThat(ledger.state.nextDrawNumber(Fixtures.BUREAU, 2027)).isEqualTo(1);
        ledger.open(4, "plan/yunling/2026/Q1/none");
        assertThat(codes()).contains("DRAW_OF_UNKNOWN_PLAN");
        ledger.author(ledger.plan(1, true, false));
        assertThat(codes()).contains("PLAN_AUTHORED_TWICE");
    }

    private void redraw(long number, DrawEvent data) {
        ledger.append(DrawEvent.stream(Fixtures.drawId(number)), data);
    }

    private static DrawEvent.RedrawAllowed allowed(long number) {
        return new DrawEvent.RedrawAllowed(
                Fixtures.drawId(number), 1, "11".repeat(32), "样本", "discipline", "00");
    }

    @Test
    void aLapsedDrawFreesItsPlanLineWithACountersignatureOnly() {
        PlanLine plan = ledger.author(ledger.plan(1, false, false));
        ledger.open(1, plan.stream());
        redraw(1, new DrawEvent.DrawLapsed(Fixtures.drawId(1), "未及时见证"));
        redraw(1, allowed(1));
        ledger.open(2, plan.stream());
        assertThat(codes()).isEmpty();
        assertThat(ledger.state.draw(Fixtures.drawId(1)).orElseThrow().isLapsed()).isTrue();
        assertThat(ledger.state.drawOfPlan(Fixtures.BUREAU, plan.stream()).orElseThrow().number())
                .isEqualTo(2);
        redraw(2, new DrawEvent.DrawLapsed(Fixtures.drawId(2), "未及时见证"));
        ledger.open(3, plan.stream());
        assertThat(codes()).containsExactly("REDRAW_NOT_COUNTERSIGNED");
        assertThat(ledger.state.tries(Fixtures.BUREAU, plan.stream())).hasSize(3);
    }

    @Test
    void aVoidDrawFreesItsPlanLineOnceForEachCountersignature() {
        PlanLine plan = ledger.author(ledger.plan(1, false, false));
        ledger.open(1, plan.stream());
        redraw(1, allowed(1));
        assertThat(codes()).containsExactly("REDRAW_OF_STANDING");
        DrawEvent.DrawVoided voided =
                new DrawEvent.DrawVoided(
                        Fixtures.drawId(1), 1, "11".repeat(32), "样本", "discipline", "00");
        redraw(1, voided);
        redraw(1, allowed(1));
        ledger.open(2, plan.stream());
        assertThat(ledger.state.draw(Fixtures.drawId(1)).orElseThrow().isOver()).isTrue();
        assertThat(codes()).containsExactly("REDRAW_OF_STANDING");
        redraw(1, voided);
        redraw(1, allowed(1));
        assertThat(codes())
                .containsExactly("REDRAW_OF_STANDING", "VOIDED_TWICE", "REDRAW_ALLOWED_TWICE");
    }

    @Test
    void announcementsAreChainedAndTheFirstCounts() {
        PlanLine plan = ledger.author(ledger.plan(1, false, false));
        ledger.open(1, plan.stream());
        long size = ledger.state.size();
        LedgerEvent first = announce(1, "", plan, size);
        String hash = Hex.format(Suite.GM.hash(EventCodec.format(first)));
        assertThat(ledger.state.lastAnnouncement(Fixtures.BUREAU)).isEqualTo(hash);
        assertThat(ledger.state.draw(Fixtures.drawId(1)).orElseThrow().announcement())
                .isEqualTo(hash);
        assertThat(codes()).isEmpty();
        announce(1, "", plan, size);
        assertThat(codes()).containsExactly("ANNOUNCED_TWICE");
        assertThat(ledger.state.lastAnnouncement(Fixtures.BUREAU)).isEqualTo(hash);
        ledger.append("draw/x", new DrawEvent.DrawLapsed(Fixtures.drawId(1), "样本"));
        redraw(1, allowed(1));
        ledger.open(2, plan.stream());
        announce(2, "00", plan, ledger.state.size());
        assertThat(codes()).containsExactly("ANNOUNCED_TWICE", "ANNOUNCEMENT_CHAIN");
        announce(9, "", plan, size);
        assertThat(codes()).contains("UNKNOWN_DRAW");
    }

    private LedgerEvent announce(long number, String previous, PlanLine plan, long frozenSize) {
        return ledger.append(
                DrawEvent.stream(Fixtures.drawId(number)),
                ledger.announcement(number, previous, plan.stream(), frozenSize));
    }

    @Test
    void nothingMayTouchTheListBetweenFreezeAndAnnouncement() {
        ledger.register(one);
        PlanLine plan = ledger.author(ledger.plan(1, false, false));
        ledger.open(1, plan.stream());
        long size = ledger.state.size();
        ledger.change(one, Fixtures.with(one, "creditGrade", "A"));
        assertThat(ledger.state.lastTouched(Fixtures.BUREAU, plan.stream())).isEqualTo(size);
        announce(1, "", plan, size);
        assertThat(codes()).containsExactly("TOUCHED_AFTER_FREEZE");
    }

    @Test
    void anInspectionTouchesEveryBureauThatListsTheSite() {
        ledger.register(one);
        ledger.append(
                "target/city/C1",
                new TargetEvent.TargetRegistered(Fixtures.with(one, "objectId", "C1"), "manual"));
        PlanLine plan = ledger.author(ledger.plan(1, false, false));
        ledger.open(1, plan.stream());
        LedgerEvent result = ledger.inspect(1, one, "2026-02-01", "NO_PROBLEM_FOUND");
        long index = ledger.state.size() - 1;
        assertThat(ledger.state.lastTouched("city", "")).isEqualTo(index);
        assertThat(ledger.state.lastTouched(Fixtures.BUREAU, plan.stream())).isEqualTo(index);
        assertThat(ledger.state.bureausListing(Fixtures.BUREAU, one.objectId()))
                .containsExactly("city", Fixtures.BUREAU);
        assertThat(ledger.state.bureausListing("elsewhere", "QY1")).containsExactly("elsewhere");
        assertThat(ledger.state.inspections(Fixtures.BUREAU, "QY000001"))
                .singleElement()
                .satisfies(
                        i -> {
                            assertThat(i.eventId()).isEqualTo(result.id());
                            assertThat(i.outcome()).isEqualTo("NO_PROBLEM_FOUND");
                            assertThat(i.drawId()).isEqualTo(Fixtures.drawId(1));
                            assertThat(i.inspectedOn()).hasToString("2026-02-01");
                        });
        assertThat(ledger.state.inspections("city", "C1")).isEmpty();
        assertThat(ledger.state.inspectionsOfSite(one.permitNo())).hasSize(1);
        assertThat(codes()).isEmpty();
    }

    @Test
    void anInventedOrRepeatedResultSparesNobody() {
        ledger.register(one);
        PlanLine plan = ledger.author(ledger.plan(1, false, false));
        ledger.open(1, plan.stream());
        ledger.append(
                VisitEvent.stream(Fixtures.drawId(1), "aa"),
                new VisitEvent.InspectionRecorded(
                        Fixtures.drawId(1),
                        "aa",
                        "QY000001",
                        List.of(),
                        "2026-02-01",
                        "NO_PROBLEM_FOUND",
                        ""));
        assertThat(codes()).containsExactly("RECORDED_WITHOUT_VISIT");
        assertThat(ledger.state.inspectionsOfSite(one.permitNo())).isEmpty();
        ledger.inspect(1, one, "2026-02-01", "CASE_FILED");
        ledger.inspect(1, one, "2026-02-02", "NO_PROBLEM_FOUND");
        assertThat(codes())
                .containsExactly("RECORDED_WITHOUT_VISIT", "ASSIGNED_TWICE", "RECORDED_TWICE");
        assertThat(ledger.state.inspectionsOfSite(one.permitNo())).hasSize(1);
        TargetRecord two = Fixtures.target(2, "重点");
        ledger.register(two);
        ledger.inspect(1, two, "2026-02-31", "NO_PROBLEM_FOUND");
        assertThat(codes()).endsWith("BAD_DATE");
        ledger.inspect(1, Fixtures.target(3, "重点"), "2026-02-01", "NO_PROBLEM_FOUND");
        assertThat(codes()).endsWith("NOT_REGISTERED");
    }

    @Test
    void aCopyIsNotTouchedByLaterEvents() {
        ledger.register(one);
        RegistryState copy = ledger.state.copy();
        ledger.change(one, Fixtures.with(one, "creditGrade", "A"));
        ledger.register(Fixtures.with(Fixtures.target(2, "重点"), "permitNo", one.permitNo()));
        assertThat(copy.size()).isEqualTo(2);
        assertThat(copy.targets(Fixtures.BUREAU)).hasSize(1);
        assertThat(copy.target(Fixtures.BUREAU, "QY000001").orElseThrow().record()).isEqualTo(one);
        assertThat(copy.findings()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsFoundAndTheFoldGoesOn() {
        ledger.append("ledger/x", new OriginEvent.LedgerOpened("o", "md5", "k", List.of()));
        ledger.register(one);
        assertThat(codes()).containsExactly("UNKNOWN_SUITE");
        assertThat(ledger.state.targets(Fixtures.BUREAU)).hasSize(1);
    }

    @Test
    void ledgerOrderOnly() {
        assertThatThrownBy(() -> ledger.state.apply(0, ledger.events.get(0)))
                .isInstanceOf(AssertionError.class);
    }

    /** kind 0 register, 1 change, 2 remove; of site {@code id}, to credit grade {@code grade}. */
    record Op(int kind, int id, String grade) {}

    @Provide
    Arbitrary<List<Op>> ops() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.of("A", "B", "C"))
                .as(Op::new)
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 200)
    void theFoldEqualsANaiveReplay(@ForAll("ops") List<Op> ops) {
        Fixtures ops2 = new Fixtures(Suite.INTL);
        Map<Integer, TargetRecord> naive = new HashMap<>();
        int wrong = 0;
        for (Op op : ops) {
            TargetRecord now = naive.get(op.id);
            TargetRecord next =
                    Fixtures.with(Fixtures.target(op.id, "一般"), "creditGrade", op.grade);
            switch (op.kind) {
                case 0 -> {
                    wrong += now == null ? 0 : 1;
                    ops2.register(next);
                    naive.put(op.id, next);
                }
                case 1 -> {
                    wrong += now == null ? 1 : 0;
                    ops2.change(now == null ? next : now, next);
                    naive.put(op.id, next);
                }
                default -> {
                    wrong += now == null ? 1 : 0;
                    ops2.remove(now == null ? next : now);
                    naive.remove(op.id);
                }
            }
        }
        same(ops2);
        RegistryState again = RegistryState.of(ops2.events);
        List<TargetRecord> expected = new ArrayList<>();
        naive.keySet().stream().sorted().forEach(id -> expected.add(naive.get(id)));
        assertThat(again.targets(Fixtures.BUREAU))
                .extracting(RegistryLine::record)
                .containsExactlyElementsOf(expected);
        assertThat(again.findings()).hasSize(wrong).isEqualTo(ops2.state.findings());
    }
}
