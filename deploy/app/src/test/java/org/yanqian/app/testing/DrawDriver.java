package org.yanqian.app.testing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.event.EventCodec;

/** One draw through the API, step by step; every step may also be left out or done wrong. */
public final class DrawDriver {
    public static final long YEAR = 2026;
    private final RunningService service;
    private final String bureau;
    private final Map<String, Bytes> nonces = new HashMap<>();
    private String drawId;
    private String path;
    private long round;

    public DrawDriver(RunningService service, String bureau) {
        this.service = service;
        this.bureau = bureau;
        nonces.put("bureau", Party.newNonce());
        nonces.put("discipline", Party.newNonce());
    }

    /** Rule set, 60 sites and 12 inspectors; once per service and bureau. */
    public static void furnish(RunningService service, String bureau) {
        if (!service.markFurnished(bureau)) {
            return;
        }
        String base = "/api/v1/bureaus/" + bureau;
        int first = 1 + 1000 * Setting.BUREAUS.indexOf(bureau);
        service.post(bureau + "-approver", base + "/rule-sets", Map.of("id", "weihai-2023")).ok();
        String keeper = bureau + "-registry-keeper";
        service.upload(keeper, base + "/target-imports?confirm=true", SampleFiles.targets(first))
                .ok();
        service.upload(
                        keeper,
                        base + "/inspector-imports?confirm=true",
                        SampleFiles.inspectors(first, first))
                .ok();
    }

    public static Reply plan(RunningService service, String bureau, String line) {
        return service.post(
                bureau + "-plan-author",
                "/api/v1/bureaus/" + bureau + "/plan-lines",
                Map.of(
                        "year",
                        YEAR,
                        "quarter",
                        4,
                        "line",
                        line,
                        "kind",
                        "routine",
                        "itemId",
                        "WH-PERMIT-01"));
    }

    /** Authors the line and opens a draw of it. */
    public DrawDriver open(String line) {
        plan(service, bureau, line).ok();
        Reply opened = tryOpen("plan/" + bureau + "/" + YEAR + "/Q4/" + line).ok();
        use(opened.string("result", "drawId"));
        return this;
    }

    /** Opens one more draw of a line that is there. */
    public DrawDriver reopen(String plan) {
        use(tryOpen(plan).ok().string("result", "drawId"));
        return this;
    }

    public Reply tryOpen(String plan) {
        return service.post(
                operator(), "/api/v1/draws", Map.of("bureau", bureau, "year", YEAR, "plan", plan));
    }

    private void use(String id) {
        drawId = id;
        String[] parts = id.split("/");
        int n = parts.length;
        path = "/api/v1/draws/" + bureau + "/" + parts[n - 2] + "/" + Long.parseLong(parts[n - 1]);
    }

    public String id() {
        return drawId;
    }

    public String path() {
        return path;
    }

    public long round() {
        return round;
    }

    public Bytes nonce(Party party) {
        return nonces.get(party.name());
    }

    public String operator() {
        return bureau + "-draw-operator";
    }

    /** Who speaks for this party. */
    public String speaker(Party party) {
        return (party.supervising() ? "discipline" : bureau) + "-seed-party";
    }

    public Reply commit(Party party) {
        return post(
                speaker(party),
                "/commitments",
                party.commitment(service.setting().suite, drawId, nonce(party)));
    }

    public DrawDriver commitBoth() {
        commit(service.setting().bureau).ok();
        commit(service.setting().discipline).ok();
        return this;
    }

    /** Terms that hold: a round in {@code seconds}, reveals until half of that, no embargo after it. */
    public Map<String, Object> terms(long seconds) {
        round = service.setting().roundIn(seconds);
        Map<String, Object> terms = new TreeMap<>();
        terms.put("beacon", Map.of("type", Beacon.LOCAL, "round", round));
        terms.put("revealDeadline", in(seconds / 2.0));
        terms.put("marginSeconds", 1);
        terms.put("embargoEnd", time(service.setting().roundTimeMillis(round)));
        return terms;
    }

    public static String in(double seconds) {
        return time(System.currentTimeMillis() + (long) (seconds * 1000));
    }

    private static String time(long millis) {
        return EventCodec.formatTime(Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.MILLIS));
    }

    public Reply announce(Map<String, Object> terms) {
        return post(operator(), "/announcement", terms);
    }

    public DrawDriver announced(long seconds) {
        announce(terms(seconds)).ok();
        return this;
    }

    public Reply status() {
        return service.get("discipline-auditor", path);
    }

    public String announcementHash() {
        return status().ok().string("announcement", "hash");
    }

    public DrawDriver awaitAnnouncementWitnessed() {
        await("announcement witnessed", () -> witnessed("announcement"));
        return this;
    }

    public DrawDriver awaitCloseWitnessed() {
        await("close witnessed", () -> witnessed("close"));
        return this;
    }

    private boolean witnessed(String step) {
        return Boolean.TRUE.equals(status().ok().at(step, "witnessed"));
    }

    public Reply reveal(Party party) {
        return post(
                speaker(party), "/reveals", party.reveal(drawId, announcementHash(), nonce(party)));
    }

    public DrawDriver revealBoth() {
        reveal(service.setting().bureau).ok();
        reveal(service.setting().discipline).ok();
        return this;
    }

    public Reply close() {
        return post(operator(), "/close", "");
    }

    public DrawDriver closed() {
        close().ok();
        return awaitCloseWitnessed();
    }

    public Map<String, Object> beaconValue() {
        return Map.of(
                "type",
                Beacon.LOCAL,
                "round",
                round,
                "signature",
                Hex.format(service.setting().drand.sign(round)));
    }

    public DrawDriver awaitBeacon() {
        long at = service.setting().roundTimeMillis(round);
        await("round " + round, () -> System.currentTimeMillis() > at + 50);
        return this;
    }

    public Reply result() {
        return result(beaconValue());
    }

    public Reply result(Map<String, Object> value) {
        return post(operator(), "/result", value);
    }

    /** From an opened draw to its result. */
    public Reply run(long seconds) {
        return commitBoth()
                .announced(seconds)
                .awaitAnnouncementWitnessed()
                .revealBoth()
                .closed()
                .awaitBeacon()
                .result()
                .ok();
    }

    public Reply post(String account, String step, Object body, String... headers) {
        return service.post(account, path + step, body, headers);
    }

    /** Label and certificate numbers of each visit that has a team, as the ledger holds it. */
    public List<Visit> visits() {
        return Visits.of(service, drawId);
    }

    /**
     * @param inspectors certificate numbers
     * @param labels of the same persons, in the same order
     */
    public record Visit(
            String label, String objectId, List<String> inspectors, List<String> labels) {}

    /** Up to half a minute. */
    public static void await(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not in time: " + what);
            }
            try {
                Thread.sleep(40);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
