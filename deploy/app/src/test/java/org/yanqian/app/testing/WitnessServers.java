package org.yanqian.app.testing;

import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.verifier.Verify;

/** Witness programs as auditors run them, each on a free port with key and memory of its own. */
final class WitnessServers implements AutoCloseable {
    /** What the policy says of one. */
    record Peer(String name, String vkey, String url) {}

    private final List<Thread> threads = new ArrayList<>();
    private final List<Peer> peers = new ArrayList<>();
    private final List<Gate> gates = new ArrayList<>();

    static WitnessServers start(Path folder, String logKey, List<String> names) {
        WitnessServers servers = new WitnessServers();
        names.forEach(name -> servers.peers.add(servers.start(folder.resolve(name), logKey, name)));
        return servers;
    }

    private Peer start(Path folder, String logKey, String name) {
        try {
            Files.createDirectories(folder);
            PrivateKey key = PrivateKey.generate(Suite.INTL, new SecureRandom());
            Path keyFile = Files.write(folder.resolve("key.json"), key.format());
            PipedReader lines = new PipedReader(1 << 12);
            PrintWriter out = new PrintWriter(new PipedWriter(lines), true);
            Thread thread =
                    new Thread(
                            () ->
                                    Verify.line("witness")
                                            .setOut(out)
                                            .execute(
                                                    "witness",
                                                    "--key",
                                                    keyFile.toString(),
                                                    "--name",
                                                    "witness.sample/" + name,
                                                    "--state",
                                                    folder.resolve("state").toString(),
                                                    "--log",
                                                    logKey),
                            "witness-" + name);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
            Gate gate = new Gate(line(lines).split(" ")[1]);
            gates.add(gate);
            String vkey =
                    new NoteSigner("witness.sample/" + name, key)
                            .key(NoteKey.Type.COSIGNATURE_V1)
                            .format();
            return new Peer(name, vkey, gate.url());
        } catch (IOException e) {
            throw new UncheckedIOException("starting witness " + name, e);
        }
    }

    private static String line(PipedReader in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the witness ended: " + line);
            }
            line.append((char) c);
        }
        return line.toString();
    }

    List<Peer> peers() {
        return peers;
    }

    /** Whether the service reaches them. */
    void setReachable(boolean reachable) {
        gates.forEach(gate -> gate.set(reachable));
    }

    @Override
    public void close() {
        gates.forEach(Gate::close);
        threads.forEach(Thread::interrupt);
    }
}
