package org.yanqian.app;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yanqian.app.testing.EndToEnd;
import org.yanqian.app.testing.RunningService;
import org.yanqian.ledger.sign.Suite;

/** The main job with the service as it is by default. */
class EndToEndTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource
    void a_county_draws_inspects_and_publishes_and_the_verifier_proves_it(Suite suite)
            throws IOException {
        new EndToEnd(RunningService.shared(suite), folder).run();
    }
}
