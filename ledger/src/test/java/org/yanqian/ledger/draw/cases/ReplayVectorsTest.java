package org.yanqian.ledger.draw.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yanqian.ledger.draw.Vectors;

class ReplayVectorsTest {
    @ParameterizedTest
    @ValueSource(strings = {"draw1-intl.json", "draw1-gm.json"})
    void everyCaseGivesTheExpectedResult(String name) {
        Optional<Object> vectors = Vectors.shared(name);
        assumeTrue(vectors.isPresent(), "no vectors beside the project");
        List<?> cases = (List<?>) vectors.get();
        assertThat(cases).hasSize(17);
        for (Object json : cases) {
            Map<?, ?> draw = (Map<?, ?>) json;
            assertThat((Object) Replay.run(draw))
                    .as("%s", draw.get("drawId"))
                    .isEqualTo(draw.get("expected"));
        }
    }
}
