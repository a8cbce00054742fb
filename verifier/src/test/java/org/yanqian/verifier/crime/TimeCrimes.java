package org.yanqian.verifier.crime;

import static org.yanqian.verifier.crime.Crime.refuted;
import static org.yanqian.verifier.crime.Crime.undecided;
import static org.yanqian.verifier.crime.Scene.each;
import static org.yanqian.verifier.crime.Scene.with;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.LedgerEvent;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.policy.StampRoot;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.stamp.StampAuthority;
import org.yanqian.ledger.stamp.StoredStamp;
import org.yanqian.ledger.stamp.TimeStamp;
import org.yanqian.ledger.tree.Note;
import org.yanqian.verifier.sample.Book;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Keys;
import org.yanqian.verifier.sample.Records;

/** Events dated back; witnesses and time stamps left out, moved, forged or put for each other. */
final class TimeCrimes {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final StampAuthority AUTHORITY =
            StampAuthority.create("sample authority", FROM, RANDOM);
    private static final StampAuthority FORGER =
            StampAuthority.create("sample authority", FROM, RANDOM);

    private TimeCrimes() {}

    static final List<Crime> ALL =
            List.of(
                    undecided(
                            "time_stamps_dropped",
                            "不交时间戳，使人无从查看",
                            "time stamps are dropped so that nobody looks at them",
                            "7",
                            "STAMP_MISSING",
                            scene -> scene.hand(scene.good.book).under(policy(scene))),
                    undecided(
                            "a_stamp_made_after_the_deadline",
                            "时间戳在期限之后才加盖",
                            "a stamp is made after the deadline",
                            "7",
                            "STAMP_MISSING",
                            scene -> judged(scene, stamped(scene, AUTHORITY, Duration.ofHours(3)))),
                    undecided(
                            "a_stamp_made_in_the_very_second_of_the_deadline",
                            "时间戳恰在期限那一秒加盖",
                            "a stamp is made in the very second of the deadline",
                            "7",
                            "STAMP_MISSING",
                            scene -> judged(scene, stampedBeforeDeadline(scene, 0))),
                    refuted(
                            "a_stamp_moved_to_another_checkpoint",
                            "把时间戳挪到另一检查点",
                            "a stamp is moved to another checkpoint",
                            "7",
                            "STAMP_DIFFERS",
                            scene -> {
                                GoodLedger ledger = stamped(scene);
                                byte[] token = ledger.book.stamps.get(0).token();
                                long other = ledger.book.notes.firstKey();
                                ledger.book.stamps.add(new StoredStamp(other, "tsa", token));
                                return judged(scene, ledger);
                            }),
                    undecided(
                            "an_authority_of_ones_own_under_the_same_name",
                            "自设同名的时间戳机构",
                            "a time-stamp authority of one's own under the same name",
                            "7",
                            "STAMP_UNKNOWN",
                            scene -> judged(scene, stamped(scene, FORGER, Duration.ofSeconds(2)))),
                    refuted(
                            "a_stamp_by_another_key_under_the_authoritys_certificate",
                            "用另一把密钥冒用时间戳机构的证书",
                            "a stamp by another key under the authority's certificate",
                            "7",
                            "STAMP_WRONG",
                            scene ->
                                    judged(
                                            scene,
                                            stamped(
                                                    scene,
                                                    new StampAuthority(
                                                            AUTHORITY.root(),
                                                            AUTHORITY.signer(),
                                                            FORGER.key()),
                                                    Duration.ofSeconds(2)))),
                    refuted(
                            "a_stamp_that_is_garbage",
                            "以乱码充当时间戳",
                            "a stamp that is garbage",
                            "7",
                            "BAD_STAMP",
                            scene -> {
                                GoodLedger ledger = stamped(scene);
                                ledger.book.stamps.add(
                                        new StoredStamp(
                                                announcedSize(ledger),
                                                "other",
                                                new byte[] {1, 2, 3}));
                                return judged(scene, ledger);
                            }),
                    undecided(
                            "private_forks_stamped_but_not_witnessed",
                            "暗中多条分叉只盖时间戳，事后才给见证人看",
                            "private forks are stamped in time, and witnessed only afterwards",
                            "7",
                            "CLOSE_LATE",
                            TimeCrimes::stampedNotWitnessed),
                    undecided(
                            "a_close_witnessed_inside_the_margin",
                            "截止事件在间隔期内才见证",
                            "a close is witnessed inside the margin",
                            "7",
                            "CLOSE_LATE",
                            scene -> scene.bent(o -> o.closeCosignedDelaySeconds = 6800)),
                    undecided(
                            "a_close_inside_the_announced_margin",
                            "截止事件在公告自定的间隔期内才见证",
                            "a close inside the announced margin, longer than the policy's",
                            "7",
                            "CLOSE_LATE",
                            scene ->
                                    scene.bent(
                                            o -> {
                                                o.closeCosignedDelaySeconds = 6400;
                                                o.tamper =
                                                        each(
                                                                DrawEvent.DrawAnnounced.class,
                                                                a ->
                                                                        with(
                                                                                a,
                                                                                "marginSeconds",
                                                                                1200L));
                                            })),
                    refuted(
                            "an_event_dated_back",
                            "事件倒填日期，早于不含它的检查点",
                            "an event is dated back before a checkpoint that does not hold it",
                            "7",
                            "EVENT_BACKDATED",
                            scene -> {
                                GoodLedger ledger = scene.crookedLedger(o -> {});
                                Instant now = end(ledger.book).plusSeconds(60);
                                return dated(scene, ledger, now, now.minus(Duration.ofHours(20)));
                            }),
                    undecided(
                            "checkpoints_left_out_to_make_room",
                            "抽掉中间的检查点，为倒填日期腾出空当",
                            "checkpoints are left out to make room to date back",
                            "7",
                            "EVENT_SEEN_LATE",
                            TimeCrimes::roomMade),
                    refuted(
                            "an_event_dated_after_it_was_seen",
                            "事件所填时间晚于被见证的时间",
                            "an event is dated after it was seen",
                            "7",
                            "EVENT_POSTDATED",
                            scene -> {
                                GoodLedger ledger = scene.crookedLedger(o -> {});
                                Instant now = end(ledger.book).plusSeconds(60);
                                return dated(scene, ledger, now, now.plus(Duration.ofDays(1)));
                            }),
                    undecided(
                            "a_bundle_without_its_stamps",
                            "证明包不带时间戳",
                            "a bundle without its stamps",
                            "7",
                            "STAMP_MISSING",
                            scene -> {
                                GoodLedger ledger = stamped(scene);
                                ledger.book.stamps.clear();
                                return bundle(scene, ledger);
                            }),
                    undecided(
                            "an_old_backup_shown_as_the_newest",
                            "拿旧备份充当最新账本",
                            "an old backup is shown as the newest",
                            "6",
                            "TAIL_TOO_OLD",
                            scene ->
                                    scene.hand(scene.good.book)
                                            .at(end(scene.good.book).plus(Duration.ofDays(2)))));

    static final List<Honest> HONEST =
            List.of(
                    new Honest(
                            "a_stamp_in_time",
                            "7",
                            List.of("DAY_NOT_STAMPED"),
                            scene -> judged(scene, stamped(scene))),
                    new Honest(
                            "a_stamp_made_in_the_last_second_before_the_deadline",
                            "7",
                            List.of("DAY_NOT_STAMPED"),
                            scene -> judged(scene, stampedBeforeDeadline(scene, 1))),
                    new Honest(
                            "a_stamp_that_the_policy_does_not_ask_for",
                            "7",
                            List.of("STAMPS_NOT_CHECKED"),
                            scene -> scene.hand(stamped(scene).book)),
                    new Honest(
                            "a_bundle_with_its_stamps",
                            "7",
                            List.of(),
                            scene -> bundle(scene, stamped(scene))),
                    new Honest(
                            "clocks_that_differ_by_less_than_the_slack",
                            "7",
                            List.of(),
                            scene -> {
                                GoodLedger ledger = scene.crookedLedger(o -> {});
                                Instant now = end(ledger.book).plusSeconds(60);
                                edit(ledger.book, 4, "简化", now.minusSeconds(500));
                                return dated(scene, ledger, now, now.plusSeconds(500));
                            }),
                    new Honest(
                            "a_tail_that_is_new_enough",
                            "6",
                            List.of(),
                            scene ->
                                    scene.hand(scene.good.book)
                                            .at(end(scene.good.book).plus(Duration.ofHours(20)))));

    private static Policy policy(Scene scene) throws IOException {
        return scene.keys.policy().withTimeStamps(List.of(root()));
    }

    private static StampRoot root() throws IOException {
        return new StampRoot("tsa", Bytes.of(AUTHORITY.root().getEncoded()), "");
    }

    private static Handed judged(Scene scene, GoodLedger ledger) throws IOException {
        return scene.hand(ledger.book).under(policy(scene));
    }

    private static Handed bundle(Scene scene, GoodLedger ledger) throws IOException {
        return scene.draw(ledger.bundle(false).write(scene.keys.service)).under(policy(scene));
    }

    private static byte[] token(StampAuthority authority, Note note, Instant at) throws Exception {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        byte[] request =
                generator
                        .generate(
                                NISTObjectIdentifiers.id_sha256,
                                TimeStamp.imprint(note.text()),
                                BigInteger.ONE)
                        .getEncoded();
        return new TimeStampResponse(authority.answer(request, at, RANDOM))
                .getTimeStampToken()
                .getEncoded();
    }

    private static long announcedSize(GoodLedger ledger) {
        return ledger.book.notes.higherKey(ledger.announcedIndex);
    }

    private static Instant time(GoodLedger ledger, long index) {
        return EventCodec.parseTime(ledger.book.events.get((int) index).time());
    }

    /** The honest sample with a token over the announcement's checkpoint, two seconds later. */
    private static GoodLedger stamped(Scene scene) throws Exception {
        return stamped(scene, AUTHORITY, Duration.ofSeconds(2));
    }

    private static GoodLedger stamped(Scene scene, StampAuthority authority, Duration later)
            throws Exception {
        GoodLedger ledger = scene.crookedLedger(o -> {});
        stamp(ledger, ledger.announcedIndex, authority, later);
        return ledger;
    }

    private static GoodLedger stampedBeforeDeadline(Scene scene, long seconds) throws Exception {
        GoodLedger ledger = scene.crookedLedger(o -> {});
        long deadline = scene.keys.chain.roundTime(ledger.round) - 600;
        Instant announced = time(ledger, ledger.announcedIndex);
        Instant stamped = Instant.ofEpochSecond(deadline - seconds);
        stamp(ledger, ledger.announcedIndex, AUTHORITY, Duration.between(announced, stamped));
        return ledger;
    }

    private static void stamp(
            GoodLedger ledger, long index, StampAuthority authority, Duration later)
            throws Exception {
        long size = ledger.book.notes.higherKey(index);
        byte[] token =
                token(authority, ledger.book.notes.get(size), time(ledger, index).plus(later));
        ledger.book.stamps.add(new StoredStamp(size, "tsa", token));
    }

    // Without SM3 roots, of which the last before the late checkpoint tells how late it was.
    private static Handed stampedNotWitnessed(Scene scene) throws Exception {
        Keys intl = new Keys(Suite.INTL);
        GoodLedger.Options options = new GoodLedger.Options();
        options.closeCosignedDelaySeconds = 6900;
        GoodLedger ledger = GoodLedger.build(intl, options);
        stamp(ledger, ledger.announcedIndex, AUTHORITY, Duration.ofSeconds(1));
        stamp(ledger, ledger.closedIndex, AUTHORITY, Duration.ofSeconds(1));
        return scene.hand(ledger.book).under(intl.policy().withTimeStamps(List.of(root())));
    }

    private static void edit(Book book, int site, String supervisionClass, Instant claimed) {
        TargetEvent.TargetRecord before = Records.target(site, supervisionClass);
        book.append(
                TargetEvent.stream(Keys.BUREAU, before.objectId()),
                new TargetEvent.TargetChanged(
                        before, with(before, "supervisionClass", "一般"), "更正", "manual"),
                claimed);
    }

    private static Instant end(Book book) {
        LedgerEvent last = book.events.get(book.events.size() - 1);
        return EventCodec.parseTime(last.time());
    }

    /** One more event with a date of its own, under a checkpoint cosigned now. */
    private static Handed dated(Scene scene, GoodLedger ledger, Instant now, Instant claimed) {
        edit(ledger.book, 1, "简化", claimed);
        ledger.book.checkpoint(now.plusSeconds(1), scene.keys.witnesses);
        return scene.hand(ledger.book);
    }

    // Nothing stays between the draw and the end, so nothing contradicts the date.
    private static Handed roomMade(Scene scene) {
        GoodLedger ledger = scene.crookedLedger(o -> {});
        Instant now = end(ledger.book).plus(Duration.ofDays(9));
        edit(ledger.book, 4, "简化", end(ledger.book).minus(Duration.ofDays(8)));
        ledger.book.checkpoint(now.plusSeconds(1), scene.keys.witnesses);
        long last = ledger.book.notes.lastKey();
        ledger.book.notes.keySet().removeIf(s -> s > ledger.completedIndex + 20 && s < last);
        return scene.hand(ledger.book);
    }
}
