package org.yanqian.verifier.party;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Map;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.verifier.file.OwnerOnlyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a nonce, keeps it, and signs the commitment to it. */
@Command(
        name = "commit",
        description = {
            "生成随机数并签名承诺；随机数只存于本机",
            "Makes a nonce, keeps it here and signs the commitment to it."
        })
final class CommitCommand extends PartyAction {
    @Option(
            names = "--suite",
            required = true,
            paramLabel = "gm|intl",
            description = "Suite of the draw, whatever the suite of the key")
    String suiteName;

    @Option(
            names = "--nonce",
            required = true,
            paramLabel = "FILE",
            description = "Where the nonce is kept until the reveal; never overwritten")
    Path nonceFile;

    @Option(names = "--post", paramLabel = "URL", description = "Also send it to this service")
    String post;

    @Option(names = "--token-file", paramLabel = "FILE", description = "File with an access token")
    Path tokenFile;

    @Override
    void act(PrivateKey key, DrawName draw) {
        if ((post == null) != (tokenFile == null)) {
            throw usage("--post and --token-file go together");
        }
        Suite suite = suite();
        ServiceClient service = post == null ? null : ServiceClient.of(post, tokenFile);
        NonceFile nonce = NonceFile.make(draw.id(), party, suite, random());
        byte[] message = Labels.commitMessage(draw.id(), party, nonce.commitment());
        keep(nonce);
        byte[] body =
                print(
                        Map.of(
                                "commitment", nonce.commitment().hex(),
                                "party", party,
                                "signature", Hex.format(key.sign(message))));
        if (service != null) {
            service.post(draw.path() + "/commitments", body);
        }
    }

    private Suite suite() {
        for (Suite suite : Suite.values()) {
            if (suite.wire().equals(suiteName)) {
                return suite;
            }
        }
        throw usage("--suite: expected gm or intl, found " + suiteName);
    }

    // Kept before anything is said: a commitment without its nonce would leave the party missing.
    private void keep(NonceFile nonce) {
        try {
            OwnerOnlyFile.write(nonceFile, nonce.format());
        } catch (FileAlreadyExistsException e) {
            throw usage(nonceFile + " exists already; a nonce is never overwritten");
        } catch (IOException e) {
            throw usage("cannot write " + nonceFile + ": " + e);
        }
    }
}
