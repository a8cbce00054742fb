package org.yanqian.ledger.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.codec.Bytes;

/** Each refusal, and that an earlier one wins over every later one. */
class FreezeTest {
    private static final Bytes O1 = Samples.bytes("o1");

    private final DrawList list = Samples.list();

    @Test
    void aSoundListIsFrozen() {
        assertThat(Freeze.check(list)).isEqualTo(DrawRoots.of(list));
    }

    @Test
    void anExcludedFieldOtherThanEmptyOrX() {
        edit(0, new Candidate(O1, "重点", 1, "y", O1));
        refused("MALFORMED");
    }

    @Test
    void aNegativeQuota() {
        list.quotas().put("重点", -1L);
        refused("MALFORMED");
    }

    @Test
    void aLabelCutShort() {
        edit(0, new Candidate(Bytes.ofHex("00"), "重点", 1, "", O1));
        refused("MALFORMED");
    }

    @Test
    void somethingMissing() {
        edit(0, new Candidate(O1, null, 1, "", O1));
        refused("MALFORMED");
    }

    @Test
    void aStratumInNfd() {
        edit(0, new Candidate(O1, "e\u0301", 1, "", O1));
        refused("NOT_NFC");
    }

    @Test
    void aRoleInNfd() {
        list.eligibility().get(O1).put("e\u0301", Samples.role(1, "i4"));
        refused("NOT_NFC");
    }

    @Test
    void oneSiteTwice() {
        list.candidates().add(Samples.candidate("o1", "一般", 1));
        refused("DUPLICATE_LABEL");
    }

    @Test
    void anInspectorUnderTheLabelOfASite() {
        list.inspectors().add(Samples.inspector("o1", 1));
        refused("DUPLICATE_LABEL");
    }

    @Test
    void weightZeroOrSeventeen() {
        for (long weight : new long[] {0, 17, -1, Long.MAX_VALUE}) {
            edit(0, Samples.candidate("o1", "重点", weight));
            refused("WEIGHT_OUT_OF_RANGE");
        }
    }

    @Test
    void theWeightOfAnExcludedSiteCountsToo() {
        edit(0, new Candidate(O1, "重点", 17, "x", O1));
        refused("WEIGHT_OUT_OF_RANGE");
    }

    @Test
    void capacityZeroOrSixtyFive() {
        for (long capacity : new long[] {0, 65}) {
            list.inspectors().set(0, Samples.inspector("i1", capacity));
            refused("CAPACITY_OUT_OF_RANGE");
        }
    }

    @Test
    void aLookalikeStratum() {
        // Two names that look alike, both in NFC.
        list.quotas().remove("一般");
        list.quotas().put("一般\uff41", 1L);
        refused("STRATA_MISMATCH");
    }

    @Test
    void aStratumOfExcludedSitesOnlyIsStillAStratum() {
        Candidate o3 = list.candidates().get(2);
        edit(2, new Candidate(o3.label(), "一般", 2, "x", o3.record()));
        assertThatCode(() -> Freeze.check(list)).doesNotThrowAnyException();
        list.quotas().remove("一般");
        refused("STRATA_MISMATCH");
    }

    @Test
    void aVisitOfOneInspector() {
        list.eligibility().put(O1, Samples.roles(Samples.role(1, "i1", "i2")));
        refused("NO_ENFORCEMENT_ROLE");
    }

    @Test
    void aVisitWithoutAnyRole() {
        list.eligibility().remove(O1);
        refused("NO_ENFORCEMENT_ROLE");
        list.eligibility().put(O1, Map.of("market", Samples.role(2, "i1")));
        refused("NO_ENFORCEMENT_ROLE");
    }

    @Test
    void demandZeroOrTen() {
        for (long demand : new long[] {0, 10}) {
            list.eligibility().get(O1).put("market", Samples.role(demand, "i4"));
            refused("DEMAND_OUT_OF_RANGE");
        }
        list.eligibility().get(O1).remove("market");
        list.eligibility().put(O1, Samples.roles(Samples.role(10, "i1")));
        refused("DEMAND_OUT_OF_RANGE");
    }

    @Test
    void somebodyWhoIsNotInTheList() {
        list.eligibility().put(O1, Samples.roles(Samples.role(2, "i1", "ghost")));
        refused("UNKNOWN_INSPECTOR");
    }

    @Test
    void anInspectorInTwoRolesOfAVisit() {
        list.eligibility().get(O1).put("market", Samples.role(1, "i1"));
        refused("ROLES_OVERLAP");
    }

    @Test
    void anInspectorTwiceInOneRole() {
        list.eligibility().put(O1, Samples.roles(Samples.role(2, "i1", "i1", "i2")));
        refused("ROLES_OVERLAP");
    }

    @Test
    void anEmptyEligibleSetIsNoReasonToExclude() {
        list.eligibility().put(O1, Samples.roles(Samples.role(2)));
        assertThatCode(() -> Freeze.check(list)).doesNotThrowAnyException();
    }

    @Test
    void eligibilityOfExcludedOrUnlistedSitesIsIgnored() {
        DrawRoots before = Freeze.check(list);
        list.eligibility().put(Samples.bytes("unlisted"), Map.of("z", Samples.role(10, "ghost")));
        assertThat(Freeze.check(list)).isEqualTo(before);
        edit(0, new Candidate(O1, "重点", 1, "x", list.candidates().get(0).record()));
        list.eligibility().put(O1, Map.of("z", Samples.role(0, "ghost", "ghost")));
        DrawRoots excluded = Freeze.check(list);
        list.eligibility().remove(O1);
        assertThat(Freeze.check(list)).isEqualTo(excluded);
    }

    @Test
    void theFirstCodeInTheOrderOfTheSpecWins() {
        // From the last code to the first: each new fault must hide all those before it.
        List<Map.Entry<String, Consumer<DrawList>>> faults =
                List.of(
                        fault("ROLES_OVERLAP", l -> roles(l).put("a", Samples.role(1, "i1"))),
                        fault("UNKNOWN_INSPECTOR", l -> roles(l).put("b", Samples.role(1, "?"))),
                        fault("DEMAND_OUT_OF_RANGE", l -> roles(l).put("c", Samples.role(0))),
                        fault(
                                "NO_ENFORCEMENT_ROLE",
                                l -> l.eligibility().remove(Samples.bytes("o3"))),
                        fault("STRATA_MISMATCH", l -> l.quotas().put("z", 1L)),
                        fault(
                                "CAPACITY_OUT_OF_RANGE",
                                l -> l.inspectors().add(Samples.inspector("i9", 0))),
                        fault(
                                "WEIGHT_OUT_OF_RANGE",
                                l -> l.candidates().add(Samples.candidate("o9", "重点", 0))),
                        fault(
                                "DUPLICATE_LABEL",
                                l -> l.candidates().add(Samples.candidate("o1", "重点", 1))),
                        fault("NOT_NFC", l -> l.quotas().put("e\u0301", 1L)),
                        fault("MALFORMED", l -> l.quotas().put("y", -1L)));
        for (Map.Entry<String, Consumer<DrawList>> fault : faults) {
            fault.getValue().accept(list);
            refused(fault.getKey());
        }
    }

    @Test
    void aListEditedAfterwardsHasOtherRoots() {
        DrawRoots before = Freeze.check(list);
        edit(0, new Candidate(O1, "重点", 2, "", list.candidates().get(0).record()));
        assertThat(Freeze.check(list).candidateRoot()).isNotEqualTo(before.candidateRoot());
        list.inspectors().set(0, Samples.inspector("i1", 2));
        assertThat(Freeze.check(list).inspectorRoot()).isNotEqualTo(before.inspectorRoot());
        list.eligibility().put(O1, Samples.roles(Samples.role(2, "i1", "i2")));
        assertThat(Freeze.check(list).eligibilityRoot()).isNotEqualTo(before.eligibilityRoot());
    }

    private static Map.Entry<String, Consumer<DrawList>> fault(String code, Consumer<DrawList> f) {
        return Map.entry(code, f);
    }

    private static Map<String, RoleEligibility> roles(DrawList list) {
        return list.eligibility().get(O1);
    }

    private void edit(int index, Candidate candidate) {
        list.candidates().set(index, candidate);
    }

    private void refused(String code) {
        assertThatThrownBy(() -> Freeze.check(list))
                .isInstanceOfSatisfying(
                        DrawRefusedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
