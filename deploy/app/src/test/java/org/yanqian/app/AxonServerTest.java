package org.yanqian.app;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.app.testing.AxonServers;
import org.yanqian.app.testing.EndToEnd;
import org.yanqian.app.testing.RunningService;
import org.yanqian.app.testing.Setting;
import org.yanqian.ledger.sign.Suite;

/** The main job with a real Axon Server as the event store; {@code AXON_SERVER=host:port} names it. */
@Tag("axonserver")
class AxonServerTest {
    @TempDir private Path folder;

    @Test
    void a_county_draws_inspects_and_publishes_and_the_verifier_proves_it() throws IOException {
        String server = System.getenv("AXON_SERVER");
        assumeTrue(
                server != null && !server.isBlank(),
                "SKIPPED: AXON_SERVER names no Axon Server (host:port), the real one was not tried");
        assumeTrue(
                AxonServers.isEmpty(server),
                "SKIPPED: the Axon Server at " + server + " is not reachable, or holds events");
        try (Setting setting = new Setting(Suite.GM)) {
            RunningService service =
                    RunningService.start(setting, AxonServers.arguments(setting, server));
            try {
                new EndToEnd(service, folder).run();
            } finally {
                service.stop();
            }
        }
    }
}
