package org.yanqian.verifier.sample;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.Grade;
import org.yanqian.ledger.draw.drand.DrandChain;
import org.yanqian.ledger.draw.drand.DrandSigner;
import org.yanqian.ledger.policy.BeaconChain;
import org.yanqian.ledger.policy.PartyKey;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.policy.ServiceKey;
import org.yanqian.ledger.policy.TlogPolicy;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.NoteSigner;

/** Real keys of everyone around a sample ledger (样本). An insider holds service and log only. */
public final class Keys {
    public static final String ORIGIN = "yanqian.sample/yunling";
    public static final String BUREAU = "yunling";
    public static final String BUREAU_PARTY = "bureau";
    public static final String SUPERVISING_PARTY = "discipline";

    /** A party of the bureau that the sample's draw did not invite. */
    public static final String STRANGER = "stranger";

    public static final long GENESIS = 1_767_225_600L;
    public static final long PERIOD = 3;

    public final Suite suite;
    public final PrivateKey service;
    public final NoteSigner log;
    public final PrivateKey bureauParty;
    public final PrivateKey supervisingParty;
    public final PrivateKey stranger;
    public final List<NoteSigner> witnesses;
    public final DrandSigner drand;
    public final DrandChain chain;

    /** The sample's own keys: the same in every run, so that every run draws the same sites. */
    public Keys(Suite suite) {
        this(suite, 1);
    }

    /** Keys of another world, one for each seed. */
    public Keys(Suite suite, long seed) {
        SecureRandom random = seeded(suite, seed);
        this.suite = suite;
        this.service = PrivateKey.generate(suite, random);
        this.log = new NoteSigner(ORIGIN, PrivateKey.generate(Suite.INTL, random));
        this.bureauParty = PrivateKey.generate(suite, random);
        this.supervisingParty = PrivateKey.generate(suite, random);
        this.stranger = PrivateKey.generate(suite, random);
        this.witnesses =
                List.of(
                        new NoteSigner(
                                "witness.sample/discipline",
                                PrivateKey.generate(Suite.INTL, random)),
                        new NoteSigner(
                                "witness.sample/university",
                                PrivateKey.generate(Suite.INTL, random)));
        byte[] scalar = new byte[32];
        random.nextBytes(scalar);
        scalar[0] = 0;
        this.drand = new DrandSigner(scalar);
        this.chain = DrandChain.local(drand.publicKey(), GENESIS, PERIOD);
    }

    public Policy policy() {
        return policy(List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"), Grade.C);
    }

    public Policy policy(List<String> requireLedger, Grade lowest) {
        String tlog =
                "log "
                        + log.key(NoteKey.Type.ED25519).format()
                        + "\nwitness discipline "
                        + witnesses.get(0).key(NoteKey.Type.COSIGNATURE_V1).format()
                        + "\nwitness university "
                        + witnesses.get(1).key(NoteKey.Type.COSIGNATURE_V1).format()
                        + "\ngroup both all discipline university\nquorum both\n";
        return new Policy(
                TlogPolicy.parse(tlog.getBytes(StandardCharsets.UTF_8)),
                ORIGIN,
                List.of(new ServiceKey(BUREAU, service.publicKey())),
                List.of(
                        party(BUREAU_PARTY, bureauParty, false),
                        party(SUPERVISING_PARTY, supervisingParty, true),
                        party(STRANGER, stranger, false)),
                List.of("university"),
                List.of(
                        new BeaconChain(
                                Beacon.LOCAL,
                                BeaconChain.QUICKNET_SCHEME,
                                drand.publicKey(),
                                GENESIS,
                                PERIOD)),
                600,
                lowest,
                requireLedger,
                List.of("1", "2", "3", "4", "5", "6", "7", "9", "10.selection"),
                List.of(BUREAU),
                Optional.empty());
    }

    private static SecureRandom seeded(Suite suite, long seed) {
        try {
            SecureRandom random = SecureRandom.getInstance("SHA1PRNG", "SUN");
            random.setSeed((suite.wire() + "/" + seed).getBytes(StandardCharsets.US_ASCII));
            return random;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static PartyKey party(String name, PrivateKey key, boolean supervising) {
        return new PartyKey(
                name, key.publicKey(), BUREAU, supervising, Optional.empty(), Optional.empty());
    }
}
