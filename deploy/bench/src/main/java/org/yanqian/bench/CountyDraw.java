package org.yanqian.bench;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.yanqian.ledger.bundle.DrawKey;
import org.yanqian.ledger.bundle.LabelList;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.DrawResult;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.draw.Seed;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.PlanEvent;
import org.yanqian.ledger.event.PublicationEvent;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.freeze.BeaconValues;
import org.yanqian.ledger.freeze.Freezer;
import org.yanqian.ledger.freeze.FrozenDraw;
import org.yanqian.ledger.freeze.VisitPlan;
import org.yanqian.ledger.rules.Quotas;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.rules.RuleSets;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.verifier.sample.Keys;

/** One bureau's draw of a quarter, from the plan line to the last published result. */
final class CountyDraw {
    private static final byte[] RULES = RuleSets.resource(RuleSets.WEIHAI_2023);
    private static final RuleSet RULE_SET = RuleSet.parse(RULES);
    private static final int EMBARGO_DAYS = 94;
    private static final int FIRST_VISIT_DAY = 6;
    private static final int VISIT_DAYS = 70;

    private final ProvinceBook book;
    private final Keys keys;
    private final Province.County county;
    private final LocalDate day;
    private final long year;
    private final long quarter;
    private final long number;
    private final String drawId;
    private final String plan;
    private final List<DrawEvent.SeedRevealed> reveals = new ArrayList<>();
    private final List<VisitEvent.VisitAssigned> visits = new ArrayList<>();
    private final List<PublicationEvent.ResultPublished> results = new ArrayList<>();
    private FrozenDraw frozen;
    private DrawResult result;
    private Bytes seed;
    private Map<String, Bytes> subs;
    private String announcement;
    private String closed;
    private Instant embargoEnd;
    private byte[] drawn;

    private CountyDraw(Province province, Province.County county, int quarterNo, LocalDate day) {
        this.book = province.book;
        this.keys = province.keys;
        this.county = county;
        this.day = day;
        this.year = 2026 + quarterNo / 4;
        this.quarter = quarterNo % 4 + 1;
        this.number = quarter;
        this.drawId =
                String.format(
                        Locale.ROOT, "%s/%s/%d/%04d", Keys.ORIGIN, county.bureau, year, number);
        this.plan = PlanEvent.stream(county.bureau, year, quarter, "1");
    }

    /** Every bureau on the same day: one checkpoint serves all announcements, one all closes. */
    static void all(
            Province province, List<Province.County> counties, int quarterNo, LocalDate day) {
        ProvinceBook book = province.book;
        List<CountyDraw> draws = new ArrayList<>();
        counties.forEach(c -> draws.add(new CountyDraw(province, c, quarterNo, day)));
        draws.forEach(CountyDraw::open);
        book.flush();
        long size = book.size();
        draws.parallelStream().forEach(CountyDraw::freeze);
        long round = province.keys.chain.firstRoundAt(book.now.getEpochSecond() + 4 * 3600);
        draws.forEach(draw -> draw.announce(size, round));
        book.seal();
        draws.forEach(CountyDraw::reveal);
        book.seal();
        Instant known = Instant.ofEpochSecond(province.keys.chain.roundTime(round) + 2);
        book.now = book.now.isBefore(known) ? known : book.now;
        DrawEvent.BeaconValue value =
                new DrawEvent.BeaconValue(
                        Beacon.LOCAL,
                        round,
                        Hex.format(province.keys.drand.sign(round)),
                        "",
                        "",
                        List.of());
        draws.parallelStream().forEach(draw -> draw.compute(value));
        draws.forEach(draw -> draw.complete(value));
    }

    private void open() {
        book.append(
                county.bureau,
                plan,
                new PlanEvent.PlanLineAuthored(
                        county.bureau,
                        year,
                        quarter,
                        "1",
                        "routine",
                        RULE_SET.item("WH-PERMIT-01").id(),
                        RULE_SET.item("WH-PERMIT-01").name(),
                        RULE_SET.item("WH-PERMIT-01").legalBasis(),
                        Hex.format(keys.suite.hash(RULES)),
                        book.size(),
                        false,
                        true,
                        Quotas.compute(RULE_SET, quarter, false, Map.of(), Map.of())));
        List<DrawEvent.Party> parties = new ArrayList<>();
        for (String party : parties()) {
            boolean supervising = party.equals(Keys.SUPERVISING_PARTY);
            parties.add(
                    new DrawEvent.Party(party, signer(party).publicKey().format(), supervising));
        }
        draw(
                new DrawEvent.DrawOpened(
                        drawId, county.bureau, year, number, plan, keys.suite.wire(), parties));
        for (String party : parties()) {
            Bytes commitment = Labels.commitment(keys.suite, drawId, party, nonce(party));
            byte[] message = Labels.commitMessage(drawId, party, commitment);
            draw(
                    new DrawEvent.SeedCommitted(
                            drawId,
                            party,
                            commitment.hex(),
                            Hex.format(signer(party).sign(message))));
        }
    }

    private static List<String> parties() {
        return List.of(Keys.BUREAU_PARTY, Keys.SUPERVISING_PARTY);
    }

    private PrivateKey signer(String party) {
        return party.equals(Keys.BUREAU_PARTY) ? keys.bureauParty : keys.supervisingParty;
    }

    private Bytes nonce(String party) {
        return Bytes.of(keys.suite.hash(("nonce " + party + drawId).getBytes()));
    }

    private Bytes key() {
        return Bytes.of(keys.suite.hash(("K " + drawId).getBytes()));
    }

    private void draw(DrawEvent event) {
        book.append(county.bureau, DrawEvent.stream(drawId), event);
    }

    private void freeze() {
        frozen =
                Freezer.freeze(
                        book.state,
                        county.bureau,
                        book.state.plan(county.bureau, plan).orElseThrow(),
                        RULE_SET,
                        keys.suite,
                        drawId,
                        key().toArray(),
                        day);
    }

    private void announce(long size, long round) {
        List<DrawEvent.PartyCommitment> commitments = new ArrayList<>();
        for (String party : parties()) {
            commitments.add(
                    new DrawEvent.PartyCommitment(
                            party,
                            signer(party).publicKey().format(),
                            party.equals(Keys.SUPERVISING_PARTY),
                            Labels.commitment(keys.suite, drawId, party, nonce(party)).hex()));
        }
        embargoEnd = book.now.plusSeconds(EMBARGO_DAYS * 86_400L);
        book.add(new DrawKey(drawId, key().hex()));
        DrawEvent.DrawAnnounced event =
                new DrawEvent.DrawAnnounced(
                        drawId,
                        keys.suite.wire(),
                        "DRAW/1",
                        book.state.lastAnnouncement(county.bureau),
                        plan,
                        Hex.format(keys.suite.hash(RULES)),
                        size,
                        day.toString(),
                        frozen.eventRoots(),
                        frozen.counts(),
                        frozen.quotas(),
                        Labels.keyCommitment(keys.suite, drawId, key()).hex(),
                        "",
                        commitments,
                        new DrawEvent.BeaconTerms(Beacon.LOCAL, round, "", 0, List.of(), ""),
                        EventCodec.formatTime(book.now.plusSeconds(2 * 3600)),
                        600,
                        EventCodec.formatTime(embargoEnd));
        book.append(
                county.bureau,
                DrawEvent.stream(drawId),
                event,
                entry -> announcement = Hex.format(entry.hash(keys.suite)));
    }

    private void reveal() {
        for (String party : parties()) {
            byte[] message = Labels.reveal(drawId, Bytes.ofHex(announcement), party, nonce(party));
            DrawEvent.SeedRevealed reveal =
                    new DrawEvent.SeedRevealed(
                            drawId,
                            party,
                            nonce(party).hex(),
                            Hex.format(signer(party).sign(message)));
            draw(reveal);
            reveals.add(reveal);
        }
        book.append(
                county.bureau,
                DrawEvent.stream(drawId),
                new DrawEvent.DrawClosed(drawId, announcement, reveals, List.of()),
                entry -> closed = Hex.format(entry.hash(keys.suite)));
    }

    private void compute(DrawEvent.BeaconValue value) {
        Map<String, Bytes> contributions = new TreeMap<>();
        reveals.forEach(r -> contributions.put(r.party(), Bytes.ofHex(r.nonce())));
        seed =
                Seed.compute(
                        keys.suite,
                        Bytes.ofHex(announcement),
                        contributions,
                        Map.of(),
                        BeaconValues.beacon(value));
        result = DrawResult.compute(frozen.list(), seed, 0);
    }

    private void complete(DrawEvent.BeaconValue value) {
        Map<String, Long> counts = new TreeMap<>();
        result.selection().selected().forEach((s, labels) -> counts.put(s, (long) labels.size()));
        book.append(
                county.bureau,
                DrawEvent.stream(drawId),
                new DrawEvent.DrawCompleted(
                        drawId,
                        announcement,
                        closed,
                        value,
                        seed.hex(),
                        "C",
                        false,
                        counts,
                        result.assignment().unstaffable().size(),
                        result.selectionRoot().hex(),
                        result.assignmentRoot().hex()),
                entry ->
                        book.append(
                                county.bureau,
                                PublicationEvent.stream(drawId),
                                new PublicationEvent.DrawHashPublished(
                                        drawId, Hex.format(entry.hash(keys.suite)))));
        List<Object> sites = new ArrayList<>();
        for (VisitEvent visit : VisitPlan.of(frozen, result.selection(), result.assignment())) {
            book.append(county.bureau, VisitEvent.stream(drawId, visit.label()), visit);
            if (!(visit instanceof VisitEvent.VisitAssigned assigned)) {
                throw new IllegalStateException("too few inspectors for " + drawId);
            }
            visits.add(assigned);
            sites.add(Map.of("label", assigned.label(), "objectId", assigned.objectId()));
        }
        drawn = CanonicalJson.format(Map.of("drawId", drawId, "sites", sites));
        subs = frozen.subs();
        // Only what is still needed, for there are thousands of draws.
        frozen = null;
        result = null;
        county.draws.add(this);
    }

    /** What is due on this day; true when nothing is left to do. */
    boolean day(LocalDate today) {
        long since = today.toEpochDay() - day.toEpochDay() - FIRST_VISIT_DAY;
        if (since >= 0 && since < VISIT_DAYS) {
            for (int i = (int) since; i < visits.size(); i += VISIT_DAYS) {
                inspect(visits.get(i), today, i);
            }
        }
        if (!book.now.isAfter(embargoEnd)) {
            return false;
        }
        String labels = book.add(LabelList.format(subs));
        draw(new DrawEvent.LabelsOpened(drawId, labels, subs.size(), 0));
        String stream = PublicationEvent.stream(drawId);
        book.append(
                county.bureau,
                stream,
                new PublicationEvent.DrawnListPublished(drawId, book.add(drawn), visits.size()));
        results.forEach(published -> book.append(county.bureau, stream, published));
        return true;
    }

    private void inspect(VisitEvent.VisitAssigned visit, LocalDate today, int n) {
        String outcome = RULE_SET.outcomes().get(n % 7 == 0 ? 1 + n % 3 : 0).code();
        VisitEvent.InspectionRecorded event =
                new VisitEvent.InspectionRecorded(
                        drawId,
                        visit.label(),
                        visit.objectId(),
                        visit.team().stream().map(VisitEvent.TeamMember::certificateNo).toList(),
                        today.toString(),
                        outcome,
                        "按清单逐项检查（样本）");
        book.append(
                county.bureau,
                VisitEvent.stream(drawId, visit.label()),
                event,
                entry ->
                        results.add(
                                new PublicationEvent.ResultPublished(
                                        drawId,
                                        visit.label(),
                                        visit.objectId(),
                                        name(visit),
                                        today.toString(),
                                        outcome,
                                        RULE_SET.outcome(outcome).zh(),
                                        Hex.format(entry.hash(keys.suite)))));
    }

    private String name(VisitEvent.VisitAssigned visit) {
        return book.state
                .target(county.bureau, visit.objectId())
                .map(line -> line.record().name())
                .orElseThrow();
    }
}
