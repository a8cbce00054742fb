package org.yanqian.ledger.freeze;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Utf8Order;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.draw.RoleEligibility;
import org.yanqian.ledger.draw.Substitution;
import org.yanqian.ledger.draw.Vacancy;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.event.VacancyEvent;
import org.yanqian.ledger.event.VacancyEvent.LoanRequested;
import org.yanqian.ledger.event.VacancyEvent.Substitute;
import org.yanqian.ledger.event.VacancyEvent.VacancyExecuted;
import org.yanqian.ledger.event.VisitEvent.TeamChanged;
import org.yanqian.ledger.event.VisitEvent.TeamMember;
import org.yanqian.ledger.event.VisitEvent.VisitAssigned;
import org.yanqian.ledger.event.VisitEvent.VisitOwed;
import org.yanqian.ledger.registry.RegistryLine;
import org.yanqian.ledger.registry.RegistryState;
import org.yanqian.ledger.rules.InspectorEligibility;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.sign.Suite;

/**
 * Who goes on each drawn visit after each vacancy, who ever was on it, and how much everyone carries:
 * the fold from which pools and substitutes follow (SPEC section 9.7). Not thread safe.
 */
public final class Teams {
    /** A place that somebody holds, or left empty; labels in hex, see {@code VacancyEvent.Place}. */
    public record Place(String visit, String role, String inspector) {}

    /** Someone of the draw's own list, or lent for it by another bureau. */
    private record Person(String bureau, String personId, String certificateNo, long capacity) {}

    private static final Comparator<TeamMember> BY_ROLE =
            Comparator.comparing(TeamMember::role, Utf8Order.ASCENDING)
                    .thenComparing(TeamMember::label);

    private final FrozenDraw frozen;
    private final Map<String, List<TeamMember>> teams = new HashMap<>();
    private final Map<String, Set<String>> ever = new HashMap<>();
    private final Map<String, Long> taken = new HashMap<>();
    private final Set<Place> empty = new HashSet<>();
    private final SortedMap<Bytes, Person> people = new TreeMap<>();
    private final Set<Bytes> lent = new TreeSet<>();

    public Teams(FrozenDraw frozen) {
        this.frozen = frozen;
        frozen.inspectors()
                .forEach(
                        (label, i) ->
                                people.put(
                                        label,
                                        new Person(
                                                frozen.bureau(),
                                                i.personId(),
                                                i.id(),
                                                i.capacity())));
    }

    public void assign(VisitAssigned visit) {
        teams.put(visit.label(), List.copyOf(visit.team()));
        visit.team().forEach(member -> take(visit.label(), member.label()));
    }

    /** A visit without a team: every place of it is empty, numbered within its role from 1. */
    public void owe(VisitOwed visit) {
        teams.put(visit.label(), List.of());
        roles(visit.label())
                .forEach(
                        (role, eligible) -> {
                            for (long n = 1; n <= eligible.demand(); n++) {
                                empty.add(new Place(visit.label(), role, Long.toString(n)));
                            }
                        });
    }

    /**
     * Inspectors lent by another bureau may take empty places; their labels follow from the draw's key
     * as those of its list. Whoever stands there already is passed over.
     */
    public void lend(Bytes key, LoanRequested loan) {
        Suite suite = frozen.list().suite();
        for (VacancyEvent.Lent one : loan.inspectors()) {
            Bytes sub =
                    Labels.sub(
                            suite,
                            key,
                            frozen.list().drawId(),
                            Labels.Kind.INSPECTOR,
                            one.certificateNo());
            Bytes label = Labels.label(suite, sub);
            Person person =
                    new Person(loan.bureau(), one.personId(), one.certificateNo(), loan.capacity());
            if (people.putIfAbsent(label, person) == null) {
                lent.add(label);
            }
        }
    }

    /** Places that nobody holds, by visit, role and number or label. */
    public List<Place> emptyPlaces() {
        return empty.stream()
                .sorted(
                        Comparator.comparing(Place::visit)
                                .thenComparing(Place::role, Utf8Order.ASCENDING)
                                .thenComparing(Place::inspector))
                .toList();
    }

    /** Whose registry this inspector stands in, {@code ""} for a label of nobody. */
    public String bureauOf(String inspector) {
        Person person = people.get(Bytes.ofHex(inspector, 32));
        return person == null ? "" : person.bureau;
    }

    private Map<String, RoleEligibility> roles(String visit) {
        return frozen.list().eligibility().getOrDefault(Bytes.ofHex(visit, 32), Map.of());
    }

    private void take(String visit, String inspector) {
        ever.computeIfAbsent(visit, v -> new HashSet<>()).add(inspector);
        taken.merge(inspector, 1L, Long::sum);
    }

    /** Whether this place can be vacated: held by that inspector, or left empty by him. */
    public boolean isPlace(Place place) {
        return empty.contains(place)
                || teams.getOrDefault(place.visit, List.of()).stream()
                        .anyMatch(
                                m ->
                                        m.role().equals(place.role)
                                                && m.label().equals(place.inspector));
    }

    /** Inspectors whom the registry as of this state no longer lets go to this site. */
    public Set<Bytes> unfit(RegistryState state, RuleSet rules, LocalDate asOf, String visit) {
        FrozenTarget site = frozen.targets().get(Bytes.ofHex(visit, 32));
        Set<Bytes> unfit = new TreeSet<>();
        if (site == null) {
            return unfit;
        }
        TargetRecord target =
                state.target(frozen.bureau(), site.objectId())
                        .map(RegistryLine::record)
                        .orElse(null);
        people.forEach(
                (label, person) -> {
                    if (!isFit(state, rules, asOf, person, site, target)) {
                        unfit.add(label);
                    }
                });
        return unfit;
    }

    private boolean isFit(
            RegistryState state,
            RuleSet rules,
            LocalDate asOf,
            Person person,
            FrozenTarget site,
            TargetRecord target) {
        Optional<InspectorRecord> record =
                state.inspector(person.bureau, person.personId)
                        .filter(line -> !line.removed())
                        .map(RegistryLine::record);
        if (record.isEmpty()
                || !record.get().certificateNo().equals(person.certificateNo)
                || !InspectorEligibility.reason(rules, record.get(), asOf)
                        .equals(InspectorEligibility.ELIGIBLE)) {
            return false;
        }
        // Another bureau's inspector names the site as his own bureau lists it, or as this one
        // does.
        boolean elsewhere =
                !person.bureau.equals(frozen.bureau())
                        && state.objectIds(person.bureau, site.id()).stream()
                                .anyMatch(record.get().recusedTargets()::contains);
        return !elsewhere
                && (target == null || !InspectorEligibility.isRecused(record.get(), target));
    }

    /**
     * Label and free capacity of everyone who may step in: the frozen eligible set of the place
     * without who is or was on the visit, who is unfit, and who has no capacity left. A place once
     * taken over counts, and one that was left is not given back. For an empty place whoever was lent
     * counts among the eligible.
     */
    public SortedMap<Bytes, Long> pool(Place place, Set<Bytes> unfit) {
        SortedMap<Bytes, Long> pool = new TreeMap<>();
        RoleEligibility role = roles(place.visit).get(place.role);
        if (role == null) {
            return pool;
        }
        Set<Bytes> may = new TreeSet<>(role.eligible());
        if (empty.contains(place)) {
            may.addAll(lent);
        }
        Set<String> was = ever.getOrDefault(place.visit, Set.of());
        for (Bytes label : may) {
            long free = people.get(label).capacity - taken.getOrDefault(label.hex(), 0L);
            if (free > 0 && !unfit.contains(label) && !was.contains(label.hex())) {
                pool.put(label, free);
            }
        }
        return pool;
    }

    /** The substitutes of vacancy k, one for each place in order, as the event says them. */
    public List<Substitute> substitutes(
            Bytes seed,
            long k,
            Beacon beacon,
            List<Place> places,
            List<SortedMap<Bytes, Long>> pools) {
        List<Vacancy.Slot> slots = new ArrayList<>();
        Map<Bytes, Long> free = new HashMap<>();
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            slots.add(
                    new Vacancy.Slot(
                            Bytes.ofHex(place.visit, 32),
                            place.role,
                            List.copyOf(pools.get(i).keySet())));
            free.putAll(pools.get(i));
        }
        List<Optional<Bytes>> found =
                Substitution.compute(
                        frozen.list().suite(),
                        seed,
                        frozen.list().drawId(),
                        new Vacancy(k, beacon, slots, free));
        List<Substitute> substitutes = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            substitutes.add(substitute(places.get(i), found.get(i)));
        }
        return substitutes;
    }

    private Substitute substitute(Place place, Optional<Bytes> label) {
        if (label.isEmpty()) {
            return new Substitute(place.visit, place.role, place.inspector, "", "", "");
        }
        Person person = people.get(label.get());
        return new Substitute(
                place.visit,
                place.role,
                place.inspector,
                label.get().hex(),
                person.personId,
                person.certificateNo);
    }

    /**
     * Whoever is replaced leaves, whoever steps in joins; nothing if the vacancy was late.
     *
     * @return the new team of each visit that changed, ascending by label
     */
    public List<TeamChanged> execute(VacancyExecuted e) {
        if (e.late()) {
            return List.of();
        }
        Map<String, List<TeamMember>> changed = new LinkedHashMap<>();
        for (Substitute s : e.substitutes()) {
            List<TeamMember> team =
                    changed.computeIfAbsent(
                            s.visit(), v -> new ArrayList<>(teams.getOrDefault(v, List.of())));
            Place place = new Place(s.visit(), s.role(), s.replaced());
            empty.remove(place);
            team.removeIf(m -> m.role().equals(s.role()) && m.label().equals(s.replaced()));
            if (s.label().isEmpty()) {
                empty.add(place);
            } else {
                team.add(new TeamMember(s.role(), s.personId(), s.certificateNo(), s.label()));
                take(s.visit(), s.label());
            }
        }
        List<TeamChanged> events = new ArrayList<>();
        new TreeMap<>(changed)
                .forEach(
                        (visit, team) -> {
                            team.sort(BY_ROLE);
                            teams.put(visit, List.copyOf(team));
                            events.add(event(e, visit, team));
                        });
        return events;
    }

    private TeamChanged event(VacancyExecuted e, String visit, List<TeamMember> team) {
        boolean owed = empty.stream().anyMatch(place -> place.visit.equals(visit));
        String objectId = frozen.targets().get(Bytes.ofHex(visit, 32)).objectId();
        return new TeamChanged(e.drawId(), visit, objectId, e.k(), List.copyOf(team), owed);
    }
}
