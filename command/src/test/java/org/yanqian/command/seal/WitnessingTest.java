package org.yanqian.command.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.draw.Grade;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.policy.ServiceKey;
import org.yanqian.ledger.policy.TlogPolicy;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.store.SealedLedger.StoredCheckpoint;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.NoteSigner;

/** Which checkpoint speaks for an entry when several that hold it were cosigned. */
class WitnessingTest {
    private static final String ORIGIN = "yanqian.sample/witnessing";
    private final SecureRandom random = new SecureRandom();
    private final NoteSigner log = signer(ORIGIN);
    private final NoteSigner one = signer("witness.sample/one");
    private final NoteSigner two = signer("witness.sample/two");
    private final Policy policy = policy();

    private NoteSigner signer(String name) {
        return new NoteSigner(name, PrivateKey.generate(Suite.INTL, random));
    }

    private Policy policy() {
        String tlog =
                "log "
                        + log.key(NoteKey.Type.ED25519).format()
                        + "\nwitness one "
                        + one.key(NoteKey.Type.COSIGNATURE_V1).format()
                        + "\nwitness two "
                        + two.key(NoteKey.Type.COSIGNATURE_V1).format()
                        + "\ngroup both all one two\nquorum both\n";
        return new Policy(
                TlogPolicy.parse(tlog.getBytes(StandardCharsets.UTF_8)),
                ORIGIN,
                List.of(
                        new ServiceKey(
                                "yunling", PrivateKey.generate(Suite.GM, random).publicKey())),
                List.of(),
                List.of("two"),
                List.of(),
                600,
                Grade.C,
                List.of("1"),
                List.of("1"),
                List.of("yunling"),
                Optional.empty());
    }

    private StoredCheckpoint stored(long size, Map<NoteSigner, Long> cosigned) {
        Note bare = log.sign(new Checkpoint(ORIGIN, size, new byte[32]));
        String text = new String(bare.formatBytes(), StandardCharsets.UTF_8);
        Map<String, String> lines = new LinkedHashMap<>();
        cosigned.forEach(
                (witness, time) -> {
                    Note with = bare.with(witness.cosign(bare.text(), time).signature());
                    String whole = new String(with.formatBytes(), StandardCharsets.UTF_8);
                    lines.put("w" + lines.size(), whole.substring(text.length()));
                });
        return new StoredCheckpoint(size, text, lines);
    }

    @Test
    void a_larger_checkpoint_that_met_its_quorum_earlier_is_the_better_proof() {
        var page =
                List.of(
                        stored(5, Map.of(one, 100L)),
                        stored(6, Map.of(one, 100L, two, 300L)),
                        stored(7, Map.of(one, 110L, two, 200L)),
                        stored(8, Map.of(one, 200L, two, 150L)));
        assertThat(Witnessing.earliest(policy, page))
                .hasValueSatisfying(
                        met -> {
                            assertThat(met.size()).isEqualTo(7);
                            assertThat(met.atSeconds()).isEqualTo(200);
                            assertThat(met.cosigned()).containsEntry("two", 200L);
                        });
    }

    @Test
    void without_a_quorum_there_is_no_proof() {
        assertThat(Witnessing.earliest(policy, List.of(stored(5, Map.of(one, 100L))))).isEmpty();
    }
}
