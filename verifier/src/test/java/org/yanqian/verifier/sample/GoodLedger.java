package org.yanqian.verifier.sample;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.yanqian.ledger.bundle.DrawBundle;
import org.yanqian.ledger.bundle.DrawKey;
import org.yanqian.ledger.bundle.LabelList;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.DrawResult;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.draw.Seed;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.InspectorEvent;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.event.PlanEvent;
import org.yanqian.ledger.event.PublicationEvent;
import org.yanqian.ledger.event.RuleSetEvent;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.freeze.AnnouncementTerms;
import org.yanqian.ledger.freeze.BeaconValues;
import org.yanqian.ledger.freeze.Freezer;
import org.yanqian.ledger.freeze.FrozenDraw;
import org.yanqian.ledger.freeze.VisitPlan;
import org.yanqian.ledger.registry.RegistryState;
import org.yanqian.ledger.rules.Quotas;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.rules.RuleSets;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.NoteSigner;

/**
 * One whole honest draw (样本): registry, plan, announcement, reveals, close, result, visits,
 * inspections, publication, opening; every checkpoint cosigned in time. A cheat hands in a {@code
 * tamper} that sees every event before it is sealed: everything after it follows consistently.
 */
public final class GoodLedger {
    private static final byte[] RULES = RuleSets.resource(RuleSets.WEIHAI_2023);
    private static final RuleSet RULE_SET = RuleSet.parse(RULES);
    private static final String DIGITS = "31415926535897932384";
    private static final List<String> ISSUES = List.of("双色球|2026001", "双色球|2026002", "双色球|2026003");
    private static final Bytes K = Bytes.of(Suite.INTL.hash("K of a sample".getBytes()));

    /** What may differ between honest ledgers, and what a cheat may bend. */
    public static final class Options extends SampleOptions {}

    public final Keys keys;
    public final Book book;
    public String drawId;
    public FrozenDraw frozen;
    public DrawResult result;
    public String announcement;
    public long announcedIndex;
    public long closedIndex;
    public long completedIndex;
    public long round;
    private final Options options;
    private final Suite suite;
    private final String rulesHash;
    final RegistryState state = new RegistryState();
    private final Map<String, Bytes> nonces = new TreeMap<>();
    private final Map<String, Map<String, Bytes>> subsByDraw = new TreeMap<>();
    public final SampleVacancies substitutions = new SampleVacancies(this);
    public final SampleClosures closures = new SampleClosures(this);
    private Bytes seed;
    private String previous = "";
    private long number;
    Instant now = Instant.parse("2026-01-05T01:00:00Z");

    private GoodLedger(Keys keys, Options options) {
        this.keys = keys;
        this.options = options;
        this.suite = keys.suite;
        this.book = new Book(keys);
        this.rulesHash = Hex.format(suite.hash(RULES));
        if (options.supervisingSigner == null) {
            options.supervisingSigner = keys.supervisingParty;
        }
        if (options.countersigner == null) {
            options.countersigner = options.supervisingSigner;
        }
    }

    /** K, the key of the draw. */
    public static byte[] drawKey() {
        return K.toArray();
    }

    public static GoodLedger build(Suite suite) {
        return build(new Keys(suite), new Options());
    }

    public static GoodLedger build(Keys keys, Options options) {
        GoodLedger good = new GoodLedger(keys, options);
        good.register();
        String plan = good.plan("1");
        good.draw(plan);
        for (int i = 0; i < options.voids; i++) {
            new AfterDraw(good).voidAndRedraw();
            good.draw(plan);
        }
        options.afterTheDraw.accept(good);
        good.substitutions.run(options);
        good.closures.run(options);
        if (options.opensOneMore) {
            new AfterDraw(good).openAndLeave(good.plan("2"));
        }
        good.inspectAndPublish();
        return good;
    }

    /** From the number to the published hash. */
    private void draw(String plan) {
        number++;
        drawId = String.format(Locale.ROOT, "%s/%s/2026/%04d", Keys.ORIGIN, Keys.BUREAU, number);
        announce(plan);
        revealAndClose();
        complete();
        append(
                PublicationEvent.stream(drawId),
                new PublicationEvent.DrawHashPublished(drawId, drawHash()));
        subsByDraw.put(drawId, subs());
        previous = announcement;
    }

    /** Seals an event, bent or not, and folds it. */
    public Entry append(String stream, EventData data) {
        EventData bent = options.tamper.apply(data);
        if (bent == null) {
            return null;
        }
        now = now.plusMillis(100);
        Entry entry = book.append(stream, bent, now);
        state.apply(book.size() - 1, entry.event());
        return entry;
    }

    /** As {@link #append}, by this actor. */
    Entry by(Actor actor, String stream, EventData data) {
        Actor before = book.actor;
        book.actor = actor;
        try {
            return append(stream, data);
        } finally {
            book.actor = before;
        }
    }

    /** The registry's line of a site as it stands now. */
    public TargetRecord record(String objectId) {
        return state.target(Keys.BUREAU, objectId).orElseThrow().record();
    }

    Bytes seed() {
        return seed;
    }

    /** Of what happens now, as an event says it. */
    String day() {
        return AnnouncementTerms.day(now).toString();
    }

    /** Seals a checkpoint that both witnesses cosign at once. */
    public void checkpoint() {
        now = now.plusSeconds(1);
        book.checkpoint(now, keys.witnesses);
    }

    private void register() {
        append(
                OriginEvent.ORIGIN_STREAM,
                new OriginEvent.LedgerOpened(
                        Keys.ORIGIN,
                        suite.wire(),
                        keys.log.key(NoteKey.Type.ED25519).format(),
                        List.of(
                                new OriginEvent.ServiceKey(
                                        "", keys.service.publicKey().format()))));
        String[] classes = {"重点", "简化", "一般", "重点", "简化", "特殊"};
        for (int i = 1; i <= options.targets; i++) {
            append(
                    TargetEvent.stream(Keys.BUREAU, Records.target(i, "一般").objectId()),
                    new TargetEvent.TargetRegistered(
                            Records.target(i, classes[i % classes.length]), "manual"));
        }
        checkpoint();
        for (int i = 1; i <= options.inspectors; i++) {
            append(
                    InspectorEvent.stream(Keys.BUREAU, Records.inspector(i).personId()),
                    new InspectorEvent.InspectorRegistered(Records.inspector(i), "manual"));
        }
        append(
                RuleSetEvent.stream(Keys.BUREAU),
                new RuleSetEvent.RuleSetAdopted(
                        RuleSets.WEIHAI_2023,
                        new String(RULES, StandardCharsets.UTF_8),
                        rulesHash));
        checkpoint();
    }

    private String plan(String line) {
        RuleSet.Item item = RULE_SET.item("WH-PERMIT-01");
        String stream = PlanEvent.stream(Keys.BUREAU, 2026, 1, line);
        append(
                stream,
                new PlanEvent.PlanLineAuthored(
                        Keys.BUREAU,
                        2026,
                        1,
                        line,
                        "routine",
                        item.id(),
                        item.name(),
                        item.legalBasis(),
                        rulesHash,
                        state.size(),
                        false,
                        false,
                        Quotas.compute(RULE_SET, 1, false, Map.of(), Map.of())));
        return stream;
    }

    PrivateKey signer(String party) {
        return party.equals(Keys.BUREAU_PARTY)
                ? keys.bureauParty
                : party.equals(Keys.STRANGER) ? keys.stranger : options.supervisingSigner;
    }

    PrivateKey countersigner() {
        return options.countersigner;
    }

    private void announce(String plan) {
        options.beforeOpening.accept(this);
        String stream = DrawEvent.stream(drawId);
        List<DrawEvent.Party> parties = new ArrayList<>();
        List<DrawEvent.PartyCommitment> commitments = new ArrayList<>();
        for (String party : List.of(Keys.BUREAU_PARTY, Keys.SUPERVISING_PARTY)) {
            boolean supervising = party.equals(Keys.SUPERVISING_PARTY);
            String key = signer(party).publicKey().format();
            Bytes nonce = Bytes.of(suite.hash(("nonce " + party).getBytes()));
            nonces.put(party, nonce);
            parties.add(new DrawEvent.Party(party, key, supervising));
            commitments.add(
                    new DrawEvent.PartyCommitment(
                            party,
                            key,
                            supervising,
                            Labels.commitment(suite, drawId, party, nonce).hex()));
        }
        append(
                stream,
                new DrawEvent.DrawOpened(
                        drawId, Keys.BUREAU, 2026, number, plan, suite.wire(), parties));
        for (DrawEvent.PartyCommitment c : commitments) {
            byte[] message = Labels.commitMessage(drawId, c.party(), Bytes.ofHex(c.commitment()));
            append(
                    stream,
                    new DrawEvent.SeedCommitted(
                            drawId,
                            c.party(),
                            c.commitment(),
                            Hex.format(signer(c.party()).sign(message))));
        }
        frozen =
                Freezer.freeze(
                        state,
                        Keys.BUREAU,
                        state.plan(Keys.BUREAU, plan).orElseThrow(),
                        RULE_SET,
                        suite,
                        drawId,
                        K.toArray(),
                        LocalDate.parse("2026-01-05"));
        book.drawKeys.add(new DrawKey(drawId, K.hex()));
        long frozenSize = book.size();
        options.betweenFreezeAndAnnouncement.accept(this);
        append(stream, announcement(plan, frozenSize, commitments));
        announcedIndex = book.size() - 1;
        announcement = Hex.format(book.entries.get((int) announcedIndex).hash(suite));
        checkpoint();
    }

    private DrawEvent.DrawAnnounced announcement(
            String plan, long frozenSize, List<DrawEvent.PartyCommitment> commitments) {
        round = keys.chain.firstRoundAt(now.getEpochSecond() + 7200);
        boolean drand = options.beacon.equals(Beacon.LOCAL);
        boolean dice = options.beacon.equals(Beacon.DICE);
        DrawEvent.BeaconTerms terms =
                new DrawEvent.BeaconTerms(
                        options.beacon,
                        drand ? round : 0,
                        dice || lottery() ? roundTime() : "",
                        dice ? DIGITS.length() : 0,
                        lottery() ? ISSUES : List.of(),
                        lottery() ? "停售则顺延一期" : "");
        return new DrawEvent.DrawAnnounced(
                drawId,
                suite.wire(),
                "DRAW/1",
                previous,
                plan,
                rulesHash,
                frozenSize,
                "2026-01-05",
                frozen.eventRoots(),
                frozen.counts(),
                frozen.quotas(),
                Labels.keyCommitment(suite, drawId, K).hex(),
                options.keyCiphertext,
                commitments,
                terms,
                EventCodec.formatTime(now.plusSeconds(3600)),
                600,
                "2026-04-01T00:00:00.000Z");
    }

    private void revealAndClose() {
        List<DrawEvent.SeedRevealed> reveals = new ArrayList<>();
        for (Map.Entry<String, Bytes> nonce : nonces.entrySet()) {
            byte[] message =
                    Labels.reveal(
                            drawId, Bytes.ofHex(announcement), nonce.getKey(), nonce.getValue());
            DrawEvent.SeedRevealed reveal =
                    new DrawEvent.SeedRevealed(
                            drawId,
                            nonce.getKey(),
                            nonce.getValue().hex(),
                            Hex.format(signer(nonce.getKey()).sign(message)));
            Entry entry = append(DrawEvent.stream(drawId), reveal);
            reveals.add((DrawEvent.SeedRevealed) entry.event().data());
        }
        now = now.plusSeconds(options.closeDelaySeconds);
        append(
                DrawEvent.stream(drawId),
                new DrawEvent.DrawClosed(drawId, announcement, reveals, List.of()));
        closedIndex = book.size() - 1;
        now = now.plusSeconds(options.closeCosignedDelaySeconds);
        checkpoint();
    }

    private boolean lottery() {
        return options.beacon.equals(Beacon.LOTTERY);
    }

    private String roundTime() {
        return EventCodec.formatTime(Instant.ofEpochSecond(keys.chain.roundTime(round)));
    }

    private void confirm(DrawEvent.BeaconValue value) {
        if (!value.type().equals(Beacon.DICE) && !lottery()) {
            return;
        }
        Bytes close = Bytes.ofHex(Hex.format(book.entries.get((int) closedIndex).hash(suite)));
        byte[] message = Labels.confirmation(drawId, close, BeaconValues.beacon(value));
        for (String party : options.confirming) {
            String signature = Hex.format(signer(party).sign(message));
            append(
                    DrawEvent.stream(drawId),
                    new DrawEvent.BeaconConfirmed(drawId, party, value, signature));
        }
    }

    private void complete() {
        long roundTime = keys.chain.roundTime(round);
        if (now.getEpochSecond() < roundTime) {
            now = Instant.ofEpochSecond(roundTime + 2);
        }
        now = now.plusSeconds(options.resultDelaySeconds);
        boolean drand = options.beacon.equals(Beacon.LOCAL);
        DrawEvent.BeaconValue value =
                new DrawEvent.BeaconValue(
                        options.beacon,
                        drand ? round : 0,
                        drand ? Hex.format(keys.drand.sign(round)) : "",
                        "",
                        options.beacon.equals(Beacon.DICE) ? DIGITS : "",
                        lottery() ? ISSUES.stream().map(i -> i + "|01,02,03").toList() : List.of());
        confirm(value);
        Map<String, Bytes> contributions = new TreeMap<>();
        DrawEvent.DrawClosed close =
                (DrawEvent.DrawClosed) book.events.get((int) closedIndex).data();
        close.reveals().forEach(r -> contributions.put(r.party(), Bytes.ofHex(r.nonce())));
        Bytes seed =
                Seed.compute(
                        suite,
                        Bytes.ofHex(announcement),
                        contributions,
                        Map.of(),
                        BeaconValues.beacon(value));
        this.seed = seed;
        result = DrawResult.compute(frozen.list(), seed, 0);
        Map<String, Long> drawn = new TreeMap<>();
        result.selection().selected().forEach((s, labels) -> drawn.put(s, (long) labels.size()));
        append(
                DrawEvent.stream(drawId),
                new DrawEvent.DrawCompleted(
                        drawId,
                        announcement,
                        Hex.format(book.entries.get((int) closedIndex).hash(suite)),
                        value,
                        seed.hex(),
                        options.grade,
                        false,
                        drawn,
                        result.assignment().unstaffable().size(),
                        result.selectionRoot().hex(),
                        result.assignmentRoot().hex()));
        completedIndex = book.size() - 1;
        for (VisitEvent visit : VisitPlan.of(frozen, result.selection(), result.assignment())) {
            append(VisitEvent.stream(drawId, label(visit)), visit);
        }
        checkpoint();
    }

    private static String label(VisitEvent visit) {
        return visit instanceof VisitEvent.VisitAssigned e
                ? e.label()
                : ((VisitEvent.VisitOwed) visit).label();
    }

    /** Suite hash of the result event, under which the public looks the draw up. */
    public String drawHash() {
        return Hex.format(book.entries.get((int) completedIndex).hash(suite));
    }

    private void inspectAndPublish() {
        checkpoint();
        now = Instant.parse("2026-02-02T02:00:00Z");
        List<VisitEvent.VisitAssigned> visits =
                book.events.stream()
                        .filter(e -> e.data() instanceof VisitEvent.VisitAssigned)
                        .map(e -> (VisitEvent.VisitAssigned) e.data())
                        .filter(visit -> visit.drawId().equals(drawId))
                        .filter(substitutions::canGo)
                        .limit(options.inspections)
                        .toList();
        for (VisitEvent.VisitAssigned visit : visits) {
            append(
                    VisitEvent.stream(drawId, visit.label()),
                    new VisitEvent.InspectionRecorded(
                            drawId,
                            visit.label(),
                            visit.objectId(),
                            substitutions.team(visit).stream()
                                    .map(VisitEvent.TeamMember::certificateNo)
                                    .toList(),
                            "2026-02-02",
                            "NO_PROBLEM_FOUND",
                            ""));
        }
        checkpoint();
        now = Instant.parse("2026-04-02T02:00:00Z");
        subsByDraw.forEach(this::openLabels);
        checkpoint();
    }

    private void openLabels(String draw, Map<String, Bytes> subs) {
        byte[] labels = LabelList.format(subs);
        book.lists.add(labels);
        append(
                DrawEvent.stream(draw),
                new DrawEvent.LabelsOpened(draw, Hex.format(suite.hash(labels)), subs.size(), 0));
    }

    Map<String, Bytes> subs() {
        Map<String, Bytes> subs = new TreeMap<>();
        frozen.targets().values().forEach(t -> subs.put(t.id(), t.sub()));
        return subs;
    }

    /** The public bundle, before or after the end of the embargo. */
    public DrawBundle bundle(boolean opened) {
        return SampleBundle.of(this, opened);
    }

    /** The witnesses, for who needs one more checkpoint. */
    public List<NoteSigner> witnesses() {
        return keys.witnesses;
    }
}
