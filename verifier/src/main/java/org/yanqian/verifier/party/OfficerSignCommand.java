package org.yanqian.verifier.party;

import java.nio.file.Path;
import org.yanqian.ledger.sign.PrivateKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Signs a prepared event that came in a file, for officers without a network. */
@Command(
        name = "sign",
        description = {
            "签署文件中的待签内容，打印 Officer-Signature 的后两段",
            "Signs a prepared event in a file; prints key id and signature."
        })
final class OfficerSignCommand extends OfficerAction {
    @Option(
            names = "--event",
            required = true,
            paramLabel = "FILE",
            description = "Exactly the text of result.event")
    Path eventFile;

    @Override
    void act(PrivateKey key) {
        PreparedEvent prepared =
                CannotJudge.read(eventFile, bytes -> PreparedEvent.read(bytes, officer));
        spec.commandLine().getErr().println(prepared.text());
        say(key.publicKey().id() + " " + prepared.sign(key));
    }
}
