package org.yanqian.app.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.Grade;
import org.yanqian.ledger.draw.drand.DrandSigner;
import org.yanqian.ledger.policy.BeaconChain;
import org.yanqian.ledger.policy.PartyKey;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.policy.ServiceKey;
import org.yanqian.ledger.policy.StampRoot;
import org.yanqian.ledger.policy.TlogPolicy;
import org.yanqian.ledger.sign.PublicKey;
import org.yanqian.ledger.tree.Base64Text;

/**
 * Everything that stands before the first event: keys of every side, witnesses that run, the policy
 * that a verifier's user holds, and the demonstration beacon (演示信标): a drand chain of our own.
 */
final class Setting {
    static final String ORIGIN = "yanqian.example/yunling";
    static final String SUITE = "gm";
    static final String BUREAU = "yunling";

    /** The bureau's own party, and that of the supervising body (纪检监察). */
    static final List<String> PARTIES = List.of("bureau", "discipline");

    static final String SUPERVISING = "discipline";

    /** One witness under the supervising body, one under neither bureau nor party. */
    static final List<String> WITNESSES = List.of("discipline", "university");

    static final String OUTSIDER = "university";
    private static final String WITNESS_PREFIX = "witness.example/";
    private static final String STAMPS = "time-stamps";
    static final long MARGIN_SECONDS = 3;
    static final long PERIOD_SECONDS = 1;

    private final Layout layout;
    private final Children children;
    private final Map<String, String> partyKeys = new LinkedHashMap<>();
    private final Map<String, String> witnessLines = new LinkedHashMap<>();
    private final DrandSigner drand;
    private final long genesisSeconds;
    private String serviceKey;
    private String logKey;
    private String auditorKey;
    private StampRoot stampRoot;

    Setting(Layout layout, Children children, Instant now) {
        this.layout = layout;
        this.children = children;
        byte[] scalar = new byte[32];
        new SecureRandom().nextBytes(scalar);
        scalar[0] &= 0x3f;
        this.drand = new DrandSigner(scalar);
        this.genesisSeconds = now.getEpochSecond() - 60;
    }

    void makeKeys() throws IOException {
        Files.createDirectories(layout.keys());
        for (String party : PARTIES) {
            Files.createDirectories(layout.party(party));
        }
        for (String witness : WITNESSES) {
            Files.createDirectories(layout.witness(witness));
        }
        var service = key(layout.keys().resolve("service.json"), SUITE);
        var log = key(layout.keys().resolve("log.json"), "intl", "--name", ORIGIN);
        var auditor =
                key(layout.party(SUPERVISING).resolve("auditor.key"), SUITE, "--use", "decrypt");
        var parties =
                PARTIES.stream()
                        .map(p -> key(layout.party(p).resolve("party.key"), SUITE))
                        .toList();
        var witnesses =
                WITNESSES.stream()
                        .map(w -> key(witnessKey(w), "intl", "--name", WITNESS_PREFIX + w))
                        .toList();
        serviceKey = service.join().get("public-key");
        logKey = log.join().get("log-vkey");
        auditorKey = auditor.join().get("public-key");
        for (int i = 0; i < PARTIES.size(); i++) {
            partyKeys.put(PARTIES.get(i), parties.get(i).join().get("public-key"));
        }
        witnesses.forEach(CompletableFuture::join);
    }

    private Path witnessKey(String name) {
        return layout.witness(name).resolve("witness.key");
    }

    private CompletableFuture<Map<String, String>> key(Path file, String suite, String... more) {
        return CompletableFuture.supplyAsync(() -> keygen(file, suite, more));
    }

    private Map<String, String> keygen(Path file, String suite, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("keygen", "--suite", suite, "--out", file.toString()));
        arguments.addAll(List.of(more));
        Children.Ended ended = children.run(layout.tool(arguments));
        if (ended.code() != 0) {
            throw new DemoFailed("keygen: " + ended.output());
        }
        Map<String, String> lines = new LinkedHashMap<>();
        ended.output()
                .lines()
                .filter(line -> line.contains(" "))
                .forEach(
                        line ->
                                lines.put(
                                        line.substring(0, line.indexOf(' ')),
                                        line.substring(line.indexOf(' ') + 1)));
        return lines;
    }

    /** Each in a process of its own, with its own key and memory. */
    void startWitnesses() throws IOException, InterruptedException {
        Map<String, Process> processes = new LinkedHashMap<>();
        for (String name : WITNESSES) {
            processes.put(name, children.start("witness-" + name, layout.tool(witness(name))));
        }
        for (Map.Entry<String, Process> process : processes.entrySet()) {
            String line = awaitWitness(process.getKey(), process.getValue());
            witnessLines.put(process.getKey(), line);
        }
    }

    private List<String> witness(String name) {
        return List.of(
                "witness",
                "--key",
                witnessKey(name).toString(),
                "--name",
                WITNESS_PREFIX + name,
                "--state",
                layout.witness(name).resolve("state").toString(),
                "--log",
                logKey);
    }

    private String awaitWitness(String name, Process process)
            throws IOException, InterruptedException {
        String[] words = awaitLine("witness", "witness-" + name, process);
        return "witness " + name + " " + words[2] + " " + words[1];
    }

    // A program prints "<kind> <url> <key>" when it listens.
    private String[] awaitLine(String kind, String log, Process process)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (System.nanoTime() < deadline && process.isAlive()) {
            String text = Files.readString(children.log(log));
            if (text.startsWith(kind + " ") && text.endsWith("\n")) {
                return text.strip().split(" ");
            }
            Thread.sleep(50);
        }
        throw new DemoFailed(log + " did not start\n" + children.tail(log, 20));
    }

    /** A demonstration time-stamp authority (演示时间戳机构): its time is that of this machine. */
    void startTimeStamps() throws IOException, InterruptedException {
        Path key = layout.witness(STAMPS).resolve("tsa.key");
        Files.createDirectories(key.getParent());
        List<String> command = layout.tool(List.of("tsa", "--key", key.toString()));
        String[] words = awaitLine("tsa", STAMPS, children.start(STAMPS, command));
        stampRoot =
                new StampRoot(STAMPS, Bytes.of(Base64Text.parse(words[2], "BAD_STAMP")), words[1]);
    }

    /** What the user of a verifier trusts; the service reads a copy to know whom to ask. */
    void writePolicy() {
        String tlog =
                "log "
                        + logKey
                        + "\n"
                        + String.join("\n", witnessLines.values())
                        + "\ngroup all-witnesses all "
                        + String.join(" ", WITNESSES)
                        + "\nquorum all-witnesses\n";
        List<PartyKey> parties = new ArrayList<>();
        partyKeys.forEach(
                (name, key) ->
                        parties.add(
                                new PartyKey(
                                        name,
                                        PublicKey.parse(key),
                                        BUREAU,
                                        name.equals(SUPERVISING),
                                        Optional.empty(),
                                        Optional.empty())));
        new Policy(
                        TlogPolicy.parse(tlog.getBytes(StandardCharsets.UTF_8)),
                        ORIGIN,
                        List.of(new ServiceKey(BUREAU, PublicKey.parse(serviceKey))),
                        parties,
                        List.of(OUTSIDER),
                        List.of(
                                new BeaconChain(
                                        Beacon.LOCAL,
                                        BeaconChain.QUICKNET_SCHEME,
                                        drand.publicKey(),
                                        genesisSeconds,
                                        PERIOD_SECONDS)),
                        MARGIN_SECONDS,
                        Grade.C,
                        List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"),
                        List.of("1", "2", "3", "4", "5", "6", "7", "9", "10.selection"),
                        List.of(BUREAU),
                        Optional.of(auditorKey))
                .withTimeStamps(List.of(stampRoot))
                .write(layout.policy());
    }

    /** The first round after this time. */
    long roundAt(Instant time) {
        return Math.floorDiv(time.getEpochSecond() - genesisSeconds, PERIOD_SECONDS) + 2;
    }

    Instant timeOf(long round) {
        return Instant.ofEpochSecond(genesisSeconds + (round - 1) * PERIOD_SECONDS);
    }

    /** The signature of a round of the demonstration beacon. */
    byte[] sign(long round) {
        return drand.sign(round);
    }
}
