package org.yanqian.verifier.party;

import java.nio.file.Path;
import java.util.Map;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.KeyEvent;
import org.yanqian.ledger.keys.KeyStatements;
import org.yanqian.ledger.sign.PrivateKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The old key's signature that another steps into its place. */
@Command(
        name = "succeed",
        description = {
            "以旧密钥签署：由新密钥接替",
            "Signs with the old key that the new one steps into its place."
        })
final class SucceedKeyCommand extends KeyAction {
    @Option(
            names = "--old",
            required = true,
            paramLabel = "FILE",
            description = "The key until now")
    Path oldFile;

    @Override
    Map<String, Object> body(PrivateKey key) {
        PrivateKey old = read(oldFile);
        String was = old.publicKey().format();
        String will = key.publicKey().format();
        byte[] succession = KeyStatements.succession(origin, kind, bureau, holder, was, will);
        return Map.of(
                "old",
                was,
                "key",
                will,
                "signature",
                Hex.format(old.sign(succession)),
                "proof",
                proof(key));
    }

    @Override
    String path() {
        String keys = "/api/v1/bureaus/" + bureau + "/keys/";
        return switch (kind) {
            case KeyEvent.OFFICER -> keys + "officers/" + holder + "/rotation";
            case KeyEvent.PARTY -> keys + "parties/" + holder + "/succession";
            default -> throw usage("--kind: expected officer or party, found " + kind);
        };
    }
}
