package org.yanqian.verifier.party;

import java.nio.file.Path;
import java.util.Map;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Json;
import org.yanqian.ledger.policy.Policy;
import picocli.CommandLine.Option;

/** A command that reads the status of the draw, by file or from the service, before it signs. */
abstract class StatusAction extends PartyAction {
    @Option(
            names = "--policy",
            required = true,
            paramLabel = "PATH",
            description = "The party's own policy: witnesses, quorum, service keys, beacons")
    Path policyPath;

    @Option(
            names = "--status",
            paramLabel = "FILE",
            description = "The service's answer to GET /api/v1/draws/…, carried here by hand")
    Path statusFile;

    @Option(names = "--get", paramLabel = "URL", description = "Fetch it from this service instead")
    String get;

    @Option(names = "--token-file", paramLabel = "FILE", description = "File with an access token")
    Path tokenFile;

    @Option(names = "--post", description = "Also send the answer to the service of --get")
    boolean post;

    private ServiceClient service;

    final Policy policy() {
        try {
            return Policy.read(policyPath);
        } catch (CodedException e) {
            throw new CannotJudge(e.code(), e.getMessage(), e);
        }
    }

    final Map<String, Object> status(DrawName draw) {
        return status(draw.path());
    }

    /** The service's answer to GET of this path, or the file that was carried here. */
    final Map<String, Object> status(String path) {
        if ((statusFile == null) == (get == null)) {
            throw usage("either --status or --get");
        }
        if ((get == null) != (tokenFile == null) || post && get == null) {
            throw usage("--get and --token-file go together, and --post needs them");
        }
        if (statusFile != null) {
            return CannotJudge.read(statusFile, Json::readObject);
        }
        service = ServiceClient.of(get, tokenFile);
        byte[] answer = service.get(path);
        try {
            return Json.readObject(answer);
        } catch (CodedException e) {
            throw new CannotJudge(e.code(), "the service's answer: " + e.getMessage(), e);
        }
    }

    /** Prints the signed answer and sends it where asked to. */
    final void deliver(String path, Map<String, Object> body) {
        byte[] bytes = print(body);
        if (post) {
            service.post(path, bytes);
        }
    }
}
