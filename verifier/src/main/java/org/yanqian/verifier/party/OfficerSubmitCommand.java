package org.yanqian.verifier.party;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Json;
import org.yanqian.ledger.sign.PrivateKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prepares a command at the service, compares what it made of it, signs and submits. */
@Command(
        name = "submit",
        description = {
            "请服务备妥事件，逐项核对，签名并提交；对象已变动时重新备妥",
            "Has the service prepare an event, compares, signs and submits it."
        })
final class OfficerSubmitCommand extends OfficerAction {
    private static final int ATTEMPTS = 3;

    @Option(names = "--service", required = true, paramLabel = "URL", description = "The service")
    String service;

    @Option(
            names = "--token-file",
            required = true,
            paramLabel = "FILE",
            description = "File with the officer's access token")
    Path tokenFile;

    @Option(
            names = "--path",
            required = true,
            paramLabel = "PATH",
            description = "Of the command, /api/v1/draws/…/visits/…/inspection for example")
    String path;

    @Option(
            names = "--body",
            required = true,
            paramLabel = "FILE",
            description = "The command's JSON")
    Path bodyFile;

    @Override
    void act(PrivateKey key) {
        byte[] body = CannotJudge.read(bodyFile, bytes -> bytes);
        Map<String, Object> asked = CannotJudge.read(bodyFile, Json::readObject);
        ServiceClient client = ServiceClient.of(service, tokenFile);
        for (int attempt = 1; ; attempt++) {
            try {
                say(submit(client, key, body, asked));
                return;
            } catch (CodedException e) {
                if (!e.code().equals("EVENT_MOVED") || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private String submit(
            ServiceClient client, PrivateKey key, byte[] body, Map<String, Object> asked) {
        Object result = Json.readObject(client.post(path + "?prepare=true", body)).get("result");
        if (!(result instanceof Map<?, ?> map)
                || !(map.get("event") instanceof String text)
                || !(map.get("preparation") instanceof String preparation)) {
            throw new CodedException("PREPARED_DIFFERS", "the answer holds no prepared event");
        }
        PreparedEvent prepared = PreparedEvent.read(text.getBytes(StandardCharsets.UTF_8), officer);
        prepared.requireSays(asked);
        spec.commandLine().getErr().println(prepared.text());
        String signature = preparation + " " + key.publicKey().id() + " " + prepared.sign(key);
        return new String(
                client.post(path, body, "Officer-Signature", signature), StandardCharsets.UTF_8);
    }
}
