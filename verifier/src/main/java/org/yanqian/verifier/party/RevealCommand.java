package org.yanqian.verifier.party;

import java.nio.file.Path;
import java.util.Map;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.DrawEvent.DrawAnnounced;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.sign.PrivateKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks the announcement offline, and only then shows the nonce. */
@Command(
        name = "reveal",
        description = {
            "先离线核验公告及见证，再揭示随机数",
            "Checks the witnessed announcement offline, and only then signs and shows the nonce."
        })
final class RevealCommand extends StatusAction {
    @Option(names = "--nonce", required = true, paramLabel = "FILE", description = "From commit")
    Path nonceFile;

    @Option(
            names = "--export",
            paramLabel = "DIR",
            description = "Auditor: recompute the announced lists from this export first")
    Path export;

    @Option(
            names = "--auditor-key",
            paramLabel = "FILE",
            description = "Key file from keygen --use decrypt; goes with --export")
    Path auditorKey;

    @Override
    void act(PrivateKey key, DrawName draw) {
        if ((export == null) != (auditorKey == null)) {
            throw usage("--export and --auditor-key go together");
        }
        Policy policy = policy();
        NonceFile nonce =
                CannotJudge.read(
                        nonceFile, bytes -> NonceFile.parse(bytes).requireFor(draw.id(), party));
        SeenEvent<DrawAnnounced> seen =
                AnnouncementCheck.verify(
                        status(draw).get("announcement"), draw, party, key.publicKey(), policy);
        AnnouncementCheck.requireCommitment(seen, nonce, nonce.commitment());
        if (export != null) {
            AuditorReplay.requireSameLists(export, auditorKey, seen, draw);
        }
        byte[] message = Labels.reveal(draw.id(), seen.hash(), party, nonce.value());
        deliver(
                draw.path() + "/reveals",
                Map.of(
                        "nonce", nonce.nonce(),
                        "party", party,
                        "signature", Hex.format(key.sign(message))));
    }
}
