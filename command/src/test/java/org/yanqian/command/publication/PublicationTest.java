package org.yanqian.command.publication;

import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;
import org.yanqian.command.Refused;
import org.yanqian.command.publication.PublicationCommands.PublishDrawHash;
import org.yanqian.command.publication.PublicationCommands.PublishDrawnList;
import org.yanqian.command.publication.PublicationCommands.PublishResult;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.event.PublicationEvent;
import org.yanqian.ledger.event.PublicationEvent.DrawHashPublished;
import org.yanqian.ledger.event.PublicationEvent.DrawnListPublished;
import org.yanqian.ledger.event.PublicationEvent.ResultPublished;

/** Hash, then list, then results, each once. */
class PublicationTest {
    private static final String DRAW = "yanqian.sample/t/yunling/2026/0001";
    private static final String STREAM = PublicationEvent.stream(DRAW);
    private static final DrawHashPublished HASH = new DrawHashPublished(DRAW, "ab".repeat(32));
    private static final DrawnListPublished LIST =
            new DrawnListPublished(DRAW, "cd".repeat(32), 29);
    private final AggregateTestFixture<Publication> fixture =
            new AggregateTestFixture<>(Publication.class);

    private static ResultPublished result(String label) {
        return new ResultPublished(
                DRAW,
                label,
                "QY000001",
                "样本厂",
                "2026-11-22",
                "NO_PROBLEM_FOUND",
                "未发现问题",
                "ef".repeat(32));
    }

    @Test
    void the_hash_is_published_once() {
        PublishDrawHash publish = new PublishDrawHash(STREAM, HASH);
        fixture.givenNoPriorActivity().when(publish).expectEvents(HASH);
        fixture.given(HASH)
                .when(publish)
                .expectException(Refused.with(RefusalCode.PUBLISHED_ALREADY))
                .expectNoEvents();
    }

    @Test
    void the_list_is_published_once() {
        PublishDrawnList publish = new PublishDrawnList(STREAM, LIST);
        fixture.given(HASH).when(publish).expectEvents(LIST);
        fixture.given(HASH, LIST)
                .when(publish)
                .expectException(Refused.with(RefusalCode.PUBLISHED_ALREADY))
                .expectNoEvents();
    }

    @Test
    void a_result_follows_the_list_and_stands_there_once() {
        fixture.given(HASH)
                .when(new PublishResult(STREAM, result("1")))
                .expectException(Refused.with(RefusalCode.NOT_OPENED))
                .expectNoEvents();
        fixture.given(HASH, LIST, result("1"))
                .when(new PublishResult(STREAM, result("2")))
                .expectEvents(result("2"));
        fixture.given(HASH, LIST, result("1"))
                .when(new PublishResult(STREAM, result("1")))
                .expectException(Refused.with(RefusalCode.PUBLISHED_ALREADY))
                .expectNoEvents();
    }
}
