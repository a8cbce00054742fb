package org.yanqian.app.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;
import org.yanqian.command.seal.StoreHalt;
import org.yanqian.command.seal.StoreWatch;

/**
 * Down while the store is not the one that was signed. Only the code is public; what differs is for
 * those who may ask {@code /api/v1/ledger/store}.
 */
@Component("store")
class StoreHealth implements HealthIndicator {
    private final ObjectProvider<StoreHalt> halts;

    StoreHealth(
            ObjectProvider<StoreHalt> halts,
            ObjectProvider<StoreWatch> watches,
            ObjectProvider<MeterRegistry> meters) {
        this.halts = halts;
        meters.ifAvailable(registry -> watches.ifAvailable(watch -> measure(registry, watch)));
    }

    private static void measure(MeterRegistry registry, StoreWatch watch) {
        Gauge.builder("yanqian.store.sweep.whole.at", () -> watch.sweep().wholeAtMillis() / 1e3)
                .description("end of the last whole comparison of store and tree")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("yanqian.store.sweep.whole.size", () -> watch.sweep().wholeSize())
                .description("entries of the last whole comparison")
                .register(registry);
        Gauge.builder("yanqian.store.sweep.position", () -> watch.sweep().cursor().position())
                .description("where the comparison under way stands")
                .register(registry);
    }

    @Override
    public Health health() {
        Optional<StoreHalt.Halt> halt =
                Optional.ofNullable(halts.getIfAvailable()).flatMap(StoreHalt::find);
        return halt.map(h -> Health.down().withDetail("code", h.code().name()).build())
                .orElseGet(() -> Health.up().build());
    }
}
