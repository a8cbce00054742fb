package org.yanqian.command.draw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.yanqian.app.testing.DrawDriver;
import org.yanqian.app.testing.RunningService;
import org.yanqian.ledger.freeze.FrozenDraw;

/** The lists at hand are those of the announcement in the ledger, whatever was tried before it. */
class FrozenDrawsTest {
    private static final String BUREAU = "liuhe";

    @Test
    void lists_that_an_announcement_did_not_come_to_announce_are_never_used() {
        RunningService service = RunningService.shared();
        DrawDriver.furnish(service, BUREAU);
        DrawDriver other = new DrawDriver(service, BUREAU).open("KEPT-A").commitBoth();
        DrawDriver draw = new DrawDriver(service, BUREAU).open("KEPT-B").commitBoth();
        other.announced(3_600);
        draw.announced(3_600);
        FrozenDraws frozen = service.context().getBean(FrozenDraws.class);
        DrawFiles files = service.context().getBean(DrawFiles.class);
        FrozenDraw rolledBack = frozen.of(files.read(other.id()));
        frozen.remember(draw.id(), rolledBack);
        DrawFile file = files.read(draw.id());
        assertThat(rolledBack.eventRoots()).isNotEqualTo(file.announced().roots());
        assertThat(frozen.of(file).eventRoots()).isEqualTo(file.announced().roots());
    }
}
