package org.yanqian.command.draw;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.springframework.stereotype.Component;
import org.yanqian.command.CommandSettings;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.draw.DrawResult;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.VacancyEvent.VacancyExecuted;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;
import org.yanqian.ledger.event.VisitEvent.VisitAssigned;
import org.yanqian.ledger.event.VisitEvent.VisitOwed;
import org.yanqian.ledger.freeze.FrozenDraw;
import org.yanqian.ledger.freeze.Teams;
import org.yanqian.ledger.freeze.VisitPlan;
import org.yanqian.ledger.registry.RegistryState;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.store.SealedLedger.SealedEntry;

/** Who goes where in a draw: as drawn, with reserves, loans and every vacancy executed since. */
@Component
class DrawnTeams {
    private final FrozenDraws frozenDraws;
    private final DrawKeys keys;
    private final SealedLedger ledger;
    private final CommandSettings settings;

    DrawnTeams(
            FrozenDraws frozenDraws, DrawKeys keys, SealedLedger ledger, CommandSettings settings) {
        this.frozenDraws = frozenDraws;
        this.keys = keys;
        this.ledger = ledger;
        this.settings = settings;
    }

    VacancyFile vacancies(DrawFile draw) {
        return VacancyFile.read(ledger, settings.suiteValue(), draw.drawId());
    }

    /** @param before loans granted at or behind this index do not count */
    Teams of(DrawFile draw, long before) {
        FrozenDraw frozen = frozenDraws.of(draw);
        DrawResult result = DrawResult.compute(frozen.list(), seed(draw), 0);
        Teams teams = new Teams(frozen);
        for (VisitEvent visit : VisitPlan.of(frozen, result.selection(), result.assignment())) {
            if (visit instanceof VisitAssigned assigned) {
                teams.assign(assigned);
            } else if (visit instanceof VisitOwed owed) {
                teams.owe(owed);
            }
        }
        reserves(draw).forEach(teams::owe);
        VacancyFile file = vacancies(draw);
        Bytes key = Bytes.of(keys.read(draw.drawId()));
        file.loans(before).forEach(loan -> teams.lend(key, loan));
        file.all(VacancyExecuted.class).forEach(teams::execute);
        return teams;
    }

    private List<VisitOwed> reserves(DrawFile draw) {
        List<VisitOwed> owed = new ArrayList<>();
        for (String label :
                ClosureFile.read(ledger, settings.suiteValue(), draw.drawId()).reserves()) {
            owed.add((VisitOwed) visit(draw.drawId(), label).get(0).event().data());
        }
        return owed;
    }

    /** The sealed stream of one visit. */
    List<Entry> visit(String drawId, String label) {
        return ledger.stream(VisitEvent.stream(drawId, label)).stream()
                .map(SealedEntry::entry)
                .map(Entry::parse)
                .toList();
    }

    boolean isRecorded(String drawId, String label) {
        return visit(drawId, label).stream()
                .anyMatch(entry -> entry.event().data() instanceof InspectionRecorded);
    }

    static Bytes seed(DrawFile draw) {
        return Bytes.ofHex(draw.completed().seed(), 32);
    }

    List<SortedMap<Bytes, Long>> pools(
            Teams teams,
            DrawFile draw,
            RegistryState state,
            LocalDate asOf,
            List<Teams.Place> places) {
        var rules = FrozenDraws.rules(state, draw.opened().bureau());
        List<SortedMap<Bytes, Long>> pools = new ArrayList<>();
        for (Teams.Place place : places) {
            pools.add(teams.pool(place, teams.unfit(state, rules, asOf, place.visit())));
        }
        return pools;
    }
}
