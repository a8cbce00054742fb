package org.yanqian.verifier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.bundle.ExportWriter;
import org.yanqian.ledger.event.RuleSetEvent.RuleSetAdopted;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.sample.Book;
import org.yanqian.verifier.sample.Insider;

/** Lists that cannot be frozen again because something that they rest on is missing or spoilt. */
class ListsAttackTest extends Attacks {
    @Test
    void an_announcement_without_any_rules_is_found() {
        Book without =
                Insider.rewrite(
                        good.book,
                        events -> {
                            events.removeIf(e -> e.data() instanceof RuleSetAdopted);
                            return events;
                        });
        Outcome outcome = verify(without);
        refuted(outcome, "8", "NO_RULE_SET");
        refuted(outcome, "7", "RULE_SET_DIFFERS");
    }

    @Test
    void an_announcement_under_rules_that_nobody_can_read_is_found() {
        Book spoilt =
                Insider.rewrite(
                        good.book,
                        events -> {
                            events.replaceAll(
                                    e ->
                                            e.data() instanceof RuleSetAdopted r
                                                    ? Insider.with(e, with(r, "content", "样本"))
                                                    : e);
                            return events;
                        });
        refuted(verify(spoilt), "8", "NOT_JSON");
    }

    @Test
    void a_draws_key_that_nobody_can_read_is_found() throws IOException {
        Path export = folder.resolve("spoilt");
        ExportWriter.write(good.book, export);
        try (Stream<Path> keys = Files.list(export.resolve("draws"))) {
            Files.write(keys.findFirst().orElseThrow(), "样本".getBytes(StandardCharsets.UTF_8));
        }
        refuted(verify(export), "8", "NOT_JSON");
    }
}
