package org.yanqian.ledger.freeze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.PlanEvent.PlanLineAuthored;
import org.yanqian.ledger.event.RuleSetEvent;
import org.yanqian.ledger.registry.Fixtures;
import org.yanqian.ledger.registry.PlanLine;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.rules.RuleSets;
import org.yanqian.ledger.sign.Suite;

/** What the freezer refuses, and what it lists all the same. */
class FreezerRefusalTest extends FreezerSample {
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
