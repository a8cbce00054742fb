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
import org.yanqian.command.draw.VacancyCommands.ConfirmVacancyBeacon;
import org.yanqian.command.draw.VacancyCommands.CountersignVacancy;
import org.yanqian.command.draw.VacancyCommands.DecideLoan;
import org.yanqian.command.draw.VacancyCommands.ExecuteVacancy;
import org.yanqian.command.draw.VacancyCommands.RejectVacancy;
import org.yanqian.command.draw.VacancyCommands.RequestLoan;
import org.yanqian.command.draw.VacancyCommands.RequestVacancy;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.event.DrawEvent.BeaconTerms;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.VacancyEvent.LoanDecided;
import org.yanqian.ledger.event.VacancyEvent.LoanRequested;
import org.yanqian.ledger.event.VacancyEvent.Place;
import org.yanqian.ledger.event.VacancyEvent.Slot;
import org.yanqian.ledger.event.VacancyEvent.VacancyAnnounced;
import org.yanqian.ledger.event.VacancyEvent.VacancyBeaconConfirmed;
import org.yanqian.ledger.event.VacancyEvent.VacancyCountersigned;
import org.yanqian.ledger.event.VacancyEvent.VacancyExecuted;
import org.yanqian.ledger.event.VacancyEvent.VacancyRejected;
import org.yanqian.ledger.event.VacancyEvent.VacancyRequested;

/** The vacancies of one draw (DRAW/1 section 7): one open at a time, numbered without gaps. */
@Aggregate
public class Vacancies {
    static final String KIND = "vacancy";
    static final String LOAN = "loan";
    private static final int MOST_PLACES = 50;
    private static final long MOST_CAPACITY = 64;

    @AggregateIdentifier private String stream;
    private final Requests requests = new Requests();
    private final Map<Long, VacancyRequested> asked = new HashMap<>();
    private final Set<Long> countersigned = new HashSet<>();
    private final Map<Long, LoanRequested> loans = new HashMap<>();
    private final Set<String> visits = new HashSet<>();
    private final Set<String> confirmed = new HashSet<>();
    private BeaconTerms terms;
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
        requests.requireKind(command.request(), KIND);
        requests.requireDecidable(command.request(), command.actor());
        apply(
                new VacancyRejected(
                        asked.get(command.request()).drawId(),
                        command.request(),
                        command.reason()));
    }

    @CommandHandler
    public void handle(CountersignVacancy command) {
        requests.requireKind(command.request(), KIND);
        requests.requireDecidable(command.request(), command.actor());
        PartyRules.requireSupervising(command.speakers());
        PartyRules.requireOtherSide(command.speakers(), command.actor(), command.bureau());
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
        requests.requireKind(announced.request(), KIND);
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
    public void handle(ConfirmVacancyBeacon command) {
        VacancyBeaconConfirmed word = command.confirmed();
        Refusal.when(!open || word.k() != last, RefusalCode.VACANCY_NOT_OPEN, word.k());
        PartyRules.requireOtherSide(command.speakers(), command.actor(), command.bureau());
        Refusal.when(
                confirmed.contains(word.party()), RefusalCode.PARTY_REVEALED_ALREADY, word.party());
        BeaconRules.requireAttested(terms, word.value());
        Refusal.when(
                command.at().isBefore(EventCodec.parseTime(terms.notBefore())),
                RefusalCode.BEACON_TOO_EARLY,
                terms.notBefore());
        PartyRules.requireConfirmationSignature(
                command.speakers(), word.drawId(), word, command.vacancy(), word.signature());
        apply(word);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    public void handle(RequestLoan command) {
        stream = command.stream();
        LoanRequested loan = command.loan();
        Refusal.when(loan.reason().isBlank(), RefusalCode.REASON_MISSING);
        Refusal.when(
                loan.inspectors().isEmpty()
                        || loan.capacity() < 1
                        || loan.capacity() > MOST_CAPACITY,
                RefusalCode.LOAN_NOT_POSSIBLE,
                loan.bureau());
        requests.requireNoneOpen(LOAN);
        apply(
                new LoanRequested(
                        loan.drawId(),
                        requests.next(),
                        loan.bureau(),
                        loan.inspectors(),
                        loan.capacity(),
                        loan.reason()));
    }

    // DRAW/1 section 6: whoever lends decides, not the bureau that draws.
    @CommandHandler
    public void handle(DecideLoan command) {
        requests.requireKind(command.request(), LOAN);
        requests.requireDecidable(command.request(), command.actor());
        LoanRequested loan = loans.get(command.request());
        Refusal.when(
                !loan.bureau().equals(command.actor().bureau()),
                RefusalCode.WRONG_BUREAU,
                loan.bureau());
        apply(
                new LoanDecided(
                        loan.drawId(), command.request(), command.approved(), command.reason()));
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
        terms = event.beacon();
        confirmed.clear();
        open = true;
    }

    @EventSourcingHandler
    void on(VacancyBeaconConfirmed event) {
        confirmed.add(event.party());
    }

    @EventSourcingHandler
    void on(LoanRequested event, @SourceId String source, MetaData by) {
        stream = source;
        loans.put(event.request(), event);
        requests.asked(event.request(), LOAN, by);
    }

    @EventSourcingHandler
    void on(LoanDecided event) {
        requests.done(event.request());
    }

    @EventSourcingHandler
    void on(VacancyExecuted event) {
        open = false;
    }
}
