package org.yanqian.ledger.bundle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Utf8Order;
import org.yanqian.ledger.draw.Candidate;
import org.yanqian.ledger.draw.PoolInspector;
import org.yanqian.ledger.draw.RoleEligibility;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.MerkleRoot;

/**
 * The lists of a bundle, unpacked. Every method throws {@code BAD_FIELD} for numbers and lengths
 * that do not fit together.
 */
public final class BundleLists {
    private final DrawBundle bundle;
    private final Suite suite;
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<PoolInspector> inspectors = new ArrayList<>();

    public BundleLists(DrawBundle bundle) {
        this.bundle = bundle;
        this.suite = Suite.of(bundle.suite());
        bundle.candidates().forEach(this::unpack);
        List<Bytes> labels = Packed.parse(bundle.inspectors().labels());
        List<Bytes> records = Packed.parse(bundle.inspectors().records());
        List<Long> capacities = bundle.inspectors().capacities();
        require(
                labels.size() == records.size() && labels.size() == capacities.size(),
                "inspectors: labels, records and capacities differ in number");
        for (int i = 0; i < labels.size(); i++) {
            inspectors.add(new PoolInspector(labels.get(i), capacities.get(i), records.get(i)));
        }
    }

    private void unpack(DrawBundle.Stratum stratum) {
        List<Bytes> labels = Packed.parse(stratum.labels());
        List<Bytes> records = Packed.parse(stratum.records());
        List<Long> weights = stratum.weights();
        require(
                labels.size() == records.size() && labels.size() == weights.size(),
                stratum.stratum() + ": labels, records and weights differ in number");
        for (int i = 0; i < labels.size(); i++) {
            boolean excluded = stratum.excluded().contains((long) candidates.size());
            candidates.add(
                    new Candidate(
                            labels.get(i),
                            stratum.stratum(),
                            weights.get(i),
                            excluded ? "x" : "",
                            records.get(i)));
        }
    }

    /** As numbered in the bundle. */
    public List<Candidate> candidates() {
        return candidates;
    }

    /** As numbered in the bundle. */
    public List<PoolInspector> inspectors() {
        return inspectors;
    }

    public Bytes candidateRoot() {
        List<Candidate> sorted = new ArrayList<>(candidates);
        sorted.sort(
                Comparator.comparing(Candidate::stratum, Utf8Order.ASCENDING)
                        .thenComparing(Candidate::label));
        MerkleRoot tree = new MerkleRoot(suite);
        sorted.forEach(c -> tree.add(c.leaf()));
        return Bytes.of(tree.root());
    }

    public Bytes inspectorRoot() {
        List<PoolInspector> sorted = new ArrayList<>(inspectors);
        sorted.sort(Comparator.comparing(PoolInspector::label));
        MerkleRoot tree = new MerkleRoot(suite);
        sorted.forEach(i -> tree.add(i.leaf()));
        return Bytes.of(tree.root());
    }

    /** Leaves by (label, role), the order of the tree. */
    public List<EligibilityLeaf> eligibility(DrawBundle.Opening opening) {
        List<EligibilityLeaf> leaves = new ArrayList<>();
        for (DrawBundle.RoleMacs group : opening.eligibility()) {
            List<Bytes> macs = Packed.parse(group.macs());
            int next = 0;
            for (DrawBundle.Run run : group.candidates()) {
                require(
                        run.first() >= 0
                                && run.count() > 0
                                && run.count() <= macs.size() - next
                                && run.first() <= candidates.size() - run.count(),
                        "candidates of role " + group.role());
                for (long i = 0; i < run.count(); i++) {
                    leaves.add(
                            new EligibilityLeaf(
                                    candidates.get((int) (run.first() + i)).label(),
                                    group.role(),
                                    group.demand(),
                                    macs.get(next++)));
                }
            }
            require(next == macs.size(), "more macs than candidates in role " + group.role());
        }
        leaves.sort(
                Comparator.comparing(EligibilityLeaf::label)
                        .thenComparing(EligibilityLeaf::role, Utf8Order.ASCENDING));
        return leaves;
    }

    public Bytes eligibilityRoot(DrawBundle.Opening opening) {
        MerkleRoot tree = new MerkleRoot(suite);
        eligibility(opening).forEach(leaf -> tree.add(leaf.leaf()));
        return Bytes.of(tree.root());
    }

    /**
     * The opened sets of the drawn visits by label and role. A set that its MAC does not close is
     * refused with {@code SET_DIFFERS}.
     */
    public Map<Bytes, Map<String, RoleEligibility>> opened(DrawBundle.Opening opening) {
        Map<Bytes, Map<String, EligibilityLeaf>> leaves = new HashMap<>();
        eligibility(opening)
                .forEach(
                        l ->
                                leaves.computeIfAbsent(l.label(), x -> new HashMap<>())
                                        .put(l.role(), l));
        Map<Bytes, Map<String, RoleEligibility>> opened = new HashMap<>();
        for (DrawBundle.Visit visit : opening.visits()) {
            Bytes label = candidateLabel(visit);
            EligibilityLeaf leaf = leaves.getOrDefault(label, Map.of()).get(visit.role());
            List<Bytes> eligible = set(opening, visit.set());
            List<Bytes> salt = Packed.parse(visit.salt());
            require(salt.size() == 1, "salt of " + label);
            if (leaf == null
                    || !EligibilityLeaf.mac(suite, salt.get(0), eligible).equals(leaf.mac())) {
                throw new CodedException(
                        "SET_DIFFERS", "the set opened for " + label + " is not the frozen one");
            }
            opened.computeIfAbsent(label, x -> new TreeMap<>())
                    .put(visit.role(), new RoleEligibility(leaf.demand(), eligible, salt.get(0)));
        }
        return opened;
    }

    /** The teams stated, by label and role, ascending. */
    public Map<Bytes, Map<String, List<Bytes>>> teams(DrawBundle.Opening opening) {
        Map<Bytes, Map<String, List<Bytes>>> teams = new TreeMap<>();
        for (DrawBundle.Visit visit : opening.visits()) {
            teams.computeIfAbsent(candidateLabel(visit), x -> new TreeMap<>())
                    .put(visit.role(), labels(visit.team()).stream().sorted().toList());
        }
        return teams;
    }

    /** Sub by id of the sites opened. */
    public Map<String, Bytes> subs(DrawBundle.Opening opening) {
        List<Bytes> values = Packed.parse(opening.subs());
        require(values.size() == opening.ids().size(), "ids and subs differ in number");
        Map<String, Bytes> subs = new TreeMap<>();
        for (int i = 0; i < values.size(); i++) {
            require(
                    subs.put(opening.ids().get(i), values.get(i)) == null,
                    "opened twice: " + opening.ids().get(i));
        }
        return subs;
    }

    private List<Bytes> set(DrawBundle.Opening opening, long number) {
        require(number >= 0 && number < opening.sets().size(), "no set " + number);
        return labels(opening.sets().get((int) number));
    }

    private Bytes candidateLabel(DrawBundle.Visit visit) {
        require(
                visit.candidate() >= 0 && visit.candidate() < candidates.size(),
                "no candidate " + visit.candidate());
        return candidates.get((int) visit.candidate()).label();
    }

    private List<Bytes> labels(List<Long> numbers) {
        List<Bytes> labels = new ArrayList<>();
        for (long n : numbers) {
            require(n >= 0 && n < inspectors.size(), "no inspector " + n);
            labels.add(inspectors.get((int) n).label());
        }
        return labels;
    }

    private static void require(boolean fits, String message) {
        if (!fits) {
            throw new CodedException("BAD_FIELD", message);
        }
    }
}
