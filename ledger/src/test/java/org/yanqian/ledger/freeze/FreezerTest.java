package org.yanqian.ledger.freeze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.draw.Candidate;
import org.yanqian.ledger.draw.DrawList;
import org.yanqian.ledger.draw.Freeze;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.draw.RoleEligibility;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.PlanEvent.PlanLineAuthored;
import org.yanqian.ledger.event.RuleSetEvent;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.registry.Fixtures;
import org.yanqian.ledger.registry.PlanLine;
import org.yanqian.ledger.registry.RegistryState;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.rules.RuleSets;
import org.yanqian.ledger.sign.Suite;

class FreezerTest {
    private static final LocalDate AS_OF = LocalDate.of(2026, 1, 6);
    private static final byte[] K = new byte[32];

    private Fixtures ledger = new Fixtures(Suite.INTL);

    private static FrozenDraw freeze(RegistryState state, PlanLine plan, Suite suite) {
        return Freezer.freeze(
                state, Fixtures.BUREAU, plan, Fixtures.RULES, suite, Fixtures.drawId(1), K, AS_OF);
    }

    /** 4 key, 3 general and 2 special sites, 3 inspectors; changed before the plan line. */
    private FrozenDraw small(Consumer<Fixtures> change) {
        return small(change, 1, false);
    }

    private FrozenDraw small(Consumer<Fixtures> change, long quarter, boolean excludeInspected) {
        ledger = new Fixtures(Suite.INTL);
        ledger.adopt();
        for (int i = 1; i <= 9; i++) {
            ledger.register(target(i));
        }
        for (int i = 1; i <= 3; i++) {
            ledger.register(Fixtures.inspector(i));
        }
        change.accept(ledger);
        PlanLine plan = ledger.author(ledger.plan(quarter, false, excludeInspected));
        return freeze(ledger.state, plan, Suite.INTL);
    }

    private static TargetRecord target(int i) {
        return Fixtures.target(i, i <= 4 ? "重点" : i <= 7 ? "一般" : "特殊");
    }

    private static FrozenTarget of(FrozenDraw frozen, int i) {
        return frozen.targets().values().stream()
                .filter(t -> t.objectId().equals(target(i).objectId()))
                .findFirst()
                .orElseThrow();
    }

    private static RoleEligibility enforcement(FrozenDraw frozen, int i) {
        return frozen.list().eligibility().get(of(frozen, i).label()).get(Freeze.ENFORCEMENT);
    }

    private static Map<String, Object> json(String record) {
        return CanonicalJson.parseObject(record.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void theCountyOfTheSample(Suite suite) {
        Fixtures county = new Fixtures(suite);
        county.adopt();
        int i = 0;
        for (var stratum : Map.of("重点", 48, "简化", 108, "一般", 1020, "特殊", 24).entrySet()) {
            for (int n = 0; n < stratum.getValue(); n++) {
                county.register(Fixtures.target(++i, stratum.getKey()));
            }
        }
        for (int p = 1; p <= 60; p++) {
            county.register(Fixtures.inspector(p));
        }
        FrozenDraw frozen =
                freeze(county.state, county.author(county.plan(1, false, false)), suite);
        assertThat(frozen.quotas())
                .extracting(q -> q.stratum() + " " + q.quota())
                .containsExactly("重点 12", "简化 6", "一般 11", "特殊 24");
        assertThat(frozen.list().quotas())
                .isEqualTo(Map.of("重点", 12L, "简化", 6L, "一般", 11L, "特殊", 24L));
        assertThat(frozen.counts().candidates()).isEqualTo(1200);
        assertThat(frozen.counts().inspectors()).isEqualTo(60);
        assertThat(frozen.counts().eligibility()).isEqualTo(1200);
        assertThat(frozen.counts().understaffed()).isZero();
        assertThat(frozen.counts().recognisable()).isZero();
        assertThat(frozen.frozenSize()).isEqualTo(county.state.size());
        assertThat(frozen.ruleSet()).isEqualTo(county.rulesHash());
        assertThat(freeze(RegistryState.of(county.events), planOf(county), suite).roots())
                .as("a verifier's replay")
                .isEqualTo(frozen.roots());
    }

    private static PlanLine planOf(Fixtures ledger) {
        return ledger.state.plans(Fixtures.BUREAU).get(0);
    }

    @Test
    void labelsAndRecordsComeFromKeyAndNumberAlone() {
        FrozenDraw frozen = small(l -> {});
        FrozenTarget t = of(frozen, 1);
        Bytes sub =
                Labels.sub(
                        Suite.INTL,
                        Bytes.of(K),
                        Fixtures.drawId(1),
                        Labels.Kind.TARGET,
                        Fixtures.permitNo(1));
        assertThat(t.sub()).isEqualTo(sub);
        assertThat(t.label()).isEqualTo(Labels.label(Suite.INTL, sub));
        Candidate candidate =
                frozen.list().candidates().stream()
                        .filter(c -> c.label().equals(t.label()))
                        .findFirst()
                        .orElseThrow();
        assertThat(candidate.record())
                .isEqualTo(
                        Labels.record(
                                Suite.INTL,
                                Labels.salt(Suite.INTL, sub),
                                t.record().getBytes(StandardCharsets.UTF_8)));
        assertThat(json(t.record()))
                .containsEntry("id", Fixtures.permitNo(1))
                .containsEntry("kind", "target")
                .containsEntry("stratum", "重点")
                .containsEntry("weight", 2L)
                .containsEntry("exclusion", Map.of())
                .containsEntry("proof", "e2")
                .containsEntry("asOf", "2026-01-06")
                .containsEntry("ruleSet", ledger.rulesHash())
                .containsEntry("record", RecordCodec.format(target(1)));
        FrozenInspector person = frozen.inspectors().values().iterator().next();
        assertThat(json(person.record()))
                .containsEntry("kind", "inspector")
                .containsEntry("id", person.id())
                .containsEntry("capacity", 12L)
                .containsEntry("ineligible", "");
    }

    @ParameterizedTest
    @CsvSource({
        "name",
        "uscc",
        "divisionCode",
        "area",
        "address",
        "longitude",
        "latitude",
        "industryCode",
        "industryName",
        "permitClass",
        "creditGrade",
        "heavyPollutionGrade",
        "operatingStatus",
        "lastCheckDate",
        "listedOn",
        "registryStatus"
    })
    void oneFieldOfOneRecordChangesTheCandidateRoot(String field) {
        FrozenDraw before = small(l -> {});
        FrozenDraw after = small(l -> l.change(target(3), Fixtures.with(target(3), field, "别的")));
        assertThat(after.roots().candidateRoot()).isNotEqualTo(before.roots().candidateRoot());
        assertThat(after.roots().inspectorRoot()).isEqualTo(before.roots().inspectorRoot());
    }

    @Test
    void anInspectorsRecordChangesTheInspectorRootAndARecusalTheEligibility() {
        FrozenDraw before = small(l -> {});
        InspectorRecord two = Fixtures.inspector(2);
        FrozenDraw moved = small(l -> l.change(two, Fixtures.with(two, "unit", "别处")));
        assertThat(moved.roots().inspectorRoot()).isNotEqualTo(before.roots().inspectorRoot());
        assertThat(moved.roots().eligibilityRoot()).isEqualTo(before.roots().eligibilityRoot());
        FrozenDraw recused =
                small(
                        l ->
                                l.change(
                                        two,
                                        Fixtures.with(
                                                two,
                                                "recusedTargets",
                                                List.of(target(1).objectId()))));
        assertThat(recused.roots().eligibilityRoot())
                .isNotEqualTo(before.roots().eligibilityRoot());
        assertThat(enforcement(recused, 1).eligible()).hasSize(2);
        assertThat(enforcement(recused, 2).eligible()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "certificateExpires, 2026-01-05, CERTIFICATE_EXPIRED",
        "onPost, 休假, NOT_ON_POST",
        "registryStatus, 暂停, NOT_IN_FORCE",
        "establishment, 辅助人员, AUXILIARY"
    })
    void whoIsNotFitStaysListedAndIsEligibleNowhere(String field, String value, String reason) {
        InspectorRecord two = Fixtures.inspector(2);
        FrozenDraw frozen = small(l -> l.change(two, Fixtures.with(two, field, value)));
        FrozenInspector person =
                frozen.inspectors().values().stream()
                        .filter(p -> p.personId().equals(two.personId()))
                        .findFirst()
                        .orElseThrow();
        assertThat(person.reason()).isEqualTo(reason);
        assertThat(json(person.record())).containsEntry("ineligible", reason);
        assertThat(frozen.counts().inspectors()).isEqualTo(3);
        for (int i = 1; i <= 9; i++) {
            assertThat(enforcement(frozen, i).eligible()).hasSize(2).doesNotContain(person.label());
        }
    }

    @Test
    void withoutACertificateNumberNobodyIsListed() {
        InspectorRecord two = Fixtures.inspector(2);
        FrozenDraw frozen = small(l -> l.change(two, Fixtures.with(two, "certificateNo", "")));
        assertThat(frozen.inspectors()).hasSize(2);
    }

    @Test
    void fewerEligibleThanDemandedIsCountedAndExcludesNobody() {
        FrozenDraw frozen =
                small(
                        l -> {
                            for (int p = 2; p <= 3; p++) {
                                InspectorRecord i = Fixtures.inspector(p);
                                l.change(i, Fixtures.with(i, "onPost", "休假"));
                            }
                        });
        assertThat(frozen.counts().understaffed()).isEqualTo(9);
        assertThat(frozen.counts().excluded()).isZero();
        assertThat(frozen.counts().eligibility()).isEqualTo(9);
    }

    @Test
    void aSuspendedSiteIsExcludedWithItsProofAndStaysListedAndCounted() {
        TargetRecord one = target(1);
        FrozenDraw frozen = small(l -> l.change(one, Fixtures.with(one, "operatingStatus", "停产")));
        FrozenTarget t = of(frozen, 1);
        assertThat(t.exclusion()).isEqualTo("OPERATION_SUSPENDED");
        assertThat(json(t.record()))
                .containsEntry("proof", "e14")
                .containsEntry(
                        "exclusion",
                        Map.of("code", "OPERATION_SUSPENDED", "article", "十一", "event", "e14"));
        assertThat(frozen.counts().candidates()).isEqualTo(9);
        assertThat(frozen.counts().excluded()).isEqualTo(1);
        assertThat(frozen.counts().eligibility()).isEqualTo(8);
        assertThat(frozen.list().candidates())
                .filteredOn(Candidate::isExcluded)
                .extracting(Candidate::label)
                .containsExactly(t.label());
        assertThat(frozen.quotas().get(0).base()).as("base before exclusion").isEqualTo(4);
        assertThat(frozen.list().eligibility()).doesNotContainKey(t.label());
    }

    @Test
    void whenFewerRemainThanTheQuotaAsksItIsRecorded() {
        TargetRecord eight = target(8);
        FrozenDraw frozen =
                small(l -> l.change(eight, Fixtures.with(eight, "operatingStatus", "停产")));
        assertThat(frozen.quotas())
                .extracting(q -> q.stratum() + " " + q.quota())
                .containsExactly("重点 1", "一般 1", "特殊 2");
        assertThat(frozen.fullyCovered()).containsExactly("特殊");
        assertThat(small(l -> {}).fullyCovered()).isEmpty();
    }

    @Test
    void anInspectedSiteIsExcludedByTheEventThatProvesIt() {
        Consumer<Fixtures> inspected =
                l -> {
                    PlanLine first = l.author(l.plan(1, false, false));
                    l.open(1, first.stream());
                    l.inspect(1, target(2), "2026-02-01", "NO_PROBLEM_FOUND");
                    l.inspect(1, target(3), "2026-02-01", "RECTIFICATION_ORDERED");
                    l.inspect(1, target(8), "2026-02-02", "CASE_FILED");
                };
        FrozenDraw chosen = small(inspected, 2, true);
        assertThat(of(chosen, 2).exclusion()).isEqualTo("INSPECTED_THIS_YEAR");
        assertThat(of(chosen, 2).record()).contains("\"event\":\"e17\"");
        assertThat(of(chosen, 3).exclusion()).isEmpty();
        assertThat(of(chosen, 8).exclusion()).isEqualTo("INSPECTED_THIS_HALF_YEAR");
        assertThat(of(chosen, 9).exclusion()).isEmpty();
        FrozenDraw notChosen = small(inspected, 2, false);
        assertThat(of(notChosen, 2).exclusion()).isEmpty();
        assertThat(of(notChosen, 8).exclusion()).isEqualTo("INSPECTED_THIS_HALF_YEAR");
    }

    @Test
    void theSecondQuarterOfASpreadCensusTakesTheRest() {
        Consumer<Fixtures> inspected =
                l -> {
                    PlanLine first = l.author(l.plan(1, true, false));
                    l.open(1, first.stream());
                    l.inspect(1, target(8), "2026-02-02", "NO_PROBLEM_FOUND");
                };
        small(inspected);
        PlanLine second = ledger.author(ledger.plan(2, true, false));
        assertThat(freeze(ledger.state, second, Suite.INTL).quotas().get(2).formula())
                .isEqualTo("2 − 1 = 1");
    }

    @Test
    void theOrderOfTheInputChangesNothing() {
        FrozenDraw frozen = small(l -> {});
        // The registrations change places, their ids go along.
        List<LedgerEvent> events = new ArrayList<>(ledger.events.subList(2, 14));
        Collections.shuffle(events, new Random(7));
        RegistryState shuffled = new RegistryState();
        long index = 0;
        for (LedgerEvent event : ledger.events.subList(0, 2)) {
            shuffled.apply(index++, event);
        }
        for (LedgerEvent event : events) {
            shuffled.apply(index++, event);
        }
        shuffled.apply(index, ledger.events.get(14));
        assertThat(freeze(shuffled, planOf(ledger), Suite.INTL).roots()).isEqualTo(frozen.roots());
        DrawList list = frozen.list();
        List<Candidate> reversed = new ArrayList<>(list.candidates());
        Collections.reverse(reversed);
        assertThat(
                        Freeze.check(
                                new DrawList(
                                        list.suite(),
                                        list.drawId(),
                                        reversed,
                                        list.inspectors(),
                                        list.quotas(),
                                        list.eligibility())))
                .isEqualTo(frozen.roots());
    }

    @Test
    void smallGroupsAreRecognisable() {
        FrozenDraw frozen = small(l -> {});
        assertThat(frozen.recognisable())
                .containsExactly(
                        new FrozenDraw.Group("一般", 2, 3),
                        new FrozenDraw.Group("特殊", 2, 2),
                        new FrozenDraw.Group("重点", 2, 4));
        assertThat(small(l -> l.register(Fixtures.target(10, "重点"))).recognisable())
                .extracting(FrozenDraw.Group::stratum)
                .containsExactly("一般", "特殊");
    }

    private static void refused(String code, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        CodedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void aLookalikeStratumIsRefused() {
        refused("STRATUM_NOT_IN_RULE_SET", () -> small(l -> l.register(Fixtures.target(10, "重奌"))));
        refused(
                "STRATUM_NOT_IN_RULE_SET",
                () -> small(l -> l.register(Fixtures.target(10, "重点 "))));
    }

    @Test
    void oneNumberTwiceIsRefusedWhateverItsStratum() {
        refused(
                "DUPLICATE_LABEL",
                () ->
                        small(
                                l ->
                                        l.register(
                                                Fixtures.with(
                                                        Fixtures.target(10, "一般"),
                                                        "permitNo",
                                                        Fixtures.permitNo(1)))));
        refused(
                "DUPLICATE_LABEL",
                () ->
                        small(
                                l ->
                                        l.register(
                                                Fixtures.with(
                                                        Fixtures.inspector(10),
                                                        "certificateNo",
                                                        Fixtures.inspector(1).certificateNo()))));
    }

    @Test
    void anIdNotInNfcIsRefused() {
        refused(
                "NOT_NFC",
                () ->
                        small(
                                l ->
                                        l.register(
                                                Fixtures.with(
                                                        Fixtures.target(10, "重点"),
                                                        "permitNo",
                                                        "cafe\u0301"))));
    }

    @Test
    void aSiteWithoutANumberIsRefusedAndNotLeftOut() {
        refused(
                "TARGET_WITHOUT_PERMIT_NO",
                () ->
                        small(
                                l ->
                                        l.register(
                                                Fixtures.with(
                                                        Fixtures.target(10, "重点"),
                                                        "permitNo",
                                                        ""))));
    }

    @Test
    void onlyTheAdoptedRulesAndTheRecordedPlanCount() {
        small(l -> {});
        PlanLine plan = planOf(ledger);
        String text = text();
        RuleSet other =
                RuleSet.parse(
                        text.replace("\"capacity\": 12", "\"capacity\": 13")
                                .getBytes(StandardCharsets.UTF_8));
        refused(
                "RULE_SET_NOT_ADOPTED",
                () ->
                        Freezer.freeze(
                                ledger.state,
                                Fixtures.BUREAU,
                                plan,
                                other,
                                Suite.INTL,
                                Fixtures.drawId(1),
                                K,
                                AS_OF));
        refused("NO_RULE_SET", () -> freeze(new Fixtures(Suite.INTL).state, plan, Suite.INTL));
        refused(
                "PLAN_UNKNOWN",
                () ->
                        freeze(
                                ledger.state,
                                new PlanLine(ledger.plan(1, true, true), plan.stream(), 14, "e14"),
                                Suite.INTL));
        refused(
                "BAD_KEY",
                () ->
                        Freezer.freeze(
                                ledger.state,
                                Fixtures.BUREAU,
                                plan,
                                Fixtures.RULES,
                                Suite.INTL,
                                Fixtures.drawId(1),
                                new byte[31],
                                AS_OF));
        // The same data in other bytes is adopted later: the plan line stands under the old ones.
        ledger.append(
                RuleSetEvent.stream(Fixtures.BUREAU),
                (EventData)
                        new RuleSetEvent.RuleSetAdopted(
                                "weihai-2023",
                                text + "\n",
                                RuleSets.hash(
                                                Suite.INTL,
                                                (text + "\n").getBytes(StandardCharsets.UTF_8))
                                        .hex()));
        refused("PLAN_UNDER_OTHER_RULES", () -> freeze(ledger.state, plan, Suite.INTL));
    }

    private static String text() {
        return new String(RuleSets.resource(RuleSets.WEIHAI_2023), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "kind, joint, UNKNOWN_PLAN_KIND",
        "itemId, none, UNKNOWN_ITEM",
    })
    void noItemNoInspection(String field, String value, String code) {
        refused(code, () -> freezePlan(field, value));
    }

    @Test
    void aPlanLineOfAnUnknownOrEmptyStratum() {
        refused(
                "STRATUM_NOT_IN_RULE_SET",
                () ->
                        freezePlan(
                                "quotas",
                                List.of(
                                        Map.of(
                                                "stratum", "重奌", "base", 1L, "quota", 1L, "formula",
                                                ""))));
        refused("BAD_YEAR", () -> freezePlan("year", 10_000L));
        refused("BAD_QUARTER", () -> freezePlan("quarter", 5L));
        refused("NOTHING_TO_DRAW", () -> freezePlan("quotas", List.of()));
    }

    @Test
    void aPlanLineOverSomeStrataListsOnlyThese() {
        FrozenDraw frozen =
                freezePlan(
                        "quotas",
                        List.of(Map.of("stratum", "一般", "base", 3L, "quota", 1L, "formula", "")));
        assertThat(frozen.list().quotas()).isEqualTo(Map.of("一般", 1L));
        assertThat(frozen.targets()).hasSize(3);
    }

    private FrozenDraw freezePlan(String field, Object value) {
        small(l -> {});
        Map<String, Object> map =
                new java.util.HashMap<>(RecordCodec.format(ledger.plan(2, false, false)));
        map.put(field, value);
        PlanLine plan = ledger.author(RecordCodec.parse(PlanLineAuthored.class, map));
        return freeze(ledger.state, plan, Suite.INTL);
    }
}
