package org.yanqian.verifier.check;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.EventTypes;
import org.yanqian.ledger.event.KeyEvent;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.freeze.BeaconValues;
import org.yanqian.ledger.keys.EnrolledKey;
import org.yanqian.ledger.keys.EventBureau;
import org.yanqian.ledger.sign.PublicKey;
import org.yanqian.ledger.tree.Checkpoint;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.NoteKey;

/**
 * 2 Signatures: every event by a service key valid at its index for its bureau; everything that a party does by
 * that party's own key, rooted in the policy and never by a key of the service.
 */
public final class Check02Signatures extends Check {
    public Check02Signatures() {
        super("2");
    }

    @Override
    protected void entry(Item item, Evidence evidence) {
        if (item.entry() == null) {
            return;
        }
        Optional<EnrolledKey> signer = signers(item, evidence);
        if (item.data() instanceof OriginEvent.LedgerOpened opened) {
            opened(item.index(), opened, evidence);
        } else if (item.index() == 0) {
            fail("NOT_OPENED", 0, "ledger.opened", item.entry().event().stream());
        }
        if (item.data() instanceof OriginEvent.LedgerSucceeded succeeded) {
            succeeded(item.index(), succeeded, evidence);
        }
        // What no valid key of the service signed changes no key.
        signer.ifPresent(by -> evidence.keys.apply(item, by));
    }

    /** The key of the service that signed; each signature is judged, whatever the others are. */
    private Optional<EnrolledKey> signers(Item item, Evidence evidence) {
        EnrolledKey service = null;
        boolean officer = false;
        boolean wrong = false;
        for (int i = 0; i < item.signatures().size(); i++) {
            String key = item.entry().signatures().get(i).key();
            Item.SignatureState state = evidence.keys.state(item, i);
            if (state == Item.SignatureState.WRONG) {
                fail("SIGNATURE_WRONG", item.index(), "signed by " + key, "not so");
                wrong = true;
                continue;
            }
            Optional<String> objection =
                    evidence.keys.ring().objection(key, item.index(), item.entry().event());
            if (objection.isPresent()) {
                fail(objection.get(), item.index(), expected(objection.get(), item), key);
                wrong = true;
                continue;
            }
            evidence.keys.used(key, item.index());
            EnrolledKey by = evidence.keys.ring().find(key).orElseThrow();
            service = by.kind().equals(KeyEvent.SERVICE) ? by : service;
            officer |= by.kind().equals(KeyEvent.OFFICER);
        }
        String type = EventTypes.of(item.data()).type();
        if (!officer && evidence.policy.officers().required().contains(type)) {
            fail(
                    "OFFICER_SIGNATURE_MISSING",
                    item.index(),
                    type + " signed by " + item.entry().event().actor().officer(),
                    "by the service alone");
        }
        if (service == null && !wrong) {
            fail("SERVICE_SIGNATURE_MISSING", item.index(), "a key of the service", "none");
        }
        return Optional.ofNullable(service);
    }

    private static String expected(String code, Item item) {
        Actor actor = item.entry().event().actor();
        return switch (code) {
            case "KEY_OF_OTHER_BUREAU" -> "a key of bureau " + EventBureau.of(item.entry().event());
            case "KEY_OF_OTHER_OFFICER" -> "a key of " + actor.officer() + " of " + actor.bureau();
            case "SIGNATURE_KEY" -> "a key of the policy or enrolled before";
            default -> "a key valid at this index";
        };
    }

    private void opened(long index, OriginEvent.LedgerOpened opened, Evidence evidence) {
        if (index != 0) {
            fail("OPENED_TWICE", index, "ledger.opened at index 0 alone", index);
        }
        equal("ORIGIN_DIFFERS", index, evidence.policy.origin(), opened.origin());
        equal("SUITE_DIFFERS", index, evidence.suite.wire(), opened.suite());
        List<String> logs = evidence.policy.logKeys().stream().map(NoteKey::format).toList();
        if (!logs.contains(opened.logKey())) {
            fail("LOG_KEY_DIFFERS", index, logs, opened.logKey());
        }
        // One key may serve every bureau, so the keys alone have to agree.
        Set<String> expected = new TreeSet<>();
        evidence.policy.serviceKeys().forEach(k -> expected.add(k.key().format()));
        Set<String> found = new TreeSet<>();
        opened.serviceKeys().forEach(k -> found.add(k.key()));
        equal("SERVICE_KEYS_DIFFER", index, expected, found);
    }

    // Whether the other ledger's keys are believed is for those who hold its policy.
    private void succeeded(long index, OriginEvent.LedgerSucceeded data, Evidence evidence) {
        if (index != 1) {
            fail("SUCCESSOR_WRONG", index, "ledger.succeeded at index 1 alone", index);
        }
        Checkpoint last =
                Checkpoint.parse(
                        Note.parse(data.checkpoint().getBytes(StandardCharsets.UTF_8)).text());
        if (last.origin().equals(evidence.policy.origin())) {
            fail("SUCCESSOR_WRONG", index, "another ledger's checkpoint", last.origin());
        }
        note("SUCCESSOR", index, "to be compared with the other ledger", last);
    }

    @Override
    protected void draw(Dossier dossier, Evidence evidence) {
        dossier.opened.forEach(e -> guarded(e.index(), () -> parties(e, dossier, evidence)));
        dossier.announced.forEach(e -> guarded(e.index(), () -> announced(e, dossier, evidence)));
        dossier.committed.forEach(e -> guarded(e.index(), () -> committed(e, dossier, evidence)));
        dossier.revealed.forEach(
                e -> guarded(e.index(), () -> revealed(e, e.data(), dossier, evidence)));
        for (Located<DrawEvent.DrawClosed> e : dossier.closed) {
            for (DrawEvent.SeedRevealed reveal : e.data().reveals()) {
                guarded(e.index(), () -> revealed(e, reveal, dossier, evidence));
            }
        }
        dossier.confirmed.forEach(e -> guarded(e.index(), () -> confirmed(e, dossier, evidence)));
    }

    @Override
    protected void finish(Evidence evidence) {
        if (!evidence.isLedger() && evidence.bundle == null) {
            notChecked("UNREADABLE_BUNDLE");
            return;
        }
        evidence.keys.ring().all().forEach(key -> compromised(key, evidence));
    }

    /**
     * Who stole a key can have signed everything that nobody outside had seen: such entries are
     * neither true nor false.
     */
    private void compromised(EnrolledKey key, Evidence evidence) {
        EnrolledKey.Revocation revocation =
                key.revoked().filter(EnrolledKey.Revocation::isCompromise).orElse(null);
        if (revocation == null) {
            return;
        }
        long before = revocation.since().map(Instant::getEpochSecond).orElse(Long.MAX_VALUE);
        long witnessed = evidence.witnessedBefore(revocation.index(), before);
        long last = evidence.keys.lastUse(key.key().id()).orElse(-1);
        if (last >= witnessed) {
            undecided(
                    "KEY_COMPROMISED",
                    witnessed,
                    "witnessed before "
                            + revocation.since().map(Object::toString).orElse("the revocation"),
                    "signed by " + key.key().id() + " up to index " + last);
        }
    }

    private void parties(Located<DrawEvent.DrawOpened> e, Dossier dossier, Evidence evidence) {
        for (DrawEvent.Party party : e.data().parties()) {
            rooted(e, party.party(), party.key(), party.supervising(), dossier, evidence);
        }
    }

    private void announced(Located<DrawEvent.DrawAnnounced> e, Dossier dossier, Evidence evidence) {
        Set<String> keys = new HashSet<>();
        boolean supervised = false;
        for (DrawEvent.PartyCommitment party : e.data().parties()) {
            rooted(e, party.party(), party.key(), party.supervising(), dossier, evidence);
            supervised |= party.supervising();
            if (!keys.add(party.key())) {
                fail("PARTY_KEYS_EQUAL", e.index(), "a key of its own", party.party());
            }
        }
        if (!supervised || e.data().parties().size() < 2) {
            fail(
                    "PARTIES_TOO_FEW",
                    e.index(),
                    "two parties or more, one of them supervising",
                    e.data().parties().size() + ", supervising: " + supervised);
        }
    }

    /** The event may only repeat what the policy says of a party. */
    private void rooted(
            Located<?> at,
            String party,
            String key,
            boolean supervising,
            Dossier dossier,
            Evidence evidence) {
        boolean service =
                evidence.keys.ring().all().stream()
                        .anyMatch(
                                k ->
                                        k.kind().equals(KeyEvent.SERVICE)
                                                && k.key().format().equals(key));
        Optional<EnrolledKey> known =
                keysOf(party, at, dossier, evidence).stream()
                        .filter(p -> p.key().format().equals(key))
                        .findFirst();
        if (service) {
            fail("SERVICE_SPEAKS_FOR_PARTY", at.index(), "a key of " + party, key);
        } else if (known.isEmpty()) {
            fail("PARTY_KEY", at.index(), "a key of the policy for " + party, key);
        } else if (known.get().supervising() != supervising) {
            fail("PARTY_ROLE", at.index(), "supervising " + !supervising, supervising);
        }
    }

    /** A draw keeps the keys that its parties had when it was opened. */
    private static List<EnrolledKey> keysOf(
            String party, Located<?> at, Dossier dossier, Evidence evidence) {
        long opened = dossier.opened.isEmpty() ? at.index() : dossier.opened.get(0).index();
        return evidence.keys
                .ring()
                .partyKeys(dossier.bureau(), party, opened, EventCodec.parseTime(at.time()));
    }

    private void committed(Located<DrawEvent.SeedCommitted> e, Dossier dossier, Evidence evidence) {
        byte[] message =
                Labels.commitMessage(
                        e.data().drawId(),
                        e.data().party(),
                        Bytes.ofHex(e.data().commitment(), 32));
        signed(e, e.data().party(), message, e.data().signature(), dossier, evidence);
    }

    private void revealed(
            Located<?> at, DrawEvent.SeedRevealed reveal, Dossier dossier, Evidence evidence) {
        if (dossier.announcement() == null) {
            fail("NOT_ANNOUNCED", at.index(), "an announcement before", "a reveal");
            return;
        }
        byte[] message =
                Labels.reveal(
                        reveal.drawId(),
                        Bytes.ofHex(dossier.announcement().hash()),
                        reveal.party(),
                        Bytes.ofHex(reveal.nonce(), 32));
        signed(at, reveal.party(), message, reveal.signature(), dossier, evidence);
    }

    private void confirmed(
            Located<DrawEvent.BeaconConfirmed> e, Dossier dossier, Evidence evidence) {
        DrawEvent.BeaconValue value = e.data().value();
        if (dossier.close() == null || !Beacons.isAttested(value.type())) {
            fail("CONFIRMED_WRONGLY", e.index(), "dice or lottery after the close", value.type());
            return;
        }
        byte[] message =
                Labels.confirmation(
                        e.data().drawId(),
                        Bytes.ofHex(dossier.close().hash()),
                        BeaconValues.beacon(value));
        signed(e, e.data().party(), message, e.data().signature(), dossier, evidence);
    }

    private void signed(
            Located<?> at,
            String party,
            byte[] message,
            String signature,
            Dossier dossier,
            Evidence evidence) {
        byte[] raw = Hex.parse(signature);
        for (EnrolledKey key : keysOf(party, at, dossier, evidence)) {
            if (key.key().verify(message, raw)) {
                return;
            }
        }
        for (EnrolledKey service : evidence.keys.ring().all()) {
            PublicKey key = service.key();
            if (service.kind().equals(KeyEvent.SERVICE) && key.verify(message, raw)) {
                fail("SERVICE_SPEAKS_FOR_PARTY", at.index(), "a signature by " + party, key.id());
                return;
            }
        }
        fail("PARTY_SIGNATURE", at.index(), "a signature by " + party, "by nobody known");
    }
}
