package org.yanqian.verifier.party;

import java.util.Map;
import java.util.TreeMap;
import org.yanqian.ledger.event.KeyEvent;
import org.yanqian.ledger.sign.PrivateKey;
import picocli.CommandLine.Command;

/** Proof of possession, with which a key is enrolled. */
@Command(
        name = "prove",
        description = {"为登记签署持有证明", "Signs the proof of possession with which a key is enrolled."})
final class ProveKeyCommand extends KeyAction {
    @Override
    Map<String, Object> body(PrivateKey key) {
        Map<String, Object> body = new TreeMap<>();
        body.put("key", key.publicKey().format());
        body.put("proof", proof(key));
        if (kind.equals(KeyEvent.SERVICE)) {
            body.put("bureau", bureau);
        }
        return body;
    }

    @Override
    String path() {
        return switch (kind) {
            case KeyEvent.SERVICE -> "/api/v1/keys/service/enrolment";
            case KeyEvent.OFFICER -> "/api/v1/bureaus/" + bureau + "/keys/officers/" + holder;
            default -> throw usage("--kind: expected service or officer, found " + kind);
        };
    }
}
