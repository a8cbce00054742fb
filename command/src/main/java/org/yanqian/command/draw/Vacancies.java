package org.yanqian.command.draw;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.annotation.SourceId;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.yanqian.command.draw.VacancyCommands.AnnounceVacancy;
import org.yanqian.command.draw.VacancyCommands.CountersignVacancy;
import org.yanqian.command.draw.VacancyCommands.ExecuteVacancy;
import org.yanqian.command.draw.VacancyCommands.RejectVacancy;
import org.yanqian.command.draw.VacancyCommands.RequestVacancy;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.event.VacancyEvent.Place;
import org.yanqian.ledger.event.VacancyEvent.Slot;
import org.yanqian.ledger.event.VacancyEvent.VacancyAnnounced;
import org.yanqian.ledger.event.VacancyEvent.VacancyCountersigned;
import org.yanqian.ledger.event.VacancyEvent.VacancyExecuted;
import org.yanqian.ledger.event.VacancyEvent.VacancyRejected;
import org.yanqian.ledger.event.VacancyEvent.VacancyRequested;

/** The vacancies of one draw (DRAW/1 section 7): one open at a time, numbered without gaps. */
@Aggregate
public class Vacancies {
    static final String KIND = "vacancy";
    private static final int MOST_PLACES = 50;

    @AggregateIdentifier private String stream;
    private final Requests requests = new Requests();
    private final Map<Long, VacancyRequested> asked = new HashMap<>();
    private final Set<Long> countersigned = new HashSet<>();
    private final Set<String> visits = new HashSet<>();
    private long last;
    private boolean open;

    protected Vacancies() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    public void handle(RequestVacancy command) {
        stream = command.stream();
        requirePlaces(command.places());
        requests.requireNoneOpen(KIND);
        Refusal.when(open, RefusalCode.VACANCY_OPEN, last);
        apply(
                new VacancyRequested(
                        command.drawId(), requests.next(), command.urgent(), command.places()));
    }

    private static void requirePlaces(List<Place> places) {
        Set<Place> bare = new HashSet<>();
        for (Place place : places) {
            Refusal.when(place.reason().isBlank(), RefusalCode.REASON_MISSING);
            Refusal.when(!place.evidence().matches("[0-9a-f]{64}"), RefusalCode.EVIDENCE_MISSING);
            bare.add(new Place(place.visit(), place.role(), place.replaced(), "", ""));
        }
        Refusal.when(
                places.isEmpty() || places.size() > MOST_PLACES || bare.size() != places.size(),
                RefusalCode.VACANCY_PLACE_UNKNOWN,
                places.size());
    }

    @CommandHandler
    public void handle(RejectVacancy command) {
        requests.requireDecidable(command.request(), command.actor());
        apply(
                new VacancyRejected(
                        asked.get(command.request()).drawId(),
                        command.request(),
                        command.reason()));
    }

    @CommandHandler
    public void handle(CountersignVacancy command) {
        requests.requireDecidable(command.request(), command.actor());
        PartyRules.requireSupervising(command.speakers());
        Refusal.when(
                command.actor().bureau().equals(command.bureau()),
                RefusalCode.ACTOR_ON_BOTH_SIDES,
                command.actor().officer());
        String drawId = asked.get(command.request()).drawId();
        PartyRules.requireCountersignature(
                command.speakers(), KIND, drawId, command.requestHash(), command.signature());
        apply(
                new VacancyCountersigned(
                        drawId,
                        command.request(),
                        command.requestHash(),
                        command.speakers().get(0).party(),
                        command.signature()));
    }

    @CommandHandler
    public void handle(AnnounceVacancy command) {
        VacancyAnnounced announced = command.announced();
        requests.requireDecidable(announced.request(), command.actor());
        Refusal.when(open, RefusalCode.VACANCY_OPEN, last);
        Refusal.when(announced.k() != last + 1, RefusalCode.CONFLICT, announced.k());
        // A second vacancy of one visit would be a second try.
        Refusal.when(
                announced.slots().stream().map(Slot::visit).anyMatch(visits::contains)
                        && !countersigned.contains(announced.request()),
                RefusalCode.VACANCY_NOT_COUNTERSIGNED);
        Refusal.when(
                asked.get(announced.request()).urgent()
                        != announced.beacon().type().equals(Beacon.NONE),
                RefusalCode.BEACON_TERMS_INVALID,
                announced.beacon().type());
        apply(announced);
    }

    @CommandHandler
    public void handle(ExecuteVacancy command) {
        Refusal.when(
                !open || command.executed().k() != last,
                RefusalCode.VACANCY_NOT_OPEN,
                command.executed().k());
        apply(command.executed());
    }

    @EventSourcingHandler
    void on(VacancyRequested event, @SourceId String source, MetaData by) {
        stream = source;
        asked.put(event.request(), event);
        requests.asked(event.request(), KIND, by);
    }

    @EventSourcingHandler
    void on(VacancyRejected event) {
        requests.decided(event.request(), false);
    }

    @EventSourcingHandler
    void on(VacancyCountersigned event) {
        countersigned.add(event.request());
    }

    @EventSourcingHandler
    void on(VacancyAnnounced event) {
        requests.done(event.request());
        event.slots().forEach(slot -> visits.add(slot.visit()));
        last = event.k();
        open = true;
    }

    @EventSourcingHandler
    void on(VacancyExecuted event) {
        open = false;
    }
}
