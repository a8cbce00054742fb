package org.yanqian.command.draw;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;
import org.yanqian.command.Refused;
import org.yanqian.command.draw.DrawCommands.AnnounceDraw;
import org.yanqian.command.draw.DrawCommands.CloseDraw;
import org.yanqian.command.draw.DrawCommands.CommitSeed;
import org.yanqian.command.draw.DrawCommands.CompleteDraw;
import org.yanqian.command.draw.DrawCommands.ConfirmBeacon;
import org.yanqian.command.draw.DrawCommands.LapseDraw;
import org.yanqian.command.draw.DrawCommands.OpenDraw;
import org.yanqian.command.draw.DrawCommands.OpenLabels;
import org.yanqian.command.draw.DrawCommands.RevealSeed;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Enc;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.DrawEvent.BeaconConfirmed;
import org.yanqian.ledger.event.DrawEvent.BeaconTerms;
import org.yanqian.ledger.event.DrawEvent.BeaconValue;
import org.yanqian.ledger.event.DrawEvent.Counts;
import org.yanqian.ledger.event.DrawEvent.DrawAnnounced;
import org.yanqian.ledger.event.DrawEvent.DrawClosed;
import org.yanqian.ledger.event.DrawEvent.DrawCompleted;
import org.yanqian.ledger.event.DrawEvent.DrawLapsed;
import org.yanqian.ledger.event.DrawEvent.DrawOpened;
import org.yanqian.ledger.event.DrawEvent.LabelsOpened;
import org.yanqian.ledger.event.DrawEvent.MissingParty;
import org.yanqian.ledger.event.DrawEvent.Party;
import org.yanqian.ledger.event.DrawEvent.Roots;
import org.yanqian.ledger.event.DrawEvent.SeedCommitted;
import org.yanqian.ledger.event.DrawEvent.SeedRevealed;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;

/** Each guard of a draw, with real signatures. */
class DrawTest {
    private static final String ID = "yanqian.sample/t/yunling/2026/0001";
    private static final String STREAM = DrawEvent.stream(ID);
    private static final String ANNOUNCEMENT = "11".repeat(32);
    private static final String CLOSE = "22".repeat(32);
    private static final String DEADLINE = "2026-11-22T08:00:00.000Z";
    private static final String EMBARGO = "2026-12-22T08:00:00.000Z";
    private static final Instant EARLY = Instant.parse("2026-11-22T07:59:59.999Z");
    private static final Instant LATE = Instant.parse("2026-11-22T08:00:00.001Z");
    private static final Actor OPERATOR = new Actor("yunling", "o-1", "draw-operator");
    private static final Actor INSIDER = new Actor("yunling", "o-2", "seed-party");
    private static final Actor OVERSEER = new Actor("discipline", "d-1", "seed-party");

    /** The operator under the overseer's roof: still the same person. */
    private static final Actor TWO_HATS = new Actor("discipline", "o-1", "seed-party");

    private final SecureRandom random = new SecureRandom();
    private final PrivateKey bureau = PrivateKey.generate(Suite.GM, random);
    private final PrivateKey discipline = PrivateKey.generate(Suite.GM, random);
    private final Map<String, Bytes> nonces =
            Map.of("bureau", nonce((byte) 1), "discipline", nonce((byte) 2));
    private final AggregateTestFixture<Draw> fixture = new AggregateTestFixture<>(Draw.class);

    private static Bytes nonce(byte fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, fill);
        return Bytes.of(bytes);
    }

    private PrivateKey key(String party) {
        return party.equals("bureau") ? bureau : discipline;
    }

    private Party party(String name) {
        return new Party(name, key(name).publicKey().format(), name.equals("discipline"));
    }

    private DrawOpened opened(Party... parties) {
        return new DrawOpened(
                ID, "yunling", 2026, 1, "plan/yunling/2026/Q4/L1", "gm", List.of(parties));
    }

    private Object openedBy() {
        return new GenericEventMessage<>(
                opened(party("bureau"), party("discipline")), MetaData.with("actor", OPERATOR));
    }

    private String commitment(String party) {
        return Labels.commitment(Suite.GM, ID, party, nonces.get(party)).hex();
    }

    private SeedCommitted committed(String party, PrivateKey by) {
        byte[] message =
                Enc.of("YQ1/commit")
                        .string(ID)
                        .string(party)
                        .bytes(Hex.parse(commitment(party)))
                        .toBytes();
        return new SeedCommitted(ID, party, commitment(party), Hex.format(by.sign(message)));
    }

    static DrawAnnounced announcement() {
        return announced(dice());
    }

    private static DrawAnnounced announced(BeaconTerms terms) {
        return new DrawAnnounced(
                ID,
                "gm",
                "DRAW/1",
                "",
                "plan/yunling/2026/Q4/L1",
                "33".repeat(32),
                9,
                "2026-11-22",
                new Roots("44".repeat(32), "44".repeat(32), "44".repeat(32)),
                new Counts(1, 0, 2, 1, 0, 0),
                List.of(),
                "55".repeat(32),
                "",
                List.of(),
                terms,
                DEADLINE,
                600,
                EMBARGO);
    }

    private static BeaconTerms dice() {
        return new BeaconTerms(Beacon.DICE, 0, DEADLINE, 20, List.of(), "");
    }

    private SeedRevealed revealed(String party, PrivateKey by, String announcement) {
        byte[] message = Labels.reveal(ID, Bytes.ofHex(announcement), party, nonces.get(party));
        return new SeedRevealed(ID, party, nonces.get(party).hex(), Hex.format(by.sign(message)));
    }

    private List<Object> upTo(Object... more) {
        List<Object> events = new ArrayList<>();
        events.add(openedBy());
        events.add(committed("bureau", bureau));
        events.add(committed("discipline", discipline));
        events.addAll(List.of(more));
        return events;
    }

    private List<Object> closed(BeaconTerms terms) {
        SeedRevealed one = revealed("bureau", bureau, ANNOUNCEMENT);
        SeedRevealed two = revealed("discipline", discipline, ANNOUNCEMENT);
        return upTo(
                announced(terms),
                one,
                two,
                new DrawClosed(ID, ANNOUNCEMENT, List.of(one, two), List.of()));
    }

    private static DrawCompleted completed() {
        return new DrawCompleted(
                ID,
                ANNOUNCEMENT,
                CLOSE,
                new BeaconValue(Beacon.DICE, 0, "", "", "01234567890123456789", List.of()),
                "66".repeat(32),
                "C",
                false,
                Map.of(),
                0,
                "77".repeat(32),
                "77".repeat(32));
    }

    private void refused(List<Object> given, Object command, RefusalCode code) {
        fixture.given(given).when(command).expectException(Refused.with(code)).expectNoEvents();
    }

    @Test
    void a_draw_opens_with_two_parties_of_different_names_and_keys_one_of_them_supervising() {
        DrawOpened good = opened(party("bureau"), party("discipline"));
        fixture.givenNoPriorActivity()
                .when(new OpenDraw(STREAM, good, OPERATOR))
                .expectEvents(good);
        Party twin = new Party("bureau", key("discipline").publicKey().format(), true);
        Party sameKey = new Party("other", key("bureau").publicKey().format(), true);
        Party idle = new Party("idle", key("discipline").publicKey().format(), false);
        List<DrawOpened> bad =
                List.of(
                        opened(party("discipline")),
                        opened(party("bureau"), twin),
                        opened(party("bureau"), sameKey),
                        opened(party("bureau"), idle));
        for (DrawOpened draw : bad) {
            new AggregateTestFixture<>(Draw.class)
                    .givenNoPriorActivity()
                    .when(new OpenDraw(STREAM, draw, OPERATOR))
                    .expectException(Refused.with(RefusalCode.PARTY_UNKNOWN))
                    .expectNoEvents();
        }
    }

    @Test
    void a_party_commits_once_with_its_own_key() {
        SeedCommitted good = committed("discipline", discipline);
        fixture.given(openedBy()).when(new CommitSeed(STREAM, good, OVERSEER)).expectEvents(good);
        refused(
                List.of(openedBy()),
                new CommitSeed(STREAM, committed("discipline", bureau), OVERSEER),
                RefusalCode.PARTY_SIGNATURE_INVALID);
        refused(
                List.of(openedBy(), good),
                new CommitSeed(STREAM, good, OVERSEER),
                RefusalCode.PARTY_COMMITTED_ALREADY);
        refused(
                List.of(openedBy()),
                new CommitSeed(STREAM, new SeedCommitted(ID, "x", "", ""), OVERSEER),
                RefusalCode.PARTY_UNKNOWN);
        refused(
                List.of(openedBy()),
                new CommitSeed(STREAM, new SeedCommitted(ID, "bureau", "ab", ""), INSIDER),
                RefusalCode.COMMITMENT_MALFORMED);
        refused(
                upTo(announced(dice())),
                new CommitSeed(STREAM, good, OVERSEER),
                RefusalCode.DRAW_ANNOUNCED_ALREADY);
    }

    @Test
    void nobody_of_the_bureau_speaks_for_the_supervising_party() {
        for (Actor actor : List.of(INSIDER, OPERATOR, TWO_HATS)) {
            refused(
                    List.of(openedBy()),
                    new CommitSeed(STREAM, committed("discipline", discipline), actor),
                    RefusalCode.ACTOR_ON_BOTH_SIDES);
            refused(
                    upTo(announced(dice())),
                    reveal("discipline", discipline, actor, EARLY),
                    RefusalCode.ACTOR_ON_BOTH_SIDES);
            refused(
                    closed(dice()),
                    confirm("discipline", discipline, actor, "01234567890123456789"),
                    RefusalCode.ACTOR_ON_BOTH_SIDES);
        }
    }

    private RevealSeed reveal(String party, PrivateKey by, Actor actor, Instant at) {
        return new RevealSeed(STREAM, revealed(party, by, ANNOUNCEMENT), ANNOUNCEMENT, actor, at);
    }

    @Test
    void a_draw_is_announced_once_when_everybody_has_committed() {
        DrawAnnounced announced = announced(dice());
        AnnounceDraw announce = new AnnounceDraw(STREAM, announced);
        fixture.given(upTo()).when(announce).expectEvents(announced);
        refused(
                List.of(openedBy(), committed("bureau", bureau)),
                announce,
                RefusalCode.PARTIES_NOT_COMMITTED);
        refused(upTo(announced), announce, RefusalCode.DRAW_ANNOUNCED_ALREADY);
        refused(upTo(new DrawLapsed(ID, "样本")), announce, RefusalCode.DRAW_CLOSED_ALREADY);
    }

    @Test
    void a_reveal_matches_its_commitment_in_time_and_once() {
        RevealSeed good = reveal("discipline", discipline, OVERSEER, EARLY);
        fixture.given(upTo(announced(dice()))).when(good).expectEvents(good.revealed());
        refused(upTo(), good, RefusalCode.DRAW_NOT_ANNOUNCED);
        refused(
                upTo(announced(dice())),
                reveal("discipline", discipline, OVERSEER, LATE),
                RefusalCode.REVEAL_TOO_LATE);
        refused(
                upTo(announced(dice())),
                reveal("discipline", bureau, OVERSEER, EARLY),
                RefusalCode.PARTY_SIGNATURE_INVALID);
        refused(
                upTo(announced(dice())),
                new RevealSeed(
                        STREAM,
                        revealed("discipline", discipline, CLOSE),
                        ANNOUNCEMENT,
                        OVERSEER,
                        EARLY),
                RefusalCode.PARTY_SIGNATURE_INVALID);
        refused(
                upTo(announced(dice())),
                new RevealSeed(
                        STREAM,
                        new SeedRevealed(ID, "discipline", nonces.get("bureau").hex(), ""),
                        ANNOUNCEMENT,
                        OVERSEER,
                        EARLY),
                RefusalCode.REVEAL_MISMATCH);
        refused(upTo(announced(dice()), good.revealed()), good, RefusalCode.PARTY_REVEALED_ALREADY);
        refused(closed(dice()), good, RefusalCode.DRAW_CLOSED_ALREADY);
    }

    @Test
    void a_close_names_every_partys_reveal_or_its_commitment_as_missing() {
        SeedRevealed one = revealed("bureau", bureau, ANNOUNCEMENT);
        refused(
                upTo(announced(dice()), one),
                new CloseDraw(STREAM, ANNOUNCEMENT, EARLY),
                RefusalCode.REVEALS_OUTSTANDING);
        fixture.given(upTo(announced(dice()), one))
                .when(new CloseDraw(STREAM, ANNOUNCEMENT, LATE))
                .expectEvents(
                        new DrawClosed(
                                ID,
                                ANNOUNCEMENT,
                                List.of(one),
                                List.of(new MissingParty("discipline", commitment("discipline")))));
        refused(upTo(), new CloseDraw(STREAM, ANNOUNCEMENT, LATE), RefusalCode.DRAW_NOT_ANNOUNCED);
        refused(
                closed(dice()),
                new CloseDraw(STREAM, ANNOUNCEMENT, LATE),
                RefusalCode.DRAW_CLOSED_ALREADY);
        refused(
                upTo(announced(dice()), one, new DrawLapsed(ID, "样本")),
                new CloseDraw(STREAM, ANNOUNCEMENT, LATE),
                RefusalCode.DRAW_CLOSED_ALREADY);
    }

    private ConfirmBeacon confirm(String party, PrivateKey by, Actor actor, String digits) {
        BeaconValue value = new BeaconValue(Beacon.DICE, 0, "", "", digits, List.of());
        byte[] message = Labels.confirmation(ID, Bytes.ofHex(CLOSE), new Beacon.Dice(digits));
        return new ConfirmBeacon(
                STREAM,
                new BeaconConfirmed(ID, party, value, Hex.format(by.sign(message))),
                CLOSE,
                actor,
                LATE);
    }

    @Test
    void a_party_confirms_the_announced_dice_once_after_the_close() {
        String digits = "01234567890123456789";
        ConfirmBeacon good = confirm("bureau", bureau, INSIDER, digits);
        fixture.given(closed(dice())).when(good).expectEvents(good.confirmed());
        ConfirmBeacon early = new ConfirmBeacon(STREAM, good.confirmed(), CLOSE, INSIDER, EARLY);
        refused(closed(dice()), early, RefusalCode.BEACON_TOO_EARLY);
        refused(upTo(announced(dice())), good, RefusalCode.DRAW_NOT_CLOSED);
        refused(
                closed(dice()),
                confirm("bureau", discipline, INSIDER, digits),
                RefusalCode.PARTY_SIGNATURE_INVALID);
        refused(
                closed(dice()),
                confirm("bureau", bureau, INSIDER, digits + "0"),
                RefusalCode.BEACON_MISMATCH);
        List<Object> confirmed = closed(dice());
        confirmed.add(good.confirmed());
        refused(confirmed, good, RefusalCode.PARTY_REVEALED_ALREADY);
        List<Object> completed = closed(dice());
        completed.add(completed());
        refused(completed, good, RefusalCode.DRAW_COMPLETED_ALREADY);
        BeaconTerms drand = new BeaconTerms(Beacon.QUICKNET, 7, "", 0, List.of(), "");
        refused(closed(drand), good, RefusalCode.BEACON_MISMATCH);
        BeaconValue round = new BeaconValue(Beacon.QUICKNET, 7, "00", "", "", List.of());
        refused(
                closed(drand),
                new ConfirmBeacon(
                        STREAM, new BeaconConfirmed(ID, "bureau", round, ""), CLOSE, INSIDER, LATE),
                RefusalCode.BEACON_MISMATCH);
    }

    @Test
    void a_draw_has_one_result_after_its_close() {
        CompleteDraw complete = new CompleteDraw(STREAM, completed());
        fixture.given(closed(dice())).when(complete).expectEvents(completed());
        refused(upTo(), complete, RefusalCode.DRAW_NOT_ANNOUNCED);
        refused(upTo(announced(dice())), complete, RefusalCode.DRAW_NOT_CLOSED);
        List<Object> done = closed(dice());
        done.add(completed());
        refused(done, complete, RefusalCode.DRAW_COMPLETED_ALREADY);
        refused(done, new LapseDraw(STREAM, ID, "样本"), RefusalCode.DRAW_COMPLETED_ALREADY);
    }

    @Test
    void a_draw_lapses_once() {
        LapseDraw lapse = new LapseDraw(STREAM, ID, "样本");
        fixture.given(upTo()).when(lapse).expectEvents(new DrawLapsed(ID, "样本"));
        refused(upTo(new DrawLapsed(ID, "样本")), lapse, RefusalCode.DRAW_CLOSED_ALREADY);
    }

    @Test
    void labels_open_once_when_the_embargo_has_ended() {
        LabelsOpened opened = new LabelsOpened(ID, "88".repeat(32), 1, 0);
        Instant end = Instant.parse(EMBARGO);
        List<Object> done = closed(dice());
        done.add(completed());
        fixture.given(done).when(new OpenLabels(STREAM, opened, end)).expectEvents(opened);
        refused(
                done,
                new OpenLabels(STREAM, opened, end.minusMillis(1)),
                RefusalCode.EMBARGO_NOT_ENDED);
        refused(
                closed(dice()),
                new OpenLabels(STREAM, opened, end),
                RefusalCode.DRAW_NOT_COMPLETED);
        done.add(opened);
        refused(done, new OpenLabels(STREAM, opened, end), RefusalCode.ALREADY_OPENED);
    }
}
