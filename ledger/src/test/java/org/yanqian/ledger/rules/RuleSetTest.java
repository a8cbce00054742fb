package org.yanqian.ledger.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.draw.Freeze;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
import org.yanqian.ledger.event.PlanEvent.PlanLineAuthored;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.registry.Fixtures;
import org.yanqian.ledger.rules.TargetRules.Inspected;
import org.yanqian.ledger.sign.Suite;

class RuleSetTest {
    private static final RuleSet RULES = Fixtures.RULES;
    private static final String TEXT =
            new String(RuleSets.resource(RuleSets.WEIHAI_2023), StandardCharsets.UTF_8);
    private static final LocalDate AS_OF = LocalDate.of(2026, 1, 6);

    @Test
    void holdsWhatTheRegulationFixes() {
        assertThat(RULES.id()).isEqualTo("weihai-2023");
        assertThat(RULES.classes()).extracting("code").containsExactly("重点", "简化", "一般", "特殊");
        assertThat(RULES.outcomes())
                .extracting("zh")
                .containsExactly("未发现问题", "发现问题已责令整改", "发现违法行为已立案调查", "无法检查");
        assertThat(RULES.roles().get(0).demand()).isEqualTo(2);
        assertThat(RULES.publication().workingDays()).isEqualTo(20);
        assertThat(RULES.outcome("NOT_INSPECTABLE").inspected()).isFalse();
        assertThat(RuleSets.ids()).containsExactly("weihai-2023");
        // It must fit into one event.
        assertThat(RuleSets.resource(RuleSets.WEIHAI_2023).length).isLessThan(30_000);
    }

    @Test
    void theLimitsAreThoseOfTheDraw() {
        assertThat(RuleSetCheck.ENFORCEMENT).isEqualTo(Freeze.ENFORCEMENT);
        assertThat(RuleSetCheck.MIN_ENFORCEMENT).isEqualTo(Freeze.MIN_ENFORCEMENT);
        assertThat(RuleSetCheck.MAX_DEMAND).isEqualTo(Freeze.MAX_DEMAND);
        assertThat(RuleSetCheck.MAX_WEIGHT).isEqualTo(Freeze.MAX_WEIGHT);
        assertThat(RuleSetCheck.MAX_CAPACITY).isEqualTo(Freeze.MAX_CAPACITY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"capacity\": 12 | \"capacity\": 0 | BAD_RULE_SET",
                "\"capacity\": 12 | \"capacity\": 65 | BAD_RULE_SET",
                "\"capacity\": 12 | \"capacity\": 12.5 | BAD_FIELD",
                "\"demand\": 2 | \"demand\": 1 | BAD_RULE_SET",
                "\"demand\": 2 | \"demand\": 10 | BAD_RULE_SET",
                "\"base\": 2 | \"base\": 0 | BAD_RULE_SET",
                "\"base\": 2 | \"base\": 17 | BAD_RULE_SET",
                "\"numerator\": 25 | \"numerator\": 101 | BAD_RULE_SET",
                "\"numerator\": 25 | \"numerator\": 0 | BAD_RULE_SET",
                "census-per-half-year | census-per-moon | BAD_RULE_SET",
                "\"field\": \"creditGrade\" | \"field\": \"creditgrade\" | BAD_RULE_SET",
                "\"code\": \"简化\" | \"code\": \"重点\" | BAD_RULE_SET",
                "\"code\": \"简化\" | \"code\": \"简化 \" | BAD_RULE_SET",
                "record-not-in | record-nowhere | BAD_RULE_SET",
                "\"version\": 1, | \"version\": 1, \"version\": 2, | NOT_JSON",
                "\"version\": 1, | \"version\": 1, \"extra\": 2, | BAD_FIELD",
                "\"version\": 1, | '' | BAD_FIELD",
                "\"en\": \"key targets\" | \"en\": \"cafe\u0301\" | NOT_NFC",
                "\"due\": \"end-of-quarter\" | \"due\": \"some day\" | BAD_RULE_SET",
                "\"closed\": \"next-reserve\" | \"closed\": \"whoever\" | BAD_RULE_SET",
                "\"usual\": 600 | \"usual\": 600000 | BAD_RULE_SET"
            })
    void aWrongRuleSetIsRefused(String from, String to, String code) {
        assertThat(TEXT).contains(from);
        byte[] bytes = TEXT.replace(from, to).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> RuleSet.parse(bytes))
                .isInstanceOfSatisfying(
                        CodedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void theHashIsOverTheExactBytes() {
        byte[] bytes = RuleSets.resource(RuleSets.WEIHAI_2023);
        byte[] padded = (TEXT + "\n").getBytes(StandardCharsets.UTF_8);
        assertThat(RuleSet.parse(padded)).isEqualTo(RuleSet.parse(bytes));
        assertThat(RuleSets.hash(Suite.GM, padded)).isNotEqualTo(RuleSets.hash(Suite.GM, bytes));
        assertThatThrownBy(() -> RuleSets.resource("../x")).hasMessageContaining("no rule set");
    }

    @Test
    void weightRisesWithRiskAndFallsWithThePositiveList() {
        TargetRecord plain = Fixtures.target(1, "重点");
        TargetRecord heavy = Fixtures.with(plain, "tags", List.of("化工", "两高"));
        TargetRecord risky = Fixtures.with(heavy, "creditGrade", "D");
        TargetRecord good = Fixtures.with(plain, "positiveList", true);
        assertThat(TargetRules.weight(RULES, plain)).isEqualTo(2);
        assertThat(TargetRules.weight(RULES, heavy)).isEqualTo(4);
        assertThat(TargetRules.weight(RULES, risky)).isEqualTo(6);
        assertThat(TargetRules.weight(RULES, Fixtures.with(plain, "creditGrade", "C")))
                .isEqualTo(4);
        assertThat(TargetRules.weight(RULES, good)).isEqualTo(1);
        RuleSet steep =
                RuleSet.parse(
                        TEXT.replace("\"add\": 2", "\"add\": 16")
                                .replace("\"add\": -1", "\"add\": -9")
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(TargetRules.weight(steep, risky)).isEqualTo(16);
        assertThat(TargetRules.weight(steep, good)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "operatingStatus, 停产, OPERATION_SUSPENDED",
        "operatingStatus, 季节性停产, SEASONALLY_SUSPENDED",
        "operatingStatus, 在建, UNDER_CONSTRUCTION",
        "operatingStatus, 注销待核, CLOSED_OR_MOVED",
        "operatingStatus, 搬迁, CLOSED_OR_MOVED",
        "operatingStatus, 在产, ''",
        "registryStatus, 暂停, REGISTRY_NOT_IN_FORCE"
    })
    void whatIsNotInOperationIsExcludedWithItsReason(String field, String value, String code) {
        TargetRecord target = Fixtures.with(Fixtures.target(1, "重点"), field, value);
        assertThat(
                        TargetRules.exclusion(RULES, plan(1, false), target, "e7", List.of())
                                .map(x -> x.rule().code() + " " + x.proof())
                                .orElse(""))
                .isEqualTo(code.isEmpty() ? "" : code + " e7");
    }

    @Test
    void alreadyInspectedIsExcludedOnlyWhenThePlanChoseIt() {
        TargetRecord target = Fixtures.target(1, "重点");
        Inspected clean = inspected("2026-02-01", "NO_PROBLEM_FOUND", "e9");
        assertThat(code(plan(2, true), target, clean)).isEqualTo("INSPECTED_THIS_YEAR e9");
        assertThat(code(plan(2, false), target, clean)).isEmpty();
        assertThat(code(plan(2, true), target, inspected("2025-12-31", "NO_PROBLEM_FOUND", "e9")))
                .isEmpty();
        for (String outcome : List.of("RECTIFICATION_ORDERED", "CASE_FILED", "SOMETHING_ELSE")) {
            assertThat(code(plan(2, true), target, clean, inspected("2026-03-01", outcome, "e10")))
                    .isEmpty();
        }
        assertThat(
                        code(
                                plan(2, true),
                                target,
                                clean,
                                inspected("2026-03-01", "NOT_INSPECTABLE", "e10")))
                .isEqualTo("INSPECTED_THIS_YEAR e9");
    }

    @Test
    void aCensusSiteIsDoneForItsHalfYearAndNotLonger() {
        TargetRecord special = Fixtures.target(1, "特殊");
        Inspected clean = inspected("2026-02-01", "NO_PROBLEM_FOUND", "e9");
        assertThat(code(plan(2, false), special, clean)).isEqualTo("INSPECTED_THIS_HALF_YEAR e9");
        assertThat(code(plan(3, true), special, clean)).isEmpty();
        assertThat(code(plan(2, false), special, inspected("2026-02-01", "CASE_FILED", "e9")))
                .isEqualTo("INSPECTED_THIS_HALF_YEAR e9");
        assertThat(code(plan(2, false), special, inspected("2026-02-01", "NOT_INSPECTABLE", "e9")))
                .isEmpty();
    }

    private static PlanLineAuthored plan(long quarter, boolean excludeInspected) {
        return new Fixtures(Suite.INTL).plan(quarter, false, excludeInspected);
    }

    private static Inspected inspected(String on, String outcome, String event) {
        return new Inspected(LocalDate.parse(on), outcome, event);
    }

    private static String code(PlanLineAuthored plan, TargetRecord target, Inspected... list) {
        return TargetRules.exclusion(RULES, plan, target, "e1", List.of(list))
                .map(x -> x.rule().code() + " " + x.proof())
                .orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        "certificateExpires, 2026-01-06, ''",
        "certificateExpires, 2026-01-05, CERTIFICATE_EXPIRED",
        "certificateExpires, '', CERTIFICATE_EXPIRED",
        "certificateExpires, 2028/12/31, CERTIFICATE_EXPIRED",
        "certificateNo, '', NO_CERTIFICATE",
        "registryStatus, 暂停, NOT_IN_FORCE",
        "onPost, 休假, NOT_ON_POST",
        "onPost, 借调, NOT_ON_POST",
        "establishment, 聘用, ''",
        "establishment, 辅助人员, AUXILIARY",
        "post, 专家, AUXILIARY"
    })
    void whoMayGo(String field, String value, String reason) {
        InspectorRecord person = Fixtures.with(Fixtures.inspector(1), field, value);
        assertThat(InspectorEligibility.reason(RULES, person, AS_OF)).isEqualTo(reason);
    }

    @Test
    void aRecusalNamesTheSite() {
        InspectorRecord person =
                Fixtures.with(Fixtures.inspector(1), "recusedTargets", List.of("QY000002"));
        assertThat(InspectorEligibility.isRecused(person, Fixtures.target(2, "重点"))).isTrue();
        assertThat(InspectorEligibility.isRecused(person, Fixtures.target(1, "重点"))).isFalse();
    }
}
