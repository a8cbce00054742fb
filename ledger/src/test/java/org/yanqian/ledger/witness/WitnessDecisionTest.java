package org.yanqian.ledger.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Frontier;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.ledger.tree.Proofs;
import org.yanqian.ledger.tree.TreeHash;

class WitnessDecisionTest {
    private static final String ORIGIN = "ledger.sample/huancui";
    private static final NoteSigner LOG = signer(ORIGIN);
    private static final List<NoteKey> KEYS = List.of(LOG.key(NoteKey.Type.ED25519));

    private final Map<String, byte[]> stored = new HashMap<>();
    private final List<byte[]> roots = new ArrayList<>();

    WitnessDecisionTest() {
        Frontier frontier = new Frontier(Suite.INTL);
        roots.add(frontier.root());
        for (int i = 0; i < 20; i++) {
            byte[] leaf = TreeHash.leaf(Suite.INTL, new byte[] {(byte) i});
            frontier.append(leaf, (l, n, hash) -> stored.put(l + "/" + n, hash));
            roots.add(frontier.root());
        }
    }

    private static NoteSigner signer(String name) {
        return new NoteSigner(name, PrivateKey.generate(Suite.INTL, new SecureRandom()));
    }

    private Checkpoint head(int size) {
        return new Checkpoint(ORIGIN, size, roots.get(size));
    }

    private List<byte[]> proof(int from, int to) {
        return Proofs.consistency(from, to, (l, n) -> stored.get(l + "/" + n));
    }

    private WitnessDecision decide(long old, List<byte[]> proof, Note note, int last) {
        Optional<Checkpoint> before = last < 0 ? Optional.empty() : Optional.of(head(last));
        return WitnessDecision.decide(new AddCheckpoint(old, proof, note), KEYS, before);
    }

    private void refused(WitnessDecision decision, int status, String code) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        WitnessDecision.Refuse.class,
                        r -> {
                            assertThat(r.status()).isEqualTo(status);
                            assertThat(r.code()).isEqualTo(code);
                        });
    }

    @Test
    void everyGrowthWithItsProofIsCosigned() {
        for (int from = 0; from <= 20; from++) {
            for (int to = from; to <= 20; to++) {
                WitnessDecision decision = decide(from, proof(from, to), LOG.sign(head(to)), from);
                assertThat(decision.status()).isEqualTo(200);
                assertThat(decision)
                        .isInstanceOfSatisfying(
                                WitnessDecision.Cosign.class,
                                c ->
                                        assertThat(c.checkpoint().checkpoint().size())
                                                .isLessThanOrEqualTo(20));
            }
        }
        assertThat(decide(0, List.of(), LOG.sign(head(7)), -1).status()).isEqualTo(200);
    }

    @Test
    void anOldSizeThatIsNotOursIsAConflictWithOurs() {
        assertThat(decide(3, proof(3, 9), LOG.sign(head(9)), 5))
                .isEqualTo(new WitnessDecision.Conflict(5, false));
        assertThat(decide(3, proof(3, 9), LOG.sign(head(9)), -1))
                .isEqualTo(new WitnessDecision.Conflict(0, false));
        // An older checkpoint again: never back.
        assertThat(decide(3, proof(3, 4), LOG.sign(head(4)), 5))
                .isEqualTo(new WitnessDecision.Conflict(5, false));
    }

    @Test
    void anOldSizeAboveTheCheckpointsIsMalformed() {
        refused(decide(9, List.of(), LOG.sign(head(7)), 9), 400, "BAD_REQUEST");
    }

    @Test
    void anotherOriginIsNotFound() {
        NoteSigner other = signer("ledger.sample/other");
        Note note = other.sign(new Checkpoint("ledger.sample/other", 0, roots.get(0)));
        refused(decide(0, List.of(), note, -1), 404, "UNKNOWN_ORIGIN");
    }

    @Test
    void withoutAValidSignatureOfTheLogItIsForbidden() {
        Note stranger = signer(ORIGIN).sign(head(7));
        refused(decide(0, List.of(), stranger, -1), 403, "UNSIGNED");
        Note moved = new Note(head(7).format(), LOG.sign(head(8)).signatures());
        refused(decide(0, List.of(), moved, -1), 403, "BAD_SIGNATURE");
        Note both = LOG.sign(head(7)).with(moved.signatures().get(0));
        refused(decide(0, List.of(), both, -1), 403, "BAD_SIGNATURE");
    }

    @Test
    void aWrongProofIsUnprocessable() {
        Note note = LOG.sign(head(9));
        refused(decide(5, proof(6, 9), note, 5), 422, "NOT_CONSISTENT");
        refused(decide(5, List.of(), note, 5), 422, "NOT_CONSISTENT");
        List<byte[]> longer = new ArrayList<>(proof(5, 9));
        longer.add(new byte[32]);
        refused(decide(5, longer, note, 5), 422, "NOT_CONSISTENT");
        refused(decide(0, proof(5, 9), note, -1), 422, "NOT_CONSISTENT");
        refused(decide(9, proof(5, 9), note, 9), 422, "NOT_CONSISTENT");
        Note rewritten = LOG.sign(new Checkpoint(ORIGIN, 9, roots.get(8)));
        refused(decide(5, proof(5, 9), rewritten, 5), 422, "NOT_CONSISTENT");
    }

    @Test
    void theEmptyTreeHasOneRoot() {
        assertThat(decide(0, List.of(), LOG.sign(head(0)), -1).status()).isEqualTo(200);
        Note wrong = LOG.sign(new Checkpoint(ORIGIN, 0, new byte[32]));
        refused(decide(0, List.of(), wrong, -1), 422, "NOT_CONSISTENT");
    }

    @Test
    void anotherRootForTheSameSizeIsAFork() {
        Note fork = LOG.sign(new Checkpoint(ORIGIN, 5, roots.get(6)));
        WitnessDecision decision = decide(5, List.of(), fork, 5);
        refused(decision, 422, "FORK");
        assertThat(decision.isFork()).isTrue();
        WitnessDecision conflict = decide(3, proof(3, 5), fork, 5);
        assertThat(conflict).isEqualTo(new WitnessDecision.Conflict(5, true));
        assertThat(conflict.isFork()).isTrue();
        assertThat(decide(3, proof(3, 5), LOG.sign(head(5)), 5).isFork()).isFalse();
        Note forged = signer(ORIGIN).sign(new Checkpoint(ORIGIN, 5, roots.get(6)));
        assertThat(decide(5, List.of(), forged, 5).isFork()).isFalse();
    }

    @Test
    void requestsReadBack() {
        AddCheckpoint request = new AddCheckpoint(5, proof(5, 9), LOG.sign(head(9)));
        AddCheckpoint again = AddCheckpoint.parse(request.format());
        assertThat(again.format()).isEqualTo(request.format());
        assertThat(again.checkpoint()).isEqualTo(head(9));
        assertThat(new String(request.format(), StandardCharsets.UTF_8))
                .startsWith("old 5\n")
                .contains("=\n\n" + ORIGIN + "\n9\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "old\n\n",
                "old \n\n",
                "old 01\n\n",
                "old -1\n\n",
                "old  1\n\n",
                "old 9223372036854775808\n\n",
                "Old 1\n\n",
                "old 1\nAAAA\n\n",
                "old 1\n=\n\n",
                "old 1\r\n\n",
                "old 1\n"
            })
    void otherRequestsAreMalformed(String head) {
        byte[] body = (head + LOG.sign(head(9)).format()).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> AddCheckpoint.parse(body))
                .isInstanceOfSatisfying(
                        CodedException.class,
                        e -> assertThat(e.code()).isIn("BAD_REQUEST", "BAD_CHECKPOINT"));
    }

    @Test
    void moreThan63HashesAreMalformed() {
        String hash = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
        String note = "\n" + LOG.sign(head(9)).format();
        assertThat(AddCheckpoint.parse(bytes("old 1\n" + hash.repeat(63) + note)).proof())
                .hasSize(63);
        for (int n : new int[] {64, 65, 66, 200}) {
            assertThatThrownBy(() -> AddCheckpoint.parse(bytes("old 1\n" + hash.repeat(n) + note)))
                    .extracting("code")
                    .isEqualTo("BAD_REQUEST");
        }
        byte[] latin = bytes("old 1\n" + note);
        latin[latin.length - 3] = (byte) 0xFF;
        assertThatThrownBy(() -> AddCheckpoint.parse(latin))
                .extracting("code")
                .isEqualTo("BAD_REQUEST");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
