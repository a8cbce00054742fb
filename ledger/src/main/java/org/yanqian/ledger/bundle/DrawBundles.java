package org.yanqian.ledger.bundle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Utf8Order;
import org.yanqian.ledger.draw.Candidate;
import org.yanqian.ledger.draw.PoolInspector;
import org.yanqian.ledger.draw.RoleEligibility;
import org.yanqian.ledger.stamp.StoredStamp;
import org.yanqian.ledger.tree.Base64Text;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.Proofs;

/** Makes the public bundle of a draw (SPEC section "Draw bundle"). */
public final class DrawBundles {
    private final BundleInput input;
    private final List<Candidate> candidates;
    private final List<PoolInspector> inspectors;
    private final Map<Bytes, Long> candidateNumbers = new HashMap<>();
    private final Map<Bytes, Long> inspectorNumbers = new HashMap<>();

    // Almost every visit has the same set; each is written once.
    private final Map<List<Long>, Long> sets = new LinkedHashMap<>();

    private DrawBundles(BundleInput input) {
        this.input = input;
        this.candidates = new ArrayList<>(input.list().candidates());
        candidates.sort(
                Comparator.comparing(Candidate::stratum, Utf8Order.ASCENDING)
                        .thenComparing(Candidate::label));
        this.inspectors = new ArrayList<>(input.list().inspectors());
        inspectors.sort(Comparator.comparing(PoolInspector::label));
        candidates.forEach(c -> candidateNumbers.put(c.label(), (long) candidateNumbers.size()));
        inspectors.forEach(i -> inspectorNumbers.put(i.label(), (long) inspectorNumbers.size()));
    }

    public static DrawBundle of(BundleInput input) {
        return new DrawBundles(input).build();
    }

    private DrawBundle build() {
        return new DrawBundle(
                DrawBundle.FORMAT,
                strata(),
                checkpoints(),
                consistency(),
                input.list().drawId(),
                entries(),
                pool(),
                input.opening() == null ? List.of() : List.of(opening()),
                input.origin(),
                stamps(),
                input.list().suite().wire(),
                DrawBundle.NOT_CHECKED);
    }

    private List<DrawBundle.Stamp> stamps() {
        List<DrawBundle.Stamp> stamps = new ArrayList<>();
        Map<String, Note> uses = new LinkedHashMap<>();
        uses.put("announcement", input.announced());
        uses.put("close", input.closed());
        uses.put("last", input.last());
        uses.forEach(
                (use, note) ->
                        input.stamps().stream()
                                .filter(stamp -> stamp.size() == size(note))
                                .map(stamp -> stamp(use, stamp))
                                .forEach(stamps::add));
        return stamps;
    }

    private static DrawBundle.Stamp stamp(String use, StoredStamp stamp) {
        return new DrawBundle.Stamp(stamp.authority(), Base64Text.format(stamp.token()), use);
    }

    private List<DrawBundle.CheckpointNote> checkpoints() {
        List<DrawBundle.CheckpointNote> notes = new ArrayList<>();
        input.earlier()
                .forEach(n -> notes.add(new DrawBundle.CheckpointNote(n.format(), "revocation")));
        notes.add(new DrawBundle.CheckpointNote(input.announced().format(), "announcement"));
        notes.add(new DrawBundle.CheckpointNote(input.closed().format(), "close"));
        notes.add(new DrawBundle.CheckpointNote(input.last().format(), "last"));
        notes.sort(Comparator.comparingLong(n -> size(Note.parse(bytes(n.note())))));
        return notes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<DrawBundle.Consistency> consistency() {
        List<DrawBundle.Consistency> proofs = new ArrayList<>();
        input.earlier().forEach(note -> proofs.add(consistency(note)));
        proofs.add(consistency(input.announced()));
        proofs.add(consistency(input.closed()));
        return proofs;
    }

    private static long size(Note note) {
        return Checkpoint.parse(note.text()).size();
    }

    private DrawBundle.Consistency consistency(Note from) {
        long to = size(input.last());
        String proof = Packed.formatHashes(Proofs.consistency(size(from), to, input.tree()));
        return new DrawBundle.Consistency(size(from), proof, to);
    }

    private List<DrawBundle.ProvenEntry> entries() {
        List<DrawBundle.ProvenEntry> proven = new ArrayList<>();
        input.entries()
                .forEach(
                        (index, entry) ->
                                proven.add(
                                        new DrawBundle.ProvenEntry(
                                                CanonicalJson.parseObject(entry),
                                                index,
                                                Packed.formatHashes(
                                                        Proofs.inclusion(
                                                                size(input.last()),
                                                                index,
                                                                input.tree())))));
        return proven;
    }

    private List<DrawBundle.Stratum> strata() {
        Map<String, List<Candidate>> byStratum = new LinkedHashMap<>();
        candidates.forEach(
                c -> byStratum.computeIfAbsent(c.stratum(), s -> new ArrayList<>()).add(c));
        List<DrawBundle.Stratum> strata = new ArrayList<>();
        byStratum.forEach((stratum, listed) -> strata.add(stratum(stratum, listed)));
        return strata;
    }

    private DrawBundle.Stratum stratum(String stratum, List<Candidate> listed) {
        return new DrawBundle.Stratum(
                listed.stream()
                        .filter(Candidate::isExcluded)
                        .map(c -> candidateNumbers.get(c.label()))
                        .toList(),
                Packed.format(listed.stream().map(Candidate::label).toList()),
                Packed.format(listed.stream().map(Candidate::record).toList()),
                stratum,
                listed.stream().map(Candidate::weight).toList());
    }

    private DrawBundle.Pool pool() {
        return new DrawBundle.Pool(
                inspectors.stream().map(PoolInspector::capacity).toList(),
                Packed.format(inspectors.stream().map(PoolInspector::label).toList()),
                Packed.format(inspectors.stream().map(PoolInspector::record).toList()));
    }

    private DrawBundle.Opening opening() {
        List<DrawBundle.Visit> visits = new ArrayList<>();
        new TreeMap<>(input.opening().teams())
                .forEach(
                        (label, roles) ->
                                roles.forEach(
                                        (role, team) -> visits.add(visit(label, role, team))));
        TreeMap<String, Bytes> subs = new TreeMap<>(Utf8Order.ASCENDING);
        subs.putAll(input.opening().subs());
        return new DrawBundle.Opening(
                macs(),
                List.copyOf(subs.keySet()),
                List.copyOf(sets.keySet()),
                Packed.format(subs.values()),
                visits);
    }

    private DrawBundle.Visit visit(Bytes label, String role, List<Bytes> team) {
        RoleEligibility eligibility = input.list().eligibility().get(label).get(role);
        return new DrawBundle.Visit(
                candidateNumbers.get(label),
                role,
                Packed.format(List.of(eligibility.salt())),
                sets.computeIfAbsent(numbers(eligibility.eligible()), s -> (long) sets.size()),
                numbers(team));
    }

    private List<Long> numbers(List<Bytes> labels) {
        return labels.stream().map(inspectorNumbers::get).sorted().toList();
    }

    private record Shape(String role, long demand) {}

    private List<DrawBundle.RoleMacs> macs() {
        Map<Shape, List<Candidate>> shapes = new LinkedHashMap<>();
        for (Candidate c : candidates) {
            if (!c.isExcluded()) {
                new TreeMap<>(input.list().eligibility().get(c.label()))
                        .forEach(
                                (role, e) ->
                                        shapes.computeIfAbsent(
                                                        new Shape(role, e.demand()),
                                                        s -> new ArrayList<>())
                                                .add(c));
            }
        }
        List<DrawBundle.RoleMacs> macs = new ArrayList<>();
        shapes.forEach((shape, listed) -> macs.add(macs(shape, listed)));
        return macs;
    }

    private DrawBundle.RoleMacs macs(Shape shape, List<Candidate> listed) {
        List<DrawBundle.Run> runs = new ArrayList<>();
        List<Bytes> macs = new ArrayList<>();
        long first = -1;
        long count = 0;
        for (Candidate c : listed) {
            RoleEligibility e = input.list().eligibility().get(c.label()).get(shape.role);
            macs.add(EligibilityLeaf.mac(input.list().suite(), e.salt(), e.eligible()));
            long number = candidateNumbers.get(c.label());
            if (number != first + count) {
                if (count > 0) {
                    runs.add(new DrawBundle.Run(count, first));
                }
                first = number;
                count = 0;
            }
            count++;
        }
        runs.add(new DrawBundle.Run(count, first));
        return new DrawBundle.RoleMacs(runs, shape.demand, Packed.format(macs), shape.role);
    }
}
