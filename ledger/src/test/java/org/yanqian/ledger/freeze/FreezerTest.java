package org.yanqian.ledger.freeze;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
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
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.draw.Candidate;
import org.yanqian.ledger.draw.DrawList;
import org.yanqian.ledger.draw.Freeze;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.registry.Fixtures;
import org.yanqian.ledger.registry.PlanLine;
import org.yanqian.ledger.registry.RegistryState;
import org.yanqian.ledger.sign.Suite;

class FreezerTest extends FreezerSample {
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
}
