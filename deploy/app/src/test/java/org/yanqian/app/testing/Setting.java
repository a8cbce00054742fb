package org.yanqian.app.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yanqian.command.keys.ServiceKeys;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.Grade;
import org.yanqian.ledger.draw.drand.DrandSigner;
import org.yanqian.ledger.policy.BeaconChain;
import org.yanqian.ledger.policy.PartyKey;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.policy.ServiceKey;
import org.yanqian.ledger.policy.TlogPolicy;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.SealedBox;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.NoteSigner;

/**
 * Everything around a service (样本): folder, keys of two parties, two running witnesses, a beacon chain
 * with a round every second, and the policy that the verifier holds.
 */
public final class Setting implements AutoCloseable {
    public static final String ORIGIN = "yanqian.sample/test";
    public static final List<String> BUREAUS = List.of("yunling", "qingxi", "liuhe");
    private static final List<String> LEDGER_LAYERS =
            List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
    private static final List<String> DRAW_LAYERS =
            List.of("1", "2", "3", "4", "5", "6", "7", "9", "10.selection");

    public final Suite suite;
    public final Path folder;
    public final Party bureau;
    public final Party discipline;
    public final DrandSigner drand;
    public final long genesis;
    private final WitnessServers witnesses;
    private final StampProgram stamps;

    public Setting(Suite suite) {
        this.suite = suite;
        this.folder = temporary();
        this.bureau = new Party("bureau", PrivateKey.generate(suite, Party.RANDOM), false);
        this.discipline = new Party("discipline", PrivateKey.generate(suite, Party.RANDOM), true);
        byte[] scalar = new byte[32];
        Party.RANDOM.nextBytes(scalar);
        scalar[0] = 1;
        this.drand = new DrandSigner(scalar);
        this.genesis = System.currentTimeMillis() / 1000 - 1_000;
        ServiceKeys keys = ServiceKeys.loadOrCreate(keys(), suite, Party.RANDOM);
        NoteKey log = new NoteSigner(ORIGIN, keys.log()).key(NoteKey.Type.ED25519);
        this.witnesses =
                WitnessServers.start(
                        folder.resolve("witnesses"),
                        log.format(),
                        List.of("discipline", "university"));
        this.stamps = new StampProgram(folder.resolve("tsa.json"));
        policy(keys, log).withTimeStamps(List.of(stamps.root())).write(policyFolder());
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("yanqian-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path keys() {
        return folder.resolve("keys");
    }

    /** What a web server would serve. */
    public Path publicFolder() {
        return folder.resolve("public");
    }

    public Path policyFolder() {
        return folder.resolve("policy");
    }

    private Policy policy(ServiceKeys keys, NoteKey log) {
        StringBuilder tlog = new StringBuilder("log " + log.format() + "\n");
        witnesses
                .peers()
                .forEach(
                        p ->
                                tlog.append("witness ")
                                        .append(p.name())
                                        .append(' ')
                                        .append(p.vkey())
                                        .append(' ')
                                        .append(p.url())
                                        .append('\n'));
        tlog.append("group both all discipline university\nquorum both\n");
        List<ServiceKey> services = new ArrayList<>();
        List<PartyKey> parties = new ArrayList<>();
        for (String name : BUREAUS) {
            services.add(new ServiceKey(name, keys.service().publicKey()));
            parties.add(party(bureau, name));
            parties.add(party(discipline, name));
        }
        return new Policy(
                TlogPolicy.parse(tlog.toString().getBytes(StandardCharsets.UTF_8)),
                ORIGIN,
                services,
                parties,
                List.of("university"),
                List.of(
                        new BeaconChain(
                                Beacon.LOCAL,
                                BeaconChain.QUICKNET_SCHEME,
                                drand.publicKey(),
                                genesis,
                                1)),
                1,
                Grade.C,
                LEDGER_LAYERS,
                DRAW_LAYERS,
                BUREAUS,
                Optional.of(SealedBox.generate(suite, Party.RANDOM).publicKey()));
    }

    private static PartyKey party(Party party, String bureau) {
        return new PartyKey(
                party.name(),
                party.key().publicKey(),
                bureau,
                party.supervising(),
                Optional.empty(),
                Optional.empty());
    }

    /** The round that appears this many seconds from now. */
    public long roundIn(long seconds) {
        return System.currentTimeMillis() / 1000 + seconds - genesis + 1;
    }

    public long roundTimeMillis(long round) {
        return (genesis + round - 1) * 1000;
    }

    /** Runs with the network to both witnesses cut. */
    public void withoutWitnesses(Runnable work) {
        witnesses.setReachable(false);
        try {
            work.run();
        } finally {
            witnesses.setReachable(true);
        }
    }

    @Override
    public void close() {
        stamps.close();
        witnesses.close();
    }
}
