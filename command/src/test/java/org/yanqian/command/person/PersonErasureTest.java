package org.yanqian.command.person;

import java.util.List;
import org.axonframework.messaging.MetaData;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.Test;
import org.yanqian.command.Refused;
import org.yanqian.command.person.ErasureCommands.DecideErasure;
import org.yanqian.command.person.ErasureCommands.RequestErasure;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.PersonEvent;
import org.yanqian.ledger.event.PersonEvent.ErasureDeclined;
import org.yanqian.ledger.event.PersonEvent.ErasureRequested;
import org.yanqian.ledger.event.PersonEvent.PersonErased;

/** Asked by one, decided by another, once. */
class PersonErasureTest {
    private static final String ENTRY = "inspector/yunling/RY00001";
    private static final String STREAM = PersonEvent.stream(ENTRY);
    private static final Actor KEEPER = new Actor("yunling", "o-1", "registry-keeper");
    private static final Actor APPROVER = new Actor("yunling", "o-2", "approver");
    private static final RequestErasure ASK = new RequestErasure(STREAM, ENTRY, "调离", "第四十七条");
    private final AggregateTestFixture<PersonErasure> fixture =
            new AggregateTestFixture<>(PersonErasure.class);

    private static DecideErasure decide(long request, boolean approved, Actor by) {
        return new DecideErasure(STREAM, request, approved, "样本", List.of("name"), by);
    }

    private TestExecutor<PersonErasure> asked() {
        return fixture.givenNoPriorActivity();
    }

    private TestExecutor<PersonErasure> requested() {
        return fixture.given(
                new org.axonframework.eventhandling.GenericDomainEventMessage<>(
                        "ledger",
                        STREAM,
                        0,
                        new ErasureRequested(ENTRY, 1, "调离", "第四十七条"),
                        MetaData.with("actor", KEEPER)));
    }

    private void refused(TestExecutor<PersonErasure> given, Object command, RefusalCode code) {
        given.when(command).expectException(Refused.with(code)).expectNoEvents();
    }

    @Test
    void a_request_is_numbered_and_another_person_approves_it() {
        asked().when(ASK, MetaData.with("actor", KEEPER))
                .expectEvents(new ErasureRequested(ENTRY, 1, "调离", "第四十七条"));
        requested()
                .when(decide(1, true, APPROVER))
                .expectEvents(new PersonErased(ENTRY, 1, "调离", "第四十七条", List.of("name")));
        requested()
                .when(decide(1, false, APPROVER))
                .expectEvents(new ErasureDeclined(ENTRY, 1, "样本"));
    }

    @Test
    void whoever_asked_does_not_decide() {
        refused(requested(), decide(1, true, KEEPER), RefusalCode.SAME_PERSON);
    }

    @Test
    void nothing_is_erased_without_a_request_or_twice_or_without_a_reason() {
        refused(requested(), decide(2, true, APPROVER), RefusalCode.REQUEST_UNKNOWN);
        refused(requested(), ASK, RefusalCode.REQUEST_OPEN);
        refused(
                asked(),
                new RequestErasure(STREAM, ENTRY, "调离", " "),
                RefusalCode.ERASURE_WITHOUT_REASON);
        refused(
                fixture.given(
                        new ErasureRequested(ENTRY, 1, "调离", "第四十七条"),
                        new PersonErased(ENTRY, 1, "调离", "第四十七条", List.of())),
                ASK,
                RefusalCode.PERSON_ERASED_ALREADY);
    }
}
