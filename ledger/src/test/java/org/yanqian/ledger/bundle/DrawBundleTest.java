package org.yanqian.ledger.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.draw.Candidate;
import org.yanqian.ledger.draw.DrawList;
import org.yanqian.ledger.draw.DrawResult;
import org.yanqian.ledger.draw.DrawRoots;
import org.yanqian.ledger.draw.Freeze;
import org.yanqian.ledger.draw.PoolInspector;
import org.yanqian.ledger.draw.RoleEligibility;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Frontier;
import org.yanqian.ledger.tree.HashReader;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.ledger.tree.TreeHash;

class DrawBundleTest {
    private static final PrivateKey KEY = PrivateKey.generate(Suite.INTL, new SecureRandom());
    private static final String ORIGIN = "yanqian.example/样本";

    private final Random random = new Random(7);
    private final Map<String, byte[]> hashes = new HashMap<>();
    private final HashReader tree = (level, index) -> hashes.get(level + "/" + index);
    private final TreeMap<Long, byte[]> entries = new TreeMap<>();

    private Bytes some() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    private DrawList list(int sites, int people) {
        List<PoolInspector> inspectors = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            inspectors.add(new PoolInspector(some(), 64, some()));
        }
        List<Candidate> candidates = new ArrayList<>();
        Map<Bytes, Map<String, RoleEligibility>> eligibility = new HashMap<>();
        for (int i = 0; i < sites; i++) {
            String stratum = i % 5 == 0 ? "重点" : "一般";
            boolean excluded = i % 50 == 49;
            Candidate c = new Candidate(some(), stratum, 1 + i % 3, excluded ? "x" : "", some());
            candidates.add(c);
            List<Bytes> eligible =
                    inspectors.stream().skip(i % 4).map(PoolInspector::label).toList();
            eligibility.put(
                    c.label(), Map.of("enforcement", new RoleEligibility(2, eligible, some())));
        }
        Map<String, Long> quotas = Map.of("重点", 12L, "一般", 17L);
        return new DrawList(
                Suite.GM, ORIGIN + "/b/2026/1", candidates, inspectors, quotas, eligibility);
    }

    private Note checkpoint(Frontier frontier) {
        return new NoteSigner(ORIGIN, KEY)
                .sign(new Checkpoint(ORIGIN, frontier.size(), frontier.root()));
    }

    private DrawBundle bundle(DrawList list, boolean opened) {
        Frontier frontier = new Frontier(Suite.INTL);
        List<Note> notes = new ArrayList<>();
        for (long i = 0; i < 20; i++) {
            byte[] entry = CanonicalJson.format(Map.of("n", i, "text", "样".repeat(500)));
            entries.put(i, entry);
            frontier.append(
                    TreeHash.leaf(Suite.INTL, entry),
                    (level, index, hash) -> hashes.put(level + "/" + index, hash));
            notes.add(checkpoint(frontier));
        }
        DrawResult result = DrawResult.compute(list, some(), 0);
        Map<String, Bytes> subs = new HashMap<>();
        for (int i = 0; i < list.candidates().size(); i++) {
            subs.put("92990421MADFFK%04d001W".formatted(i), some());
        }
        return DrawBundles.of(
                new BundleInput(
                        ORIGIN,
                        list,
                        entries,
                        tree,
                        notes.get(5),
                        notes.get(9),
                        notes.get(19),
                        List.of(),
                        opened ? new BundleInput.Opened(result.assignment().teams(), subs) : null));
    }

    @Test
    void a_bundle_of_1200_sites_reads_back_gives_the_frozen_roots_and_stays_small() {
        DrawList list = list(1200, 60);
        DrawRoots roots = Freeze.check(list);
        byte[] file = bundle(list, true).write(KEY);

        SignedDocument signed = SignedDocument.read(file);
        assertThat(signed.verify(DrawBundle.TYPE, KEY.publicKey())).isTrue();
        DrawBundle read = DrawBundle.parse(signed.content());
        BundleLists lists = new BundleLists(read);
        DrawBundle.Opening opening = read.opening().get(0);
        assertThat(lists.candidateRoot()).isEqualTo(roots.candidateRoot());
        assertThat(lists.inspectorRoot()).isEqualTo(roots.inspectorRoot());
        assertThat(lists.eligibilityRoot(opening)).isEqualTo(roots.eligibilityRoot());
        assertThat(lists.opened(opening)).hasSize(29);
        assertThat(lists.teams(opening).values())
                .allMatch(team -> team.get("enforcement").size() == 2);
        assertThat(lists.subs(opening)).hasSize(1200);
        assertThat(file.length).isLessThan(300_000);
    }

    @Test
    void before_the_embargo_ends_neither_eligibility_nor_teams_nor_ids_stand_in_it() {
        byte[] file = bundle(list(100, 10), false).write(KEY);
        assertThat(new String(file, StandardCharsets.UTF_8))
                .contains("\"opening\":[]")
                .doesNotContain("eligib", "visits", "subs", "92990421");
    }

    @Test
    void an_eligible_set_exchanged_does_not_fit_its_mac() {
        DrawBundle good = bundle(list(100, 10), true);
        DrawBundle.Opening opening = good.opening().get(0);
        List<List<Long>> sets = new ArrayList<>(opening.sets());
        sets.set(0, sets.get(0).subList(1, sets.get(0).size()));
        DrawBundle.Opening changed =
                new DrawBundle.Opening(
                        opening.eligibility(),
                        opening.ids(),
                        sets,
                        opening.subs(),
                        opening.visits());
        assertThatThrownBy(() -> new BundleLists(good).opened(changed))
                .isInstanceOf(CodedException.class)
                .hasMessageContaining("not the frozen one");
    }

    @Test
    void a_damaged_bundle_is_still_recognised_by_head_or_tail() {
        byte[] file = bundle(list(20, 4), false).write(KEY);
        for (int at = 0; at < file.length; at++) {
            file[at] ^= 1;
            assertThat(DrawBundle.isRecognised(file)).isTrue();
            file[at] ^= 1;
        }
        assertThat(DrawBundle.isRecognised("{}".getBytes(StandardCharsets.UTF_8))).isFalse();
    }
}
