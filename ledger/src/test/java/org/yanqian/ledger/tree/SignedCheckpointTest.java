package org.yanqian.ledger.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.sign.Suite;

class SignedCheckpointTest {
    private static final String ORIGIN = "ledger.sample/huancui";
    private static final NoteSigner LOG = new NoteSigner(ORIGIN, NoteTest.key(1));
    private static final NoteSigner WITNESS = new NoteSigner("witness.sample/w1", NoteTest.key(2));
    private static final List<NoteKey> LOGS = List.of(LOG.key(NoteKey.Type.ED25519));
    private static final List<NoteKey> WITNESSES =
            List.of(WITNESS.key(NoteKey.Type.COSIGNATURE_V1));
    private static final Checkpoint HEAD = head(7);
    private static final long TIME = 1_790_000_000L;

    private static Checkpoint head(int size) {
        return new Checkpoint(
                ORIGIN, size, Naive.root(Suite.INTL, Naive.leafHashes(Suite.INTL, size)));
    }

    private static Note cosigned() {
        return LOG.sign(HEAD).with(WITNESS.cosign(HEAD.format(), TIME).signature());
    }

    private static Note.Signature witnessSignature(byte[] raw) {
        return new Note.Signature("witness.sample/w1", WITNESSES.get(0).id(), raw);
    }

    private static SignedCheckpoint verify(byte[] note) {
        return SignedCheckpoint.verify(note, LOGS, WITNESSES);
    }

    private static void refused(Note note, String code) {
        assertThatThrownBy(() -> SignedCheckpoint.verify(note, LOGS, WITNESSES))
                .isInstanceOf(CodedException.class)
                .extracting("code")
                .isEqualTo(code);
    }

    @Test
    void theExampleOfTheSpecificationReadsBack() {
        String text =
                "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
        Checkpoint checkpoint = Checkpoint.parse(text);
        assertThat(checkpoint.size()).isEqualTo(20852163);
        assertThat(checkpoint.format()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a\n1\n",
                "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
                "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "a\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "a\n+1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "a\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "a\n\u0661\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "a\n9223372036854775808\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
                "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
                "a\n1\nCsUYapGGPo4dkMgIAUqom_Xajj7h2fB2MPA3j2jxq2I=\n",
                "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==\n",
                "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\nextension\n",
                "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
            })
    void otherCheckpointsAreRefused(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text))
                .isInstanceOf(CodedException.class)
                .extracting("code")
                .isEqualTo("BAD_CHECKPOINT");
    }

    @Test
    void signedByLogAndWitness() {
        SignedCheckpoint signed = verify(cosigned().formatBytes());
        assertThat(signed.checkpoint()).isEqualTo(HEAD);
        assertThat(signed.cosignatures()).hasSize(1);
        assertThat(signed.cosignatures().get(0).keyName()).isEqualTo("witness.sample/w1");
        assertThat(signed.cosignatures().get(0).timestampSeconds()).isEqualTo(TIME);
    }

    @Test
    void noBitCanBeChangedWithoutLosingASignature() {
        byte[] bytes = cosigned().formatBytes();
        for (int i = 0; i < bytes.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] wrong = bytes.clone();
                wrong[i] ^= (byte) (1 << bit);
                assertThat(fullyVerifies(wrong)).as("byte %d bit %d", i, bit).isFalse();
            }
        }
    }

    private static boolean fullyVerifies(byte[] bytes) {
        try {
            // A line whose key name or id was changed is by an unknown key, and ignored.
            return verify(bytes).cosignatures().size() == 1;
        } catch (CodedException e) {
            return false;
        }
    }

    @Test
    void unknownKeysAreIgnoredWhateverTheyWrite() {
        Note.Signature strange = new Note.Signature("pq.sample", 42, new byte[2428]);
        Note.Signature sameNameOtherId = new Note.Signature(ORIGIN, 42, new byte[64]);
        Note.Signature sameIdOtherName = new Note.Signature("x", LOGS.get(0).id(), new byte[64]);
        Note note = cosigned().with(strange).with(sameNameOtherId).with(sameIdOtherName);
        assertThat(verify(note.formatBytes()).cosignatures()).hasSize(1);
    }

    @Test
    void aWrongSignatureOfAKnownKeyMakesTheNoteWorthless() {
        Note.Signature log = LOG.sign("other\n");
        refused(cosigned().with(log), "BAD_SIGNATURE");
        Note.Signature moved = WITNESS.cosign(head(8).format(), TIME).signature();
        refused(cosigned().with(moved), "BAD_SIGNATURE");
    }

    @Test
    void aCosignatureMovedToAnotherCheckpointIsRefused() {
        refused(LOG.sign(head(8)).with(cosigned().signatures().get(1)), "BAD_SIGNATURE");
    }

    @Test
    void aCosignatureWithAnotherTimeIsRefused() {
        byte[] raw = cosigned().signatures().get(1).bytes();
        ByteBuffer.wrap(raw).putLong(TIME - 3600);
        refused(LOG.sign(HEAD).with(witnessSignature(raw)), "BAD_SIGNATURE");
    }

    @Test
    void aCosignatureWithoutTimeOrOfAnotherLengthIsRefused() {
        for (long time : new long[] {0, -1, Long.MIN_VALUE}) {
            byte[] signature = NoteTest.key(2).sign(Cosignature.message(time, HEAD.format()));
            byte[] raw = ByteBuffer.allocate(72).putLong(time).put(signature).array();
            refused(LOG.sign(HEAD).with(witnessSignature(raw)), "BAD_SIGNATURE");
        }
        byte[] plain = NoteTest.key(2).sign(HEAD.formatBytes());
        refused(LOG.sign(HEAD).with(witnessSignature(plain)), "BAD_SIGNATURE");
        assertThatThrownBy(() -> WITNESS.cosign(HEAD.format(), 0))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void theSignedMessageIsThatOfTheSpecification() {
        assertThat(new String(Cosignature.message(1679315147, "a\n1\nb\n"), StandardCharsets.UTF_8))
                .isEqualTo("cosignature/v1\ntime 1679315147\na\n1\nb\n");
    }

    @Test
    void aWitnessAloneDoesNotMakeACheckpoint() {
        Note note = new Note(HEAD.format(), List.of(cosigned().signatures().get(1)));
        refused(note, "UNSIGNED");
    }

    @Test
    void aLogKeyCountsOnlyForItsOwnOrigin() {
        Checkpoint foreign = new Checkpoint("ledger.sample/other", 7, HEAD.root());
        refused(LOG.sign(foreign), "UNKNOWN_ORIGIN");
    }

    @Test
    void aWitnessKeyOfTheWrongTypeNeverCosigns() {
        NoteKey plain = WITNESS.key(NoteKey.Type.ED25519);
        Note note = LOG.sign(HEAD).with(WITNESS.sign(HEAD.format()));
        assertThatThrownBy(() -> SignedCheckpoint.verify(note, LOGS, List.of(plain)))
                .extracting("code")
                .isEqualTo("BAD_SIGNATURE");
    }

    @Test
    void receiptsReadBackAndProveTheEntry() {
        List<byte[]> hashes = Naive.leafHashes(Suite.INTL, 7);
        HashReader store = Naive.store(Suite.INTL, hashes);
        for (int i = 0; i < 7; i++) {
            Receipt receipt = new Receipt(i, Proofs.inclusion(7, i, store), cosigned());
            Receipt again = Receipt.parse(receipt.format());
            assertThat(again.format()).isEqualTo(receipt.format());
            assertThat(again.check(hashes.get(i), LOGS, WITNESSES).checkpoint()).isEqualTo(HEAD);
            byte[] other = hashes.get((i + 1) % 7);
            assertThatThrownBy(() -> again.check(other, LOGS, WITNESSES))
                    .extracting("code")
                    .isEqualTo("NOT_INCLUDED");
        }
    }

    @Test
    void noBitOfAReceiptCanBeChanged() {
        List<byte[]> hashes = Naive.leafHashes(Suite.INTL, 7);
        HashReader store = Naive.store(Suite.INTL, hashes);
        byte[] bytes = new Receipt(5, Proofs.inclusion(7, 5, store), cosigned()).format();
        List<String> accepted = new ArrayList<>();
        for (int i = 0; i < bytes.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] wrong = bytes.clone();
                wrong[i] ^= (byte) (1 << bit);
                try {
                    var signed = Receipt.parse(wrong).check(hashes.get(5), LOGS, WITNESSES);
                    if (signed.cosignatures().size() == 1) {
                        accepted.add(i + "/" + bit);
                    }
                } catch (CodedException e) {
                    assertThat(e.code()).isNotEmpty();
                }
            }
        }
        assertThat(accepted).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c2sp.org/tlog-proof@v1\n",
                "c2sp.org/tlog-proof@v1\n\n",
                "c2sp.org/tlog-proof@v2\nindex 0\n\n",
                "c2sp.org/tlog-proof@v1\nindex 00\n\n",
                "c2sp.org/tlog-proof@v1\nindex -1\n\n",
                "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n",
                "c2sp.org/tlog-proof@v1\nextra \nindex 0\n\n\n",
                "c2sp.org/tlog-proof@v1\nextra AA=\nindex 0\n\n",
                "c2sp.org/tlog-proof@v1\nindex 0\nextra AA==\n\n",
                "c2sp.org/tlog-proof@v1\n index 0\n\n"
            })
    void otherReceiptsAreRefused(String head) {
        byte[] bytes = (head + cosigned().format()).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Receipt.parse(bytes))
                .isInstanceOfSatisfying(
                        CodedException.class,
                        e ->
                                assertThat(e.code())
                                        .isIn("BAD_RECEIPT", "BAD_NOTE", "BAD_CHECKPOINT"));
    }

    @Test
    void extraDataOfAReceiptIsCarriedAndNotTrusted() {
        byte[] bytes =
                ("c2sp.org/tlog-proof@v1\nextra AAE=\nindex 0\n\n" + cosigned().format())
                        .getBytes(StandardCharsets.UTF_8);
        Receipt receipt = Receipt.parse(bytes);
        assertThat(receipt.extra()).hasValueSatisfying(e -> assertThat(e).containsExactly(0, 1));
        assertThat(receipt.format()).isEqualTo(bytes);
    }
}
