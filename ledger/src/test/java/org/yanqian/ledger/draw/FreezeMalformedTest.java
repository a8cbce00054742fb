package org.yanqian.ledger.draw;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.codec.Bytes;

/** A list that lacks a part, or has one of another length, is refused before anything else. */
class FreezeMalformedTest {
    private static final Bytes O1 = Samples.bytes("o1");
    private static final Bytes SHORT = Bytes.ofHex("00");

    private final DrawList list = Samples.list();

    private static void refused(DrawList list) {
        assertThatThrownBy(() -> Freeze.check(list))
                .isInstanceOf(DrawRefusedException.class)
                .extracting("code")
                .isEqualTo("MALFORMED");
    }

    @Test
    void a_label_or_record_of_a_site_of_another_length_or_missing() {
        for (Bytes wrong : Arrays.asList(SHORT, null)) {
            list.candidates().set(0, new Candidate(wrong, "重点", 1, "", O1));
            refused(list);
            list.candidates().set(0, new Candidate(O1, "重点", 1, "", wrong));
            refused(list);
        }
    }

    @Test
    void a_label_or_record_of_an_inspector_of_another_length_or_missing() {
        Bytes i1 = Samples.bytes("i1");
        for (Bytes wrong : Arrays.asList(SHORT, null)) {
            list.inspectors().set(0, new PoolInspector(wrong, 1, i1));
            refused(list);
            list.inspectors().set(0, new PoolInspector(i1, 1, wrong));
            refused(list);
        }
    }

    @Test
    void a_site_or_an_inspector_that_is_not_there() {
        DrawList sites = Samples.list();
        sites.candidates().set(1, null);
        refused(sites);
        DrawList inspectors = Samples.list();
        inspectors.inspectors().set(1, null);
        refused(inspectors);
    }

    @Test
    void a_quota_that_is_not_there() {
        list.quotas().put("重点", null);
        refused(list);
    }

    @Test
    void eligibility_under_a_label_of_another_length() {
        list.eligibility().put(SHORT, Samples.roles(Samples.role(2, "i1", "i2")));
        refused(list);
    }

    @Test
    void roles_or_a_role_that_are_not_there() {
        DrawList none = Samples.list();
        none.eligibility().put(O1, null);
        refused(none);
        Map<String, RoleEligibility> roles = new HashMap<>();
        roles.put(Freeze.ENFORCEMENT, null);
        list.eligibility().put(O1, roles);
        refused(list);
    }

    private void enforcement(RoleEligibility role) {
        list.eligibility().put(O1, Samples.roles(role));
    }

    @Test
    void an_eligible_label_or_a_salt_of_another_length_or_missing() {
        List<Bytes> able = List.of(Samples.bytes("i1"), Samples.bytes("i2"));
        for (Bytes wrong : Arrays.asList(SHORT, null)) {
            enforcement(new RoleEligibility(2, able, wrong));
            refused(list);
        }
        List<Bytes> cut = new ArrayList<>(able);
        cut.add(SHORT);
        enforcement(new RoleEligibility(2, cut, Samples.bytes("salt")));
        refused(list);
    }

    @Test
    void nine_inspectors_may_be_demanded() {
        enforcement(Samples.role(9, "i1", "i2", "i3"));
        assertThatCode(() -> Freeze.check(list)).doesNotThrowAnyException();
    }

    @Test
    void weights_and_capacities_at_their_bounds_are_taken() {
        list.candidates().set(0, Samples.candidate("o1", "重点", 16));
        list.inspectors().set(0, Samples.inspector("i1", 64));
        list.quotas().put("重点", 0L);
        assertThatCode(() -> Freeze.check(list)).doesNotThrowAnyException();
    }
}
