package org.yanqian.command.ruleset;

import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;
import org.yanqian.command.Refused;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.event.RuleSetEvent;
import org.yanqian.ledger.event.RuleSetEvent.RuleSetAdopted;

/** A rule set is adopted by its bytes; the same bytes again change nothing. */
class RuleSetAdoptionTest {
    private static final String STREAM = RuleSetEvent.stream("yunling");
    private final AggregateTestFixture<RuleSetAdoption> fixture =
            new AggregateTestFixture<>(RuleSetAdoption.class);

    @Test
    void the_same_bytes_are_adopted_once_and_other_bytes_follow() {
        RuleSetAdopted first = new RuleSetAdopted("weihai-2023", "{1}", "ab".repeat(32));
        RuleSetAdopted second = new RuleSetAdopted("weihai-2023", "{2}", "cd".repeat(32));
        fixture.givenNoPriorActivity().when(adopt(first)).expectEvents(first);
        fixture.given(first)
                .when(adopt(first))
                .expectException(Refused.with(RefusalCode.UNCHANGED))
                .expectNoEvents();
        fixture.given(first).when(adopt(second)).expectEvents(second);
        fixture.given(first, second).when(adopt(first)).expectEvents(first);
    }

    private static AdoptRuleSet adopt(RuleSetAdopted event) {
        return new AdoptRuleSet(STREAM, event.id(), event.content(), event.hash());
    }
}
