package org.yanqian.query.projection;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.yanqian.query.source.SealedLedgerSource;
import org.yanqian.query.web.Paging;
import org.yanqian.query.web.Viewer;

/** For the operator: where the projections stand, what they could not take, a fresh start. */
@RestController
@RequestMapping("/api/v1/admin")
class AdminController {
    private final ProjectionAdmin admin;
    private final ProjectionPositions positions;
    private final DeadLetters letters;
    private final SealedLedgerSource source;

    AdminController(
            ProjectionAdmin admin,
            ProjectionPositions positions,
            DeadLetters letters,
            SealedLedgerSource source) {
        this.admin = admin;
        this.positions = positions;
        this.letters = letters;
        this.source = source;
    }

    /** {@code positions}: last ledger index by projection; {@code size}: sealed entries. */
    @Schema(
            example =
                    "{\"size\":1235,\"positions\":{\"registry\":1234,\"workqueue\":1234},\"deadLetters\":0}")
    record Standing(long size, Map<String, Long> positions, long deadLetters) {}

    @GetMapping("/projections")
    Standing standing() {
        requireAdmin();
        return new Standing(source.ledger().size(), positions.all(), letters.count());
    }

    @PostMapping("/projections/{name}/reset")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Map<String, Object> reset(@PathVariable String name) {
        requireAdmin();
        admin.reset(name);
        return Map.of("projection", name, "rebuildingTo", source.ledger().size() - 1);
    }

    @GetMapping("/dead-letters")
    Paging.Page<DeadLetters.DeadLetter> deadLetters(HttpServletRequest request) {
        requireAdmin();
        Paging paging = Paging.of(request, "enqueuedAt");
        return new Paging.Page<>(
                letters.list(paging.page() * paging.size(), paging.size()),
                paging.page(),
                paging.size(),
                letters.count(),
                "enqueuedAt");
    }

    private static void requireAdmin() {
        Viewer.current().require(List.of(Viewer.SYSTEM_ADMIN));
    }
}
