package org.yanqian.query.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Now and today in Beijing time, by the application's clock where it has one. */
@Component
public class QueryClock {
    private final Clock clock;

    public QueryClock(ObjectProvider<Clock> clock) {
        this.clock = clock.getIfUnique(Clock::systemUTC);
    }

    public OffsetDateTime now() {
        return OffsetDateTime.now(clock.withZone(Texts.ZONE));
    }

    public LocalDate today() {
        return LocalDate.now(clock.withZone(Texts.ZONE));
    }
}
