package org.yanqian.query.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerAvailabilityTest {
    private final AtomicLong sealed = new AtomicLong();
    private final AtomicInteger failures = new AtomicInteger();
    private final LedgerAvailability availability =
            new LedgerAvailability(
                    () -> {
                        if (failures.getAndDecrement() > 0) {
                            throw new IllegalStateException("the database is away");
                        }
                        return sealed.get();
                    });

    @AfterEach
    void stop() {
        availability.stop();
        assertThat(availability.isRunning()).isFalse();
    }

    @Test
    void tellsListenersOfGrowthUntilTheyLeave() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        LedgerAvailability.Subscription subscription = availability.onGrowth(told::countDown);
        availability.start();
        sealed.set(3);
        assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(availability.size()).isEqualTo(3);
        subscription.close();
        sealed.set(4);
        availability.signal();
        assertThat(availability.await(3, 5_000)).isTrue();
        assertThat(availability.await(4, 50)).isFalse();
    }

    @Test
    void goesOnAfterTheDatabaseWasAway() throws InterruptedException {
        failures.set(1);
        sealed.set(1);
        availability.start();
        assertThat(availability.await(0, 10_000)).isTrue();
    }
}
