package org.yanqian.query.drawlookup;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import javax.sql.DataSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.query.publication.PublishedResults;
import org.yanqian.query.web.ApiProblem;
import org.yanqian.query.web.Paging;
import org.yanqian.query.web.ProblemCode;
import org.yanqian.query.web.ReadsProjections;
import org.yanqian.query.web.Takes;

/** The public lookup needs no login; a site appears only after the drawn list is published. */
@RestController
@ReadsProjections({"drawlookup", "publication"})
class DrawLookupController {
    private static final String PUBLIC = "/api/v1/public/draws";

    private final DrawLookup draws;
    private final PublishedResults results;
    private final SealedLedger ledger;

    DrawLookupController(DrawLookup draws, PublishedResults results, DataSource dataSource) {
        this.draws = draws;
        this.results = results;
        this.ledger = new SealedLedger(dataSource);
    }

    /** Filters: bureau, year, plan, drawId, state; page, size, sort. */
    @GetMapping(PUBLIC)
    @Takes({"bureau", "year", "plan", "drawId", "state"})
    Paging.Page<DrawLookup.DrawSummary> published(HttpServletRequest request) {
        return draws.published(request);
    }

    @GetMapping(PUBLIC + "/{hash}")
    DrawDetail detail(@PathVariable String hash) {
        return draws.detail(hash);
    }

    @GetMapping(PUBLIC + "/{hash}/files/{name}")
    ResponseEntity<byte[]> file(@PathVariable String hash, @PathVariable String name) {
        DrawLookup.FileContent file = draws.file(hash, name);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(file.mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(file.content());
    }

    /** The drawn sites, the bytes whose suite hash stands in the ledger. */
    @GetMapping(value = PUBLIC + "/{hash}/drawn-list", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] drawnList(@PathVariable String hash) {
        return list(hash, draws.lists(hash).get("list"));
    }

    /** The opened labels: (id, sub) of every target that is not exempt. */
    @GetMapping(value = PUBLIC + "/{hash}/labels", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] labels(@PathVariable String hash) {
        return list(hash, draws.lists(hash).get("labels"));
    }

    private byte[] list(String hash, String list) {
        return ledger.list(list)
                .orElseThrow(() -> new ApiProblem(ProblemCode.NOT_YET_PUBLISHED, hash));
    }

    @GetMapping(PUBLIC + "/{hash}/results")
    @Takes({"outcome", "q"})
    Paging.Page<PublishedResults.ResultView> results(
            @PathVariable String hash, HttpServletRequest request) {
        return results.of(draws.lists(hash).get("drawId"), request);
    }

    /** All draws of the caller's bureaus; filters: bureau, year, plan, drawId, state. */
    @GetMapping("/api/v1/draws")
    @Takes({"bureau", "year", "plan", "drawId", "state"})
    Paging.Page<DrawLookup.DrawSummary> ofBureau(HttpServletRequest request) {
        return draws.ofBureau(request);
    }
}
