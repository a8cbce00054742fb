package org.yanqian.command.draw;

import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.DrawEvent.Party;
import org.yanqian.ledger.event.VacancyEvent.LoanRequested;
import org.yanqian.ledger.event.VacancyEvent.Place;
import org.yanqian.ledger.event.VacancyEvent.VacancyAnnounced;
import org.yanqian.ledger.event.VacancyEvent.VacancyBeaconConfirmed;
import org.yanqian.ledger.event.VacancyEvent.VacancyExecuted;

/** Commands on the vacancies of one draw. */
public final class VacancyCommands {
    private VacancyCommands() {}

    public record RequestVacancy(
            @TargetAggregateIdentifier String stream,
            String drawId,
            boolean urgent,
            List<Place> places) {}

    public record RejectVacancy(
            @TargetAggregateIdentifier String stream, long request, String reason, Actor actor) {}

    /**
     * @param speakers the party with each key that is in force now
     * @param bureau of the draw: nobody of it speaks for the other side
     */
    public record CountersignVacancy(
            @TargetAggregateIdentifier String stream,
            long request,
            String requestHash,
            List<Party> speakers,
            String bureau,
            String signature,
            Actor actor) {}

    public record AnnounceVacancy(
            @TargetAggregateIdentifier String stream, VacancyAnnounced announced, Actor actor) {}

    public record ExecuteVacancy(
            @TargetAggregateIdentifier String stream, VacancyExecuted executed) {}

    /** @param vacancy hex hash of the announcing event, what the party signed beside the value */
    public record ConfirmVacancyBeacon(
            @TargetAggregateIdentifier String stream,
            VacancyBeaconConfirmed confirmed,
            String vacancy,
            List<Party> speakers,
            String bureau,
            Actor actor,
            Instant at) {}

    /** {@code loan}: its number does not count yet, the aggregate gives it. */
    public record RequestLoan(@TargetAggregateIdentifier String stream, LoanRequested loan) {}

    public record DecideLoan(
            @TargetAggregateIdentifier String stream,
            long request,
            boolean approved,
            String reason,
            Actor actor) {}
}
