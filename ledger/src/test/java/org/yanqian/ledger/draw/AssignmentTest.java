package org.yanqian.ledger.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.sign.Suite;

class AssignmentTest {
    @Property(tries = 1000)
    void theFastMatchingEqualsThePlainSearchOfTheSpec(@ForAll long randomSeed) {
        DrawList list = Samples.random(new Random(randomSeed));
        List<Bytes> drawn = list.candidates().stream().map(Candidate::label).toList();
        Assignment fast = compute(list, drawn);
        Assignment plain =
                new PlainMatching(
                                list.suite(),
                                Samples.SEED,
                                list.inspectors(),
                                list.eligibility(),
                                drawn)
                        .run();
        assertThat(fast).isEqualTo(plain);
        assertThat(fast.teams().keySet()).containsExactlyElementsOf(plain.teams().keySet());
    }

    @Property(tries = 12)
    void aLargeDrawWithTooFewPeopleEqualsThePlainSearchToo(@ForAll long randomSeed) {
        DrawList list = Samples.crowded(new Random(randomSeed));
        List<Bytes> drawn = list.candidates().stream().map(Candidate::label).toList();
        Assignment fast = compute(list, drawn);
        Assignment plain =
                new PlainMatching(
                                list.suite(),
                                Samples.SEED,
                                list.inspectors(),
                                list.eligibility(),
                                drawn)
                        .run();
        assertThat(fast).isEqualTo(plain);
        assertThat(fast.unstaffable()).isNotEmpty();
    }

    @Property(tries = 500)
    void everyAssignmentIsSoundAndEveryShortageIsProved(@ForAll long randomSeed) {
        DrawList list = Samples.random(new Random(randomSeed));
        List<Bytes> drawn = list.candidates().stream().map(Candidate::label).toList();
        Assignment assignment = compute(list, drawn);
        Map<Bytes, Long> load = new HashMap<>();
        assignment
                .teams()
                .forEach((visit, roles) -> checkVisit(list, assignment, load, visit, roles));
        list.inspectors()
                .forEach(
                        i ->
                                assertThat(load.getOrDefault(i.label(), 0L))
                                        .isLessThanOrEqualTo(i.capacity()));
        Set<Bytes> staffed = new HashSet<>();
        int proofs = 0;
        for (Bytes visit : assignment.teams().keySet()) {
            if (!assignment.unstaffable().contains(visit)) {
                staffed.add(visit);
                continue;
            }
            Shortage proof = assignment.shortages().get(proofs++);
            assertThat(proof.visit()).isEqualTo(visit);
            assertThat(proof.holds(list.inspectors(), list.eligibility(), staffed)).isTrue();
        }
        assertThat(assignment.shortages()).hasSize(proofs);
    }

    private static void checkVisit(
            DrawList list,
            Assignment assignment,
            Map<Bytes, Long> load,
            Bytes visit,
            Map<String, List<Bytes>> roles) {
        Set<Bytes> on = new HashSet<>();
        roles.forEach(
                (role, team) -> {
                    RoleEligibility e = list.eligibility().get(visit).get(role);
                    boolean owed = assignment.unstaffable().contains(visit);
                    assertThat(team).hasSize(owed ? 0 : (int) e.demand());
                    assertThat(e.eligible()).containsAll(team);
                    team.forEach(i -> assertThat(on.add(i)).as("twice on a visit").isTrue());
                    team.forEach(i -> load.merge(i, 1L, Long::sum));
                });
    }

    @Property(tries = 300)
    void theOrderOfTheInputDoesNotMatter(@ForAll long randomSeed) {
        Random random = new Random(randomSeed);
        DrawList list = Samples.random(random);
        List<Candidate> candidates = new ArrayList<>(list.candidates());
        List<PoolInspector> inspectors = new ArrayList<>(list.inspectors());
        Collections.shuffle(candidates, random);
        Collections.shuffle(inspectors, random);
        Map<Bytes, Map<String, RoleEligibility>> eligibility = new HashMap<>();
        list.eligibility()
                .forEach(
                        (visit, roles) -> {
                            Map<String, RoleEligibility> copy = new HashMap<>();
                            roles.forEach((role, e) -> copy.put(role, shuffled(e, random)));
                            eligibility.put(visit, copy);
                        });
        DrawList other =
                new DrawList(
                        list.suite(),
                        list.drawId(),
                        candidates,
                        inspectors,
                        list.quotas(),
                        eligibility);
        assertThat(DrawRoots.of(other)).isEqualTo(DrawRoots.of(list));
        assertThat(DrawResult.compute(other, Samples.SEED, 3))
                .isEqualTo(DrawResult.compute(list, Samples.SEED, 3));
    }

    private static RoleEligibility shuffled(RoleEligibility e, Random random) {
        List<Bytes> labels = new ArrayList<>(e.eligible());
        Collections.shuffle(labels, random);
        return new RoleEligibility(e.demand(), labels, e.salt());
    }

    @Test
    void matchingInIndexOrderIsAnotherResult() {
        List<PoolInspector> inspectors = new ArrayList<>();
        List<Bytes> labels = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            inspectors.add(Samples.inspector("i" + i, 1));
            labels.add(Samples.bytes("i" + i));
        }
        Map<Bytes, Map<String, RoleEligibility>> eligibility =
                Map.of(
                        Samples.bytes("o"),
                        Samples.roles(new RoleEligibility(2, labels, Samples.bytes("salt"))));
        Set<Set<Bytes>> teams = new HashSet<>();
        for (int seed = 0; seed < 40; seed++) {
            Assignment assignment =
                    Assignment.compute(
                            Suite.INTL,
                            Samples.bytes("seed " + seed),
                            inspectors,
                            eligibility,
                            List.of(Samples.bytes("o")));
            teams.add(
                    new TreeSet<>(
                            assignment.teams().get(Samples.bytes("o")).get(Freeze.ENFORCEMENT)));
        }
        // 190 pairs: index order would give the same pair 40 times.
        assertThat(teams).hasSizeGreaterThan(25);
    }

    @Test
    void nobodyEligibleIsUnstaffableAndItsProofReachesNobody() {
        Map<Bytes, Map<String, RoleEligibility>> eligibility =
                Map.of(Samples.bytes("o"), Samples.roles(Samples.role(2)));
        List<PoolInspector> inspectors = List.of(Samples.inspector("i", 3));
        Assignment assignment =
                Assignment.compute(
                        Suite.GM,
                        Samples.SEED,
                        inspectors,
                        eligibility,
                        List.of(Samples.bytes("o")));
        assertThat(assignment.unstaffable()).containsExactly(Samples.bytes("o"));
        assertThat(assignment.teams().get(Samples.bytes("o")))
                .containsEntry(Freeze.ENFORCEMENT, List.of());
        Shortage proof = assignment.shortages().get(0);
        assertThat(proof.reached()).isEmpty();
        assertThat(proof.holds(inspectors, eligibility, Set.of())).isTrue();
    }

    @Test
    void aShortageThatIsNoneDoesNotHold() {
        List<PoolInspector> inspectors =
                List.of(Samples.inspector("i1", 1), Samples.inspector("i2", 1));
        Map<Bytes, Map<String, RoleEligibility>> eligibility =
                Map.of(Samples.bytes("o"), Samples.roles(Samples.role(2, "i1", "i2")));
        Shortage everybody =
                new Shortage(
                        Samples.bytes("o"),
                        Freeze.ENFORCEMENT,
                        new TreeSet<>(Set.of(Samples.bytes("i1"), Samples.bytes("i2"))));
        Shortage nobody = new Shortage(Samples.bytes("o"), Freeze.ENFORCEMENT, new TreeSet<>());
        assertThat(everybody.holds(inspectors, eligibility, Set.of())).isFalse();
        assertThat(nobody.holds(inspectors, eligibility, Set.of())).isFalse();
    }

    private static Assignment compute(DrawList list, List<Bytes> drawn) {
        return Assignment.compute(
                list.suite(), Samples.SEED, list.inspectors(), list.eligibility(), drawn);
    }
}
