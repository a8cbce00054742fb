package org.yanqian.verifier.party;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.DrawEvent.BeaconTerms;
import org.yanqian.ledger.event.DrawEvent.PartyCommitment;
import org.yanqian.ledger.event.DrawEvent.Roots;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.SealedBox;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.verifier.sample.Keys;
import org.yanqian.verifier.sample.Records;

/** A nonce that was shown cannot be taken back: every doubt keeps it in its file. */
class RevealCommandTest {
    @TempDir Path folder;
    private PartySample sample;

    @BeforeEach
    void begin() throws Exception {
        sample = new PartySample(folder, Suite.INTL);
    }

    private void announced() throws Exception {
        sample.announce(sample.commit());
        sample.writeStatus(sample.status());
    }

    private void refused(String code, Object... more) {
        assertThat(sample.reveal(more)).as(sample.out + sample.err).isEqualTo(1);
        assertThat(sample.err).startsWith("拒绝 refused " + code + ": ");
        assertThat(sample.out).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void aWitnessedAnnouncementIsAnsweredWithASignedNonce(Suite suite) throws Exception {
        Path other = Files.createDirectory(folder.resolve(suite.wire()));
        sample = new PartySample(other, suite);
        announced();
        assertThat(sample.reveal()).as(sample.err).isZero();
        Map<String, Object> body = sample.body().orElseThrow();
        NonceFile nonce = NonceFile.parse(Files.readAllBytes(sample.file("nonce")));
        byte[] message =
                Labels.reveal(
                        sample.drawId, sample.announcementHash(), PartySample.PARTY, nonce.value());
        assertThat(body.keySet()).containsExactlyInAnyOrder("nonce", "party", "signature");
        assertThat(body).containsEntry("nonce", nonce.nonce());
        byte[] signature = Hex.parse((String) body.get("signature"));
        assertThat(sample.keys.supervisingParty.publicKey().verify(message, signature)).isTrue();
    }

    @Test
    void anAnnouncementThatNobodyCosigned() throws Exception {
        sample.witnesses = List.of();
        announced();
        refused("NOT_WITNESSED");
    }

    @Test
    void anAnnouncementWithoutTheWholeQuorum() throws Exception {
        sample.witnesses = sample.keys.witnesses.subList(0, 1);
        announced();
        refused("NOT_WITNESSED");
    }

    @Test
    void anAnnouncementWithoutProof() throws Exception {
        announced();
        bent(json -> json.remove("proof"));
        refused("NOT_WITNESSED");
    }

    @Test
    void anAnnouncementCosignedTooLate() throws Exception {
        long deadline = sample.keys.chain.roundTime(sample.beacon.round()) - 600;
        sample.cosignedAt = java.time.Instant.ofEpochSecond(deadline);
        announced();
        refused("WITNESSED_TOO_LATE");
    }

    @Test
    void anAnnouncementCosignedJustInTime() throws Exception {
        long deadline = sample.keys.chain.roundTime(sample.beacon.round()) - 600;
        sample.cosignedAt = java.time.Instant.ofEpochSecond(deadline - 1);
        announced();
        assertThat(sample.reveal()).isZero();
    }

    @Test
    void aLargerMarginOfTheAnnouncementCounts() throws Exception {
        long deadline = sample.keys.chain.roundTime(sample.beacon.round()) - 600;
        sample.cosignedAt = java.time.Instant.ofEpochSecond(deadline - 1);
        sample.bend = a -> PartySample.with(a, "marginSeconds", 601L);
        announced();
        refused("WITNESSED_TOO_LATE");
    }

    @Test
    void anAnnouncementOfAnotherDraw() throws Exception {
        announced();
        assertThat(
                        sample.run(
                                "party",
                                "reveal",
                                "--key",
                                sample.file("party.key"),
                                "--party",
                                PartySample.PARTY,
                                "--draw",
                                sample.drawId,
                                "--nonce",
                                otherNonce("/2026/0002"),
                                "--policy",
                                sample.file("policy"),
                                "--status",
                                sample.file("status.json")))
                .isEqualTo(3);
        assertThat(sample.err).startsWith("OTHER_NONCE: ");
        String other = sample.drawId.replace("/0001", "/0002");
        assertThat(
                        sample.run(
                                "party",
                                "reveal",
                                "--key",
                                sample.file("party.key"),
                                "--party",
                                PartySample.PARTY,
                                "--draw",
                                other,
                                "--nonce",
                                otherNonce("/2026/0002"),
                                "--policy",
                                sample.file("policy"),
                                "--status",
                                sample.file("status.json")))
                .isEqualTo(1);
        assertThat(sample.err).contains("refused OTHER_DRAW: ");
        assertThat(sample.out).isEmpty();
    }

    private Path otherNonce(String number) throws Exception {
        NonceFile nonce =
                NonceFile.make(
                        sample.drawId.replace("/2026/0001", number),
                        PartySample.PARTY,
                        Suite.INTL,
                        new SecureRandom());
        return Files.write(sample.file("other-nonce"), nonce.format());
    }

    @Test
    void anAnnouncementInTheRightStreamThatNamesAnotherDraw() throws Exception {
        sample.bend = a -> PartySample.with(a, "drawId", a.drawId().replace("/0001", "/0002"));
        announced();
        refused("OTHER_DRAW");
    }

    @Test
    void anAnnouncementWithAnotherCommitment() throws Exception {
        sample.commit();
        sample.announce("ab".repeat(32));
        sample.writeStatus(sample.status());
        refused("COMMITMENT_DIFFERS");
    }

    @Test
    void anAnnouncementSignedByAnotherKey() throws Exception {
        sample.book.eventSigner = PrivateKey.generate(Suite.INTL, new SecureRandom());
        announced();
        refused("SERVICE_SIGNATURE");
    }

    @Test
    void anAnnouncementWithAnotherKeyForThisParty() throws Exception {
        String forged = PrivateKey.generate(Suite.INTL, new SecureRandom()).publicKey().format();
        ownPart(own -> new PartyCommitment(own.party(), forged, true, own.commitment()));
        announced();
        refused("PARTY_KEY_DIFFERS");
    }

    @Test
    void anAnnouncementWithoutThisParty() throws Exception {
        ownPart(own -> new PartyCommitment("someone", own.key(), true, own.commitment()));
        announced();
        refused("PARTY_LEFT_OUT");
    }

    private void ownPart(UnaryOperator<PartyCommitment> change) {
        sample.bend =
                a -> {
                    PartyCommitment own = change.apply(a.parties().get(1));
                    return PartySample.with(
                            a, "parties", List.of(json(a.parties().get(0)), json(own)));
                };
    }

    private static Object json(PartyCommitment party) {
        return RecordCodec.format(party);
    }

    @Test
    void anAnnouncementByOtherRules() throws Exception {
        bentAnnouncement("algorithm", "DRAW/2");
        refused("OTHER_ALGORITHM");
        bentAnnouncement("suite", "gm");
        refused("SUITE_DIFFERS");
        bentAnnouncement("frozenSize", 10_000L);
        refused("FROZEN_SIZE", replay());
        bentAnnouncement("quotas", List.of());
        refused("LISTS_DIFFER", replay());
    }

    private void bentAnnouncement(String field, Object value) throws Exception {
        sample = new PartySample(Files.createDirectory(folder.resolve(field)), Suite.INTL);
        sample.bend = a -> PartySample.with(a, field, value);
        announced();
        sample.writeExport();
    }

    @Test
    void anAnnouncementToThisPartyAlone() throws Exception {
        sample.bend = a -> PartySample.with(a, "parties", List.of(json(a.parties().get(1))));
        announced();
        refused("PARTIES_TOO_FEW");
    }

    @Test
    void aPartyThatThePolicyRootsUnderAnotherKey() throws Exception {
        announced();
        Keys others = new Keys(Suite.INTL, 2);
        String own = sample.keys.supervisingParty.publicKey().format();
        String policy = Files.readString(sample.file("policy/yanqian.json"));
        Files.writeString(
                sample.file("policy/yanqian.json"),
                policy.replace(own, others.supervisingParty.publicKey().format()));
        refused("PARTY_NOT_IN_POLICY");
    }

    @Test
    void aBeaconThatThePolicyDoesNotPin() throws Exception {
        BeaconTerms terms = new BeaconTerms("drand-unknown", 5, "", 0, List.of(), "");
        sample.bend = a -> PartySample.with(a, "beacon", RecordCodec.format(terms));
        announced();
        refused("BEACON_NOT_PINNED");
    }

    @Test
    void anEntryThatIsNotUnderTheCheckpoint() throws Exception {
        announced();
        Map<String, Object> forged = sample.witnessed(sample.announcedIndex);
        Map<String, Object> before = sample.witnessed(sample.announcedIndex - 1);
        forged.put("proof", before.get("proof"));
        sample.writeStatus(Map.of("announcement", forged));
        refused("NOT_INCLUDED");
        sample.writeStatus(Map.of("announcement", before));
        refused("OTHER_EVENT");
    }

    @Test
    void anAnswerThatContradictsItself() throws Exception {
        announced();
        bent(json -> json.put("hash", "ab".repeat(32)));
        refused("HASH_DIFFERS");
        bent(json -> json.put("entry", json.get("entry") + " "));
        refused("NOT_CANONICAL");
        sample.writeStatus(Map.of("drawId", sample.drawId));
        refused("OTHER_EVENT");
    }

    private void bent(Consumer<Map<String, Object>> change) throws Exception {
        Map<String, Object> json = new HashMap<>(sample.witnessed(sample.announcedIndex));
        change.accept(json);
        sample.writeStatus(Map.of("announcement", json));
    }

    @Test
    void anotherLedgerThanThePolicys() throws Exception {
        announced();
        String origin = "yanqian.sample/elsewhere";
        String log =
                new NoteSigner(origin, PrivateKey.generate(Suite.INTL, new SecureRandom()))
                        .key(NoteKey.Type.ED25519)
                        .format();
        Path tlog = sample.file("policy/tlog-policy");
        Files.writeString(tlog, Files.readString(tlog).replaceAll("(?m)^log .*$", "log " + log));
        Path json = sample.file("policy/yanqian.json");
        Files.writeString(json, Files.readString(json).replace(Keys.ORIGIN, origin));
        refused("OTHER_LEDGER");
    }

    @Test
    void aCheckpointByAnotherLog() throws Exception {
        announced();
        new PartySample(
                Files.createDirectory(folder.resolve("other")),
                Suite.INTL,
                new Keys(Suite.INTL, 2));
        String tlog = Files.readString(folder.resolve("other/policy/tlog-policy"));
        Files.writeString(sample.file("policy/tlog-policy"), tlog);
        refused("UNSIGNED");
    }

    @Test
    void theAuditorReplaysTheListsFirst() throws Exception {
        announced();
        sample.writeExport();
        assertThat(sample.reveal(replay())).as(sample.err).isZero();
    }

    private Object[] replay() {
        return new Object[] {
            "--export", sample.file("export"), "--auditor-key", sample.file("auditor.key")
        };
    }

    @Test
    void rootsThatDoNotReplay() throws Exception {
        String other = "ab".repeat(32);
        for (int i = 0; i < 3; i++) {
            int which = i;
            sample = new PartySample(Files.createDirectory(folder.resolve("r" + i)), Suite.INTL);
            sample.bend =
                    a -> {
                        Roots r = a.roots();
                        Roots forged =
                                new Roots(
                                        which == 0 ? other : r.candidates(),
                                        which == 1 ? other : r.inspectors(),
                                        which == 2 ? other : r.eligibility());
                        return PartySample.with(a, "roots", RecordCodec.format(forged));
                    };
            announced();
            sample.writeExport();
            refused("ROOTS_DIFFER", replay());
        }
    }

    @Test
    void aSiteAddedBetweenFreezeAndAnnouncement() throws Exception {
        sample.bend =
                a -> {
                    sample.registerTarget(Records.target(99, "重点"));
                    return a;
                };
        announced();
        sample.writeExport();
        refused("TOUCHED_AFTER_FREEZE", replay());
    }

    @Test
    void anExportOfAnotherLedgerThanTheWitnessesSaw() throws Exception {
        PartySample fork =
                new PartySample(Files.createDirectory(folder.resolve("fork")), Suite.INTL);
        announced();
        fork.announce(fork.commit());
        fork.writeExport();
        refused(
                "EXPORT_DIFFERS",
                "--export",
                fork.file("export"),
                "--auditor-key",
                sample.file("auditor.key"));
    }

    @Test
    void anExportFromBeforeTheAnnouncement() throws Exception {
        sample.book.checkpoint(PartySample.START, sample.keys.witnesses);
        sample.writeExport();
        announced();
        refused("EXPORT_TOO_SMALL", replay());
    }

    @Test
    void aCiphertextForAnotherAuditorOrOfAnotherKey() throws Exception {
        announced();
        sample.writeExport();
        Files.write(
                sample.file("auditor.key"),
                SealedBox.generate(Suite.INTL, new SecureRandom()).file());
        refused("NOT_OPENED", replay());
        sample = new PartySample(Files.createDirectory(folder.resolve("k")), Suite.INTL);
        byte[] box = SealedBox.seal(sample.auditor.publicKey(), new byte[32], new SecureRandom());
        sample.bend = a -> PartySample.with(a, "keyCiphertext", Hex.format(box));
        announced();
        sample.writeExport();
        refused("KEY_COMMITMENT_DIFFERS", replay());
    }

    @Test
    void whatTheUserBroughtWrongIsNotARefusal() throws Exception {
        announced();
        assertThat(sample.reveal("--export", sample.file("export"))).isEqualTo(2);
        assertThat(sample.reveal("--post")).isEqualTo(2);
        assertThat(sample.reveal("--get", "http://127.0.0.1:1")).isEqualTo(2);
        Files.writeString(sample.file("status.json"), "{");
        assertThat(sample.reveal()).isEqualTo(3);
        Files.delete(sample.file("nonce"));
        assertThat(sample.reveal()).isEqualTo(3);
        assertThat(sample.err).startsWith("UNREADABLE: ");
    }
}
