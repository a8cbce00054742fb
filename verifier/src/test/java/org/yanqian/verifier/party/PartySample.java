package org.yanqian.verifier.party;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.yanqian.ledger.bundle.ExportWriter;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.Json;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.DrawEvent.BeaconTerms;
import org.yanqian.ledger.event.DrawEvent.DrawAnnounced;
import org.yanqian.ledger.event.DrawEvent.PartyCommitment;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.InspectorEvent;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.event.PlanEvent;
import org.yanqian.ledger.event.RuleSetEvent;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.freeze.Freezer;
import org.yanqian.ledger.freeze.FrozenDraw;
import org.yanqian.ledger.registry.RegistryState;
import org.yanqian.ledger.rules.Quotas;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.rules.RuleSets;
import org.yanqian.ledger.sign.SealedBox;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.ledger.tree.Proofs;
import org.yanqian.ledger.tree.Receipt;
import org.yanqian.verifier.Verify;
import org.yanqian.verifier.sample.Book;
import org.yanqian.verifier.sample.Keys;
import org.yanqian.verifier.sample.Records;

/**
 * A small ledger (样本) up to an announcement, and the folder of the party {@code discipline} with its
 * key, nonce and policy. A cheat bends one field before {@link #announce}.
 */
final class PartySample {
    private static final byte[] RULES = RuleSets.resource(RuleSets.WEIHAI_2023);
    private static final RuleSet RULE_SET = RuleSet.parse(RULES);
    private static final Bytes K = Bytes.of(Suite.INTL.hash("K of a sample".getBytes()));
    static final Instant START = Instant.parse("2026-01-05T01:00:00Z");
    static final String PARTY = Keys.SUPERVISING_PARTY;

    final Path folder;
    final Keys keys;
    final Suite suite;
    final Book book;
    final String drawId = Keys.ORIGIN + "/" + Keys.BUREAU + "/2026/0001";
    final SealedBox.KeyPair auditor;
    UnaryOperator<DrawAnnounced> bend = announced -> announced;
    BeaconTerms beacon;
    List<NoteSigner> witnesses;
    Instant cosignedAt = START.plusSeconds(60);
    long announcedIndex;
    String out = "";
    String err = "";
    private final RegistryState state = new RegistryState();
    private final Bytes otherNonce = Bytes.of(Suite.INTL.hash("another nonce".getBytes()));

    PartySample(Path folder, Suite suite) throws IOException {
        this(folder, suite, new Keys(suite));
    }

    PartySample(Path folder, Suite suite, Keys keys) throws IOException {
        this.folder = folder;
        this.keys = keys;
        this.suite = suite;
        this.book = new Book(keys);
        this.witnesses = keys.witnesses;
        this.auditor = SealedBox.generate(suite, new SecureRandom());
        long round = keys.chain.firstRoundAt(START.getEpochSecond() + 7200);
        this.beacon = new BeaconTerms(Beacon.LOCAL, round, "", 0, List.of(), "");
        Files.write(file("party.key"), keys.supervisingParty.format());
        Files.write(file("auditor.key"), auditor.file());
        keys.policy().write(file("policy"));
        register();
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    Entry append(String stream, org.yanqian.ledger.event.EventData data) {
        Entry entry = book.append(stream, data, START.plusMillis(100 * book.size()));
        state.apply(book.size() - 1, entry.event());
        return entry;
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
                                        Keys.BUREAU, keys.service.publicKey().format()))));
        for (int i = 1; i <= 12; i++) {
            registerTarget(Records.target(i, i % 2 == 0 ? "重点" : "一般"));
        }
        for (int i = 1; i <= 6; i++) {
            append(
                    InspectorEvent.stream(Keys.BUREAU, Records.inspector(i).personId()),
                    new InspectorEvent.InspectorRegistered(Records.inspector(i), "manual"));
        }
        String hash = Hex.format(suite.hash(RULES));
        append(
                RuleSetEvent.stream(Keys.BUREAU),
                new RuleSetEvent.RuleSetAdopted(
                        RuleSets.WEIHAI_2023, new String(RULES, StandardCharsets.UTF_8), hash));
        RuleSet.Item item = RULE_SET.item("WH-PERMIT-01");
        append(
                plan(),
                new PlanEvent.PlanLineAuthored(
                        Keys.BUREAU,
                        2026,
                        1,
                        "1",
                        "routine",
                        item.id(),
                        item.name(),
                        item.legalBasis(),
                        hash,
                        state.size(),
                        false,
                        false,
                        Quotas.compute(RULE_SET, 1, false, Map.of(), Map.of())));
    }

    void registerTarget(TargetRecord record) {
        append(
                TargetEvent.stream(Keys.BUREAU, record.objectId()),
                new TargetEvent.TargetRegistered(record, "manual"));
    }

    private static String plan() {
        return PlanEvent.stream(Keys.BUREAU, 2026, 1, "1");
    }

    /** Runs {@code party commit} and returns the commitment. */
    String commit() {
        int code =
                run(
                        "party",
                        "commit",
                        "--key",
                        file("party.key"),
                        "--party",
                        PARTY,
                        "--draw",
                        drawId,
                        "--suite",
                        suite.wire(),
                        "--nonce",
                        file("nonce"));
        if (code != 0) {
            throw new AssertionError(err);
        }
        return (String) Json.readObject(out.getBytes(StandardCharsets.UTF_8)).get("commitment");
    }

    /** Announces with this commitment of the party, cosigned as set. */
    void announce(String commitment) {
        List<PartyCommitment> parties =
                List.of(
                        new PartyCommitment(
                                Keys.BUREAU_PARTY,
                                keys.bureauParty.publicKey().format(),
                                false,
                                Labels.commitment(suite, drawId, Keys.BUREAU_PARTY, otherNonce)
                                        .hex()),
                        new PartyCommitment(
                                PARTY,
                                keys.supervisingParty.publicKey().format(),
                                true,
                                commitment));
        List<DrawEvent.Party> opened = new ArrayList<>();
        parties.forEach(p -> opened.add(new DrawEvent.Party(p.party(), p.key(), p.supervising())));
        append(
                DrawEvent.stream(drawId),
                new DrawEvent.DrawOpened(
                        drawId, Keys.BUREAU, 2026, 1, plan(), suite.wire(), opened));
        FrozenDraw frozen =
                Freezer.freeze(
                        state,
                        Keys.BUREAU,
                        state.plan(Keys.BUREAU, plan()).orElseThrow(),
                        RULE_SET,
                        suite,
                        drawId,
                        K.toArray(),
                        LocalDate.parse("2026-01-05"));
        append(DrawEvent.stream(drawId), bend.apply(announced(frozen, parties)));
        announcedIndex = book.size() - 1;
        book.checkpoint(cosignedAt, witnesses);
    }

    private DrawAnnounced announced(FrozenDraw frozen, List<PartyCommitment> parties) {
        return new DrawAnnounced(
                drawId,
                suite.wire(),
                "DRAW/1",
                "",
                plan(),
                frozen.ruleSet(),
                frozen.frozenSize(),
                "2026-01-05",
                frozen.eventRoots(),
                frozen.counts(),
                frozen.quotas(),
                Labels.keyCommitment(suite, drawId, K).hex(),
                Hex.format(SealedBox.seal(auditor.publicKey(), K.toArray(), new SecureRandom())),
                parties,
                beacon,
                EventCodec.formatTime(START.plusSeconds(3600)),
                600,
                "2026-04-01T00:00:00.000Z");
    }

    /** The same announcement with one field changed. */
    static DrawAnnounced with(DrawAnnounced announced, String field, Object value) {
        Map<String, Object> map = new HashMap<>(RecordCodec.format(announced));
        map.put(field, value);
        return RecordCodec.parse(DrawAnnounced.class, map);
    }

    /** As the service answers it. */
    Map<String, Object> witnessed(long index) {
        Entry entry = book.entries.get((int) index);
        Map<String, Object> json = new HashMap<>();
        json.put("index", index);
        json.put("hash", Hex.format(entry.hash(suite)));
        json.put("entry", new String(entry.bytes(), StandardCharsets.UTF_8));
        json.put("witnessed", true);
        var note = book.noteOver(index);
        long size = org.yanqian.ledger.tree.Checkpoint.parse(note.text()).size();
        Receipt receipt = new Receipt(index, Proofs.inclusion(size, index, book.tree()), note);
        json.put("proof", new String(receipt.format(), StandardCharsets.UTF_8));
        return json;
    }

    Map<String, Object> status() {
        Map<String, Object> json = new HashMap<>();
        json.put("drawId", drawId);
        json.put("announcement", witnessed(announcedIndex));
        return json;
    }

    void writeStatus(Map<String, Object> status) throws IOException {
        Files.write(file("status.json"), CanonicalJson.format(status));
    }

    void writeExport() {
        ExportWriter.write(book, file("export"));
    }

    /** {@code party reveal} on the status file, with more arguments. */
    int reveal(Object... more) {
        List<Object> args =
                new ArrayList<>(
                        List.of(
                                "party",
                                "reveal",
                                "--key",
                                file("party.key"),
                                "--party",
                                PARTY,
                                "--draw",
                                drawId,
                                "--nonce",
                                file("nonce"),
                                "--policy",
                                file("policy"),
                                "--status",
                                file("status.json")));
        args.addAll(List.of(more));
        return run(args.toArray());
    }

    int run(Object... args) {
        StringWriter outText = new StringWriter();
        StringWriter errText = new StringWriter();
        String[] words = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
        int code =
                Verify.line(words)
                        .setOut(new PrintWriter(outText, true))
                        .setErr(new PrintWriter(errText, true))
                        .execute(words);
        out = outText.toString();
        err = errText.toString();
        return code;
    }

    /** The printed body. */
    Optional<Map<String, Object>> body() {
        return out.isBlank()
                ? Optional.empty()
                : Optional.of(
                        CanonicalJson.parseObject(out.strip().getBytes(StandardCharsets.UTF_8)));
    }

    Bytes announcementHash() {
        return Bytes.of(book.entries.get((int) announcedIndex).hash(suite));
    }
}
