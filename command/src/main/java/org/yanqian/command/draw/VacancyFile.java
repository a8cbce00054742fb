package org.yanqian.command.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.VacancyEvent;
import org.yanqian.ledger.event.VacancyEvent.LoanDecided;
import org.yanqian.ledger.event.VacancyEvent.LoanRequested;
import org.yanqian.ledger.event.VacancyEvent.VacancyAnnounced;
import org.yanqian.ledger.event.VacancyEvent.VacancyBeaconConfirmed;
import org.yanqian.ledger.event.VacancyEvent.VacancyCountersigned;
import org.yanqian.ledger.event.VacancyEvent.VacancyExecuted;
import org.yanqian.ledger.event.VacancyEvent.VacancyRejected;
import org.yanqian.ledger.event.VacancyEvent.VacancyRequested;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.store.SealedLedger.SealedEntry;

/** The sealed vacancies of one draw; empty before the first. */
record VacancyFile(List<DrawFile.Step> steps) {
    static VacancyFile read(SealedLedger ledger, Suite suite, String drawId) {
        List<DrawFile.Step> steps = new ArrayList<>();
        for (SealedEntry sealed : ledger.stream(VacancyEvent.stream(drawId))) {
            Entry entry = Entry.parse(sealed.entry());
            steps.add(
                    new DrawFile.Step(
                            sealed.index(),
                            entry,
                            entry.event().data(),
                            Bytes.of(entry.hash(suite))));
        }
        return new VacancyFile(List.copyOf(steps));
    }

    <T extends VacancyEvent> List<T> all(Class<T> type) {
        return steps.stream()
                .map(DrawFile.Step::data)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    List<DrawFile.Step> requests() {
        return steps.stream().filter(s -> s.data() instanceof VacancyRequested).toList();
    }

    DrawFile.Step request(long number) {
        return requests().stream()
                .filter(s -> ((VacancyRequested) s.data()).request() == number)
                .findFirst()
                .orElseThrow(() -> new Refusal(RefusalCode.REQUEST_UNKNOWN, number));
    }

    Optional<DrawFile.Step> announcementOf(long request) {
        return steps.stream()
                .filter(s -> s.data() instanceof VacancyAnnounced a && a.request() == request)
                .findFirst();
    }

    DrawFile.Step announced(long k) {
        return steps.stream()
                .filter(s -> s.data() instanceof VacancyAnnounced a && a.k() == k)
                .findFirst()
                .orElseThrow(() -> new Refusal(RefusalCode.VACANCY_NOT_OPEN, k));
    }

    Optional<VacancyExecuted> executed(long k) {
        return all(VacancyExecuted.class).stream().filter(e -> e.k() == k).findFirst();
    }

    /** Loans that the lender granted before this index, in ledger order. */
    List<LoanRequested> loans(long before) {
        List<LoanRequested> granted = new ArrayList<>();
        for (DrawFile.Step step : steps) {
            if (step.index() < before && step.data() instanceof LoanDecided e && e.approved()) {
                granted.add((LoanRequested) loan(e.request()).data());
            }
        }
        return granted;
    }

    List<DrawFile.Step> loanRequests() {
        return steps.stream().filter(s -> s.data() instanceof LoanRequested).toList();
    }

    DrawFile.Step loan(long number) {
        return loanRequests().stream()
                .filter(s -> ((LoanRequested) s.data()).request() == number)
                .findFirst()
                .orElseThrow(() -> new Refusal(RefusalCode.REQUEST_UNKNOWN, number));
    }

    /** ASKED, REJECTED or GRANTED. */
    String loanState(long number) {
        return all(LoanDecided.class).stream()
                .filter(e -> e.request() == number)
                .findFirst()
                .map(e -> e.approved() ? "GRANTED" : "REJECTED")
                .orElse("ASKED");
    }

    List<VacancyBeaconConfirmed> confirmations(long k) {
        return all(VacancyBeaconConfirmed.class).stream().filter(e -> e.k() == k).toList();
    }

    boolean isCountersigned(long request) {
        return all(VacancyCountersigned.class).stream().anyMatch(e -> e.request() == request);
    }

    /** ASKED, REJECTED, ANNOUNCED or EXECUTED. */
    String state(long request) {
        Optional<DrawFile.Step> announced = announcementOf(request);
        if (announced.isPresent()) {
            long k = ((VacancyAnnounced) announced.get().data()).k();
            return executed(k).isPresent() ? "EXECUTED" : "ANNOUNCED";
        }
        return all(VacancyRejected.class).stream().anyMatch(e -> e.request() == request)
                ? "REJECTED"
                : "ASKED";
    }
}
