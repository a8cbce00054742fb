package org.yanqian.ledger.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.PublicKey;
import org.yanqian.ledger.sign.Suite;

class NoteTest {
    // The example of C2SP signed-note, section "Verifier keys".
    private static final String VKEY =
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private static final String NOTE =
            "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfX"
                    + "ppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    @Test
    void theExampleOfTheSpecificationVerifies() {
        NoteKey key = NoteKey.parse(VKEY);
        assertThat(key.name()).isEqualTo("example.com/foo");
        assertThat(key.type()).isEqualTo(NoteKey.Type.ED25519);
        assertThat(key.format()).isEqualTo(VKEY);
        Note note = parse(NOTE);
        assertThat(note.text()).isEqualTo("This is an example message.\n");
        assertThat(key.verify(note.text(), note.signatures().get(0))).isTrue();
        assertThat(note.formatBytes()).isEqualTo(NOTE.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void noByteOfTheExampleCanBeChanged() {
        NoteKey key = NoteKey.parse(VKEY);
        byte[] bytes = NOTE.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] wrong = bytes.clone();
                wrong[i] ^= (byte) (1 << bit);
                assertThat(verifies(key, wrong)).as("byte %d bit %d", i, bit).isFalse();
            }
        }
        for (int length = 0; length < bytes.length; length++) {
            assertThat(verifies(key, Arrays.copyOf(bytes, length))).isFalse();
        }
    }

    private static boolean verifies(NoteKey key, byte[] bytes) {
        try {
            Note note = Note.parse(bytes);
            return note.signatures().stream().anyMatch(s -> key.verify(note.text(), s));
        } catch (CodedException e) {
            assertThat(e.code()).isEqualTo("BAD_NOTE");
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\n\n",
                "a\n",
                "a\n\n",
                "a\n\n— k AAAAAAA=",
                "a\n\n\u2014k AAAAAAA=\n",
                "a\n\n- k AAAAAAA=\n",
                "a\n\n—  AAAAAAA=\n",
                "a\n\n— k\n",
                "a\n\n— k \n",
                "a\n\n— k AAAAAA==\n",
                "a\n\n— k AAAAAAB=\n",
                "a\n\n— k AAAAAAA\n",
                "a\n\n— k AAAA AAA=\n",
                "a\n\n— k AAAAAAA= \n",
                "a\n\n— k+l AAAAAAA=\n",
                "a\n\n— k\u3000l AAAAAAA=\n",
                "a\n\n— k\u00a0 AAAAAAA=\n",
                "a\n\n— k\u0085 AAAAAAA=\n",
                "a\n\n— k AAAAAAA=\r\n",
                "a\r\n\n— k AAAAAAA=\n",
                "a\tb\n\n— k AAAAAAA=\n",
                "a\u0000\n\n— k AAAAAAA=\n",
                "a\n\n— k AAAAAAA=\nx\n",
                "a\n\n— k AAAAAAA=\n\n"
            })
    void malformedNotesAreRefused(String text) {
        assertThatThrownBy(() -> parse(text)).extracting("code").isEqualTo("BAD_NOTE");
    }

    @Test
    void invalidUtf8AndTooManySignaturesAreRefused() {
        byte[] bytes = "a\n\n— k AAAAAAA=\n".getBytes(StandardCharsets.UTF_8);
        assertThat(Note.parse(bytes).signatures()).hasSize(1);
        bytes[0] = (byte) 0xC0;
        assertThatThrownBy(() -> Note.parse(bytes)).extracting("code").isEqualTo("BAD_NOTE");

        String line = "— k AAAAAAA=\n";
        assertThat(parse("a\n\n" + line.repeat(100)).signatures()).hasSize(100);
        assertThatThrownBy(() -> parse("a\n\n" + line.repeat(101)))
                .extracting("code")
                .isEqualTo("BAD_NOTE");
    }

    @Test
    void theTextMayHoldEmptyLines() {
        Note note = parse("a\n\nb\n\n\n— k AAAAAAA=\n");
        assertThat(note.text()).isEqualTo("a\n\nb\n\n");
    }

    @Test
    void oneKeyHasAnIdOfItsOwnForEachTypeAndName() {
        PrivateKey key = key(1);
        NoteSigner signer = new NoteSigner("witness.sample/w1", key);
        NoteKey log = signer.key(NoteKey.Type.ED25519);
        NoteKey witness = signer.key(NoteKey.Type.COSIGNATURE_V1);
        NoteKey other = new NoteSigner("witness.sample/w2", key).key(NoteKey.Type.ED25519);
        assertThat(List.of(log.id(), witness.id(), other.id())).doesNotHaveDuplicates();
        assertThat(NoteKey.parse(log.format())).isEqualTo(log);
        assertThat(NoteKey.parse(witness.format())).isEqualTo(witness);
    }

    @Test
    void otherVerifierKeysAreRefused() {
        String id = "530d903a";
        String key = "AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
        for (String vkey :
                List.of(
                        "",
                        "example.com/foo",
                        "example.com/foo+" + id,
                        "example.com/foo+530d903b+" + key,
                        "example.com/foo+530D903A+" + key,
                        "example.com/fop+" + id + "+" + key,
                        "+" + id + "+" + key,
                        "example.com/foo+" + id + "+" + key + "=",
                        // type 06, ML-DSA-44, and type 02, ECDSA
                        "example.com/foo+" + id + "+Bu" + key.substring(2),
                        "example.com/foo+" + id + "+Au" + key.substring(2),
                        "example.com/foo+"
                                + id
                                + "+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3Q==")) {
            assertThatThrownBy(() -> NoteKey.parse(vkey))
                    .as(vkey)
                    .isInstanceOfSatisfying(
                            CodedException.class,
                            e -> assertThat(e.code()).isIn("BAD_NOTE_KEY", "BAD_NOTE"));
        }
        PrivateKey sm2 = PrivateKey.generate(Suite.GM, new SecureRandom());
        assertThatThrownBy(() -> new NoteSigner("a", sm2))
                .extracting("code")
                .isEqualTo("BAD_NOTE_KEY");
        assertThatThrownBy(() -> new NoteSigner("a b", key(1)))
                .extracting("code")
                .isEqualTo("BAD_NOTE");
    }

    @Test
    void aNoteTakesMoreSignatures() {
        NoteSigner a = new NoteSigner("a", key(1));
        NoteSigner b = new NoteSigner("b", key(2));
        Note note = new Note("t\n", List.of(a.sign("t\n"))).with(b.sign("t\n"));
        assertThat(Note.parse(note.formatBytes())).isEqualTo(note);
        assertThat(b.key(NoteKey.Type.ED25519).verify("t\n", note.signatures().get(1))).isTrue();
        assertThat(b.key(NoteKey.Type.ED25519).verify("t\n", note.signatures().get(0))).isFalse();
        assertThatThrownBy(() -> new Note("t\n", new ArrayList<>(Collections.emptyList())))
                .extracting("code")
                .isEqualTo("BAD_NOTE");
    }

    static PrivateKey key(int n) {
        // A fixed key for tests only.
        String hex = String.format("%064x", n);
        return PrivateKey.parse(keyFile(hex), new SecureRandom());
    }

    private static byte[] keyFile(String secret) {
        var seed = new Ed25519PrivateKeyParameters(Hex.parse(secret), 0);
        PublicKey key = PublicKey.of(Suite.INTL, seed.generatePublicKey().getEncoded());
        return ("{\"key\":\"%s\",\"private\":\"%s\",\"public\":\"%s\",\"suite\":\"intl\"}")
                .formatted(key.id(), secret, Hex.format(key.bytes()))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Note parse(String text) {
        return Note.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
