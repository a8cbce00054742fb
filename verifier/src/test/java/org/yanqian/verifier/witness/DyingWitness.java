package org.yanqian.verifier.witness;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.yanqian.ledger.file.DurableFile;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.NoteSigner;

/**
 * A whole witness in a process of its own that dies, as by kill -9, when it reaches a step of storing
 * for the n-th time. Arguments: key file, state folder, log's vkey, step, n.
 */
public final class DyingWitness {
    private DyingWitness() {}

    public static void main(String[] args) throws Exception {
        PrivateKey key = PrivateKey.parse(Files.readAllBytes(Path.of(args[0])), new SecureRandom());
        NoteSigner signer = new NoteSigner("witness.sample/w1", key);
        int[] left = {Integer.parseInt(args[4])};
        DurableFile.Steps steps =
                step -> {
                    if (step.equals(args[3]) && --left[0] == 0) {
                        // No shutdown hooks, no finally blocks: nothing more is written or sent.
                        Runtime.getRuntime().halt(137);
                    }
                };
        NoteKey own = signer.key(NoteKey.Type.COSIGNATURE_V1);
        WitnessState state = new WitnessState(Path.of(args[1]), own, steps);
        Witness witness =
                new Witness(signer, List.of(NoteKey.parse(args[2])), state, Clock.systemUTC());
        WitnessServer server =
                new WitnessServer(
                        witness, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        System.out.println("witness " + server.url() + " " + own);
        System.out.flush();
        new CountDownLatch(1).await();
    }
}
