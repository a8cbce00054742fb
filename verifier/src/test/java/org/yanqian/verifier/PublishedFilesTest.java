package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.ledger.bundle.Export;
import org.yanqian.ledger.bundle.ExportWriter;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.event.DrawEvent.DrawCompleted;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.PublicationEvent;
import org.yanqian.ledger.event.PublicationEvent.DrawnListPublished;
import org.yanqian.ledger.event.PublicationEvent.ResultPublished;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;
import org.yanqian.ledger.event.VisitEvent.VisitAssigned;
import org.yanqian.ledger.event.VisitEvent.VisitOwed;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.verifier.check.CheckResult;
import org.yanqian.verifier.check.Finding;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Status;
import org.yanqian.verifier.check.Verification;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Keys;
import org.yanqian.verifier.sample.Records;

/** What the public was shown, saved by the auditor, beside an honest ledger. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishedFilesTest {
    @TempDir static Path folder;

    private final Keys keys = new Keys(Suite.INTL);
    private GoodLedger good;
    private Export export;
    private byte[] list;
    private Map<String, Object> result;
    private Map<String, Object> detail;
    private int runs;

    @BeforeAll
    void published() {
        good = GoodLedger.build(keys, new GoodLedger.Options());
        String stream = PublicationEvent.stream(good.drawId);
        list = list();
        good.book.lists.add(list);
        long sites = good.book.events.stream().filter(e -> site(e) != null).count();
        String hash = Hex.format(keys.suite.hash(list));
        good.append(stream, new DrawnListPublished(good.drawId, hash, sites));
        ResultPublished shown = result();
        good.append(stream, shown);
        result = new TreeMap<>(RecordCodec.format(shown));
        result.remove("drawId");
        result.put("idx", good.book.size() - 1);
        good.book.checkpoint(Instant.parse("2026-04-02T02:01:00Z"), keys.witnesses);
        DrawCompleted done = (DrawCompleted) event(good.completedIndex).data();
        detail = new TreeMap<>(RecordCodec.format(done));
        detail.put("drawHash", good.drawHash());
        Path at = folder.resolve("export");
        ExportWriter.write(good.book, at);
        export = Export.open(at);
    }

    private LedgerEvent event(long index) {
        return good.book.events.get((int) index);
    }

    private static Map<String, Object> site(LedgerEvent event) {
        if (event.data() instanceof VisitAssigned v) {
            return Map.of("label", v.label(), "objectId", v.objectId());
        }
        return event.data() instanceof VisitOwed v
                ? Map.of("label", v.label(), "objectId", v.objectId())
                : null;
    }

    private byte[] list() {
        List<Object> sites = new ArrayList<>();
        for (LedgerEvent event : good.book.events) {
            if (site(event) != null) {
                sites.add(site(event));
            }
        }
        return CanonicalJson.format(Map.of("drawId", good.drawId, "sites", sites));
    }

    private ResultPublished result() {
        long index = 0;
        while (!(event(index).data() instanceof InspectionRecorded)) {
            index++;
        }
        InspectionRecorded e = (InspectionRecorded) event(index).data();
        int site = Integer.parseInt(e.objectId().substring(2));
        return new ResultPublished(
                good.drawId,
                e.label(),
                e.objectId(),
                Records.target(site, "").name(),
                e.inspectedOn(),
                e.outcome(),
                "未发现问题",
                Hex.format(good.book.entries.get((int) index).hash(keys.suite)));
    }

    private CheckResult thirteen(Map<String, byte[]> files) throws Exception {
        Path saved = Files.createDirectories(folder.resolve("saved" + runs++).resolve("draws"));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(saved.resolve(file.getKey()), file.getValue());
        }
        Outcome outcome =
                new Verification(keys.policy(), List.of(), item -> {})
                        .withPublished(saved.getParent())
                        .ledger(export);
        return outcome.layers().stream().filter(l -> l.id().equals("13")).findFirst().orElseThrow();
    }

    private Map<String, byte[]> everything() {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("detail.json", CanonicalJson.format(detail));
        files.put("sites.json", list);
        files.put("labels.json", good.book.lists.get(0));
        files.put("results.json", page(result));
        files.put("draw.bundle", good.bundle(true).write(keys.service));
        return files;
    }

    private static byte[] page(Map<String, Object> result) {
        return CanonicalJson.format(
                Map.of("items", List.of(result), "page", 0L, "size", 20L, "total", 1L));
    }

    private void refuted(String file, byte[] bytes) throws Exception {
        Map<String, byte[]> files = everything();
        files.put(file, bytes);
        CheckResult thirteen = thirteen(files);
        assertThat(thirteen.status()).isEqualTo(Status.FAIL);
        assertThat(thirteen.findings())
                .filteredOn(f -> f.code().equals("PUBLISHED_FILE_DIFFERS"))
                .isNotEmpty()
                .allMatch(f -> f.expected().contains(file));
    }

    @Test
    void what_was_shown_is_what_the_ledger_says() throws Exception {
        CheckResult thirteen = thirteen(everything());
        assertThat(thirteen.findings()).isEmpty();
        assertThat(thirteen.status()).isEqualTo(Status.OK);
    }

    @Test
    void the_page_showed_another_firms_result() throws Exception {
        Map<String, Object> other = new TreeMap<>(result);
        other.put("targetName", "另一家样本厂");
        refuted("results.json", page(other));
        other = new TreeMap<>(result);
        other.put("outcomeText", "发现问题已责令整改");
        refuted("results.json", page(other));
    }

    @Test
    void the_page_showed_a_result_that_the_ledger_does_not_have() throws Exception {
        Map<String, Object> invented = new TreeMap<>(result);
        invented.put("idx", 3L);
        refuted("more.json", page(invented));
    }

    @Test
    void the_page_showed_another_draw() throws Exception {
        for (String field : List.of("drawHash", "seed", "selectionRoot", "announcement")) {
            Map<String, Object> other = new TreeMap<>(detail);
            other.put(field, "ab".repeat(32));
            refuted("detail.json", CanonicalJson.format(other));
        }
        Map<String, Object> unknown = new TreeMap<>(detail);
        unknown.put("drawId", good.drawId.replace("0001", "0007"));
        refuted("second.json", CanonicalJson.format(unknown));
    }

    @Test
    void the_list_that_was_shown_left_out_a_site() throws Exception {
        Map<String, Object> shorter = new TreeMap<>(CanonicalJson.parseObject(list));
        List<?> sites = (List<?>) shorter.get("sites");
        shorter.put("sites", sites.subList(1, sites.size()));
        refuted("fewer.json", CanonicalJson.format(shorter));
        Map<String, Object> labels =
                new TreeMap<>(CanonicalJson.parseObject(good.book.lists.get(0)));
        labels.put(labels.keySet().iterator().next(), "ab".repeat(32));
        refuted("other-labels.json", CanonicalJson.format(labels));
    }

    @Test
    void the_bundle_that_was_handed_out_is_of_another_history() throws Exception {
        GoodLedger.Options options = new GoodLedger.Options();
        options.inspectors = 13;
        byte[] other = GoodLedger.build(keys, options).bundle(true).write(keys.service);
        refuted("draw.bundle", other);
    }

    @Test
    void a_list_that_was_not_saved_and_a_strange_file_are_named() throws Exception {
        Map<String, byte[]> files = everything();
        files.remove("sites.json");
        files.put("page.html", "<html>".getBytes(StandardCharsets.UTF_8));
        CheckResult thirteen = thirteen(files);
        assertThat(thirteen.status()).isEqualTo(Status.OK);
        assertThat(thirteen.findings())
                .extracting(Finding::code)
                .containsExactlyInAnyOrder("PUBLISHED_FILE_MISSING", "PUBLISHED_FILE_UNKNOWN");
    }
}
