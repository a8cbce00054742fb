package org.yanqian.command.registry;

import java.util.List;
import java.util.Map;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yanqian.command.Refused;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.registry.RegistryCommands.ChangeInspector;
import org.yanqian.command.registry.RegistryCommands.ChangeTarget;
import org.yanqian.command.registry.RegistryCommands.RegisterInspector;
import org.yanqian.command.registry.RegistryCommands.RegisterTarget;
import org.yanqian.command.registry.RegistryCommands.RemoveInspector;
import org.yanqian.command.registry.RegistryCommands.RemoveTarget;
import org.yanqian.ledger.event.InspectorEvent;
import org.yanqian.ledger.event.InspectorEvent.InspectorChanged;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
import org.yanqian.ledger.event.InspectorEvent.InspectorRegistered;
import org.yanqian.ledger.event.InspectorEvent.InspectorRemoved;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.ledger.event.TargetEvent.TargetChanged;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.event.TargetEvent.TargetRegistered;
import org.yanqian.ledger.event.TargetEvent.TargetRemoved;

/** An entry is registered, changed with a reason, removed with a reason, and may come back. */
class RegistryEntriesTest {
    private static final String SITE = TargetEvent.stream("yunling", "QY000001");
    private static final String PERSON = InspectorEvent.stream("yunling", "RY00001");
    private static final String WHY = "企业报告停产检修（样本）";

    private final AggregateTestFixture<TargetEntry> targets =
            new AggregateTestFixture<>(TargetEntry.class);
    private final AggregateTestFixture<InspectorEntry> inspectors =
            new AggregateTestFixture<>(InspectorEntry.class);

    private static TargetRecord site(String operating) {
        return new TargetRecord(
                "QY000001",
                "H9990421000001",
                "样本厂",
                "",
                "990421",
                "青溪镇",
                "样本路1号",
                "",
                "",
                "2927",
                "日用塑料制品制造",
                "一般",
                "登记管理",
                "B",
                false,
                "A",
                operating,
                List.of(),
                0,
                "",
                "2026-01-01",
                "有效",
                Map.of());
    }

    private static InspectorRecord person(String onPost) {
        return new InspectorRecord(
                "RY00001",
                "99042100001",
                "2028-12-31",
                "990421",
                "城关镇",
                "综合行政执法",
                "四级主办",
                List.of(),
                6,
                "在编",
                onPost,
                0,
                List.of(),
                "有效",
                Map.of());
    }

    @Test
    void a_target_is_registered_once_until_it_is_removed() {
        TargetRegistered registered = new TargetRegistered(site("在产"), "import/1");
        RegisterTarget register = new RegisterTarget(SITE, site("在产"), "import/1");
        targets.givenNoPriorActivity().when(register).expectEvents(registered);
        targets.given(registered)
                .when(register)
                .expectException(Refused.with(RefusalCode.UNCHANGED))
                .expectNoEvents();
        targets.given(registered, new TargetRemoved(site("在产"), WHY))
                .when(register)
                .expectEvents(registered);
    }

    @Test
    void a_target_changes_with_a_reason_and_only_when_something_differs() {
        TargetRegistered registered = new TargetRegistered(site("在产"), "import/1");
        targets.given(registered)
                .when(new ChangeTarget(SITE, site("停产"), WHY, "manual"))
                .expectEvents(new TargetChanged(site("在产"), site("停产"), WHY, "manual"));
        targets.given(registered)
                .when(new ChangeTarget(SITE, site("在产"), WHY, "manual"))
                .expectException(Refused.with(RefusalCode.UNCHANGED))
                .expectNoEvents();
        targets.given(registered, new TargetChanged(site("在产"), site("停产"), WHY, "manual"))
                .when(new ChangeTarget(SITE, site("停产"), WHY, "manual"))
                .expectException(Refused.with(RefusalCode.UNCHANGED));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " \t"})
    void no_change_and_no_removal_goes_without_a_reason(String reason) {
        targets.given(new TargetRegistered(site("在产"), "import/1"))
                .when(new ChangeTarget(SITE, site("停产"), reason, "manual"))
                .expectException(Refused.with(RefusalCode.REASON_MISSING))
                .expectNoEvents();
        targets.given(new TargetRegistered(site("在产"), "import/1"))
                .when(new RemoveTarget(SITE, reason))
                .expectException(Refused.with(RefusalCode.REASON_MISSING))
                .expectNoEvents();
        inspectors
                .given(new InspectorRegistered(person("在岗"), "import/1"))
                .when(new ChangeInspector(PERSON, person("休假"), reason, "manual"))
                .expectException(Refused.with(RefusalCode.REASON_MISSING))
                .expectNoEvents();
        inspectors
                .given(new InspectorRegistered(person("在岗"), "import/1"))
                .when(new RemoveInspector(PERSON, reason))
                .expectException(Refused.with(RefusalCode.REASON_MISSING))
                .expectNoEvents();
    }

    @Test
    void what_was_removed_can_be_neither_changed_nor_removed_again() {
        targets.given(
                        new TargetRegistered(site("在产"), "import/1"),
                        new TargetRemoved(site("在产"), WHY))
                .when(new ChangeTarget(SITE, site("停产"), WHY, "manual"))
                .expectException(Refused.with(RefusalCode.TARGET_UNKNOWN))
                .expectNoEvents();
        targets.given(
                        new TargetRegistered(site("在产"), "import/1"),
                        new TargetRemoved(site("在产"), WHY))
                .when(new RemoveTarget(SITE, WHY))
                .expectException(Refused.with(RefusalCode.TARGET_UNKNOWN))
                .expectNoEvents();
        inspectors
                .given(
                        new InspectorRegistered(person("在岗"), "import/1"),
                        new InspectorRemoved(person("在岗"), WHY))
                .when(new RemoveInspector(PERSON, WHY))
                .expectException(Refused.with(RefusalCode.INSPECTOR_UNKNOWN))
                .expectNoEvents();
        inspectors
                .given(
                        new InspectorRegistered(person("在岗"), "import/1"),
                        new InspectorRemoved(person("在岗"), WHY))
                .when(new ChangeInspector(PERSON, person("休假"), WHY, "manual"))
                .expectException(Refused.with(RefusalCode.INSPECTOR_UNKNOWN))
                .expectNoEvents();
    }

    @Test
    void a_removal_names_what_was_there() {
        targets.given(new TargetRegistered(site("在产"), "import/1"))
                .when(new RemoveTarget(SITE, WHY))
                .expectEvents(new TargetRemoved(site("在产"), WHY));
        inspectors
                .given(new InspectorRegistered(person("在岗"), "import/1"))
                .when(new RemoveInspector(PERSON, WHY))
                .expectEvents(new InspectorRemoved(person("在岗"), WHY));
    }

    @Test
    void an_inspector_is_registered_once_and_changes_only_when_something_differs() {
        InspectorRegistered registered = new InspectorRegistered(person("在岗"), "import/1");
        RegisterInspector register = new RegisterInspector(PERSON, person("在岗"), "import/1");
        inspectors.givenNoPriorActivity().when(register).expectEvents(registered);
        inspectors
                .given(registered)
                .when(register)
                .expectException(Refused.with(RefusalCode.UNCHANGED))
                .expectNoEvents();
        inspectors
                .given(registered)
                .when(new ChangeInspector(PERSON, person("休假"), WHY, "manual"))
                .expectEvents(new InspectorChanged(person("在岗"), person("休假"), WHY, "manual"));
        inspectors
                .given(registered)
                .when(new ChangeInspector(PERSON, person("在岗"), WHY, "manual"))
                .expectException(Refused.with(RefusalCode.UNCHANGED))
                .expectNoEvents();
    }
}
