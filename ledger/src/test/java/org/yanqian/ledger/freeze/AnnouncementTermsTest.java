package org.yanqian.ledger.freeze;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yanqian.ledger.event.PlanEvent.PlanLineAuthored;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.rules.RuleSets;

/** Bounds of weihai-2023: reveal 1 to 1,209,600 s, margin 1 to 86,400 s, embargo 0 to 120 days. */
class AnnouncementTermsTest {
    private static final RuleSet RULES = RuleSet.parse(RuleSets.resource(RuleSets.WEIHAI_2023));
    private static final PlanLineAuthored PLAN =
            new PlanLineAuthored(
                    "b", 2026, 1, "1", "routine", "", "", "", "", 0, false, false, List.of());
    // 23:30 of the day before in UTC is 07:30 of the 5th in Shanghai.
    private static final Instant AT = Instant.parse("2026-01-04T23:30:00.500Z");
    private static final long ROUND = Instant.parse("2026-01-05T02:00:00Z").getEpochSecond();

    private static List<AnnouncementTerms.Breach> breaches(
            String asOf, String deadline, long margin, String embargoEnd, String at) {
        return new AnnouncementTerms(
                        LocalDate.parse(asOf),
                        Instant.parse(deadline),
                        margin,
                        Instant.parse(embargoEnd))
                .breaches(Instant.parse(at), PLAN, RULES, OptionalLong.of(ROUND));
    }

    @ParameterizedTest
    @CsvSource({"2026-01-04,1", "2026-01-05,0", "2026-03-31,0", "2026-04-01,1"})
    void asOfLiesBetweenTheAnnouncementAndTheEndOfTheQuarter(String asOf, int found) {
        assertThat(
                        breaches(
                                asOf,
                                "2026-01-05T01:00:00Z",
                                600,
                                "2026-04-01T00:00:00Z",
                                AT.toString()))
                .hasSize(found);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-31,1", "2026-04-01,0", "2026-04-02,1"})
    void afterTheQuarterAsOfIsTheDayOfTheAnnouncementItself(String asOf, int found) {
        var terms =
                new AnnouncementTerms(
                        LocalDate.parse(asOf),
                        Instant.parse("2026-04-01T02:00:00Z"),
                        600,
                        Instant.parse("2026-04-02T00:00:00Z"));
        assertThat(
                        terms.breaches(
                                Instant.parse("2026-03-31T16:00:00Z"),
                                PLAN,
                                RULES,
                                OptionalLong.empty()))
                .hasSize(found);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-04T23:30:01.499Z,600,1",
        "2026-01-04T23:30:01.500Z,600,0",
        "2026-01-05T01:49:59.999Z,600,0",
        "2026-01-05T01:50:00.000Z,600,1",
        "2026-01-05T00:00:00.000Z,0,1"
    })
    void theRevealDeadlineIsAfterTheAnnouncementAndBeforeBeaconLessMargin(
            String deadline, long margin, int found) {
        assertThat(breaches("2026-01-05", deadline, margin, "2026-04-01T00:00:00Z", AT.toString()))
                .hasSize(found);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-05T01:59:59.999Z,1",
        "2026-01-05T02:00:00Z,0",
        "2026-05-05T23:30:00.499Z,0",
        "2026-05-05T23:30:00.500Z,1"
    })
    void theEmbargoEndsNotBeforeTheBeaconAndWithinItsDays(String embargoEnd, int found) {
        assertThat(breaches("2026-01-05", "2026-01-05T01:00:00Z", 600, embargoEnd, AT.toString()))
                .hasSize(found);
    }

    @Test
    void anEmbargoBeforeTheAnnouncementIsNotZeroDays() {
        var terms =
                new AnnouncementTerms(
                        LocalDate.parse("2026-01-05"), AT.plusSeconds(60), 600, AT.minusSeconds(1));
        assertThat(terms.breaches(AT, PLAN, RULES, OptionalLong.empty()))
                .singleElement()
                .hasToString("embargoEnd in days -1 (embargoEnd in days 0 to 120)");
    }
}
