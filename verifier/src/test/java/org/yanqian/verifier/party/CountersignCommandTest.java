package org.yanqian.verifier.party;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.KeyEvent;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.verifier.sample.KeyBook;
import org.yanqian.verifier.sample.Keys;

/** What the supervising party signs, and what it refuses to sign. */
class CountersignCommandTest {
    @TempDir Path folder;
    private PartySample sample;

    @BeforeEach
    void begin() throws Exception {
        sample = new PartySample(folder, Suite.INTL);
        sample.announce(sample.commit());
    }

    /** Index of the event that asks. */
    private long ask(DrawEvent request, boolean witnessed) throws IOException {
        sample.append(DrawEvent.stream(sample.drawId), request);
        long index = sample.book.size() - 1;
        sample.book.checkpoint(
                PartySample.START.plusSeconds(300), witnessed ? sample.keys.witnesses : List.of());
        return index;
    }

    private void write(String kind, long number, long index) throws IOException {
        Map<String, Object> status = new HashMap<>(sample.status());
        status.put(
                "requests",
                List.of(Map.of("request", number, "kind", kind, "event", sample.witnessed(index))));
        sample.writeStatus(status);
    }

    private int countersign(String party, String number) {
        return sample.run(
                "party",
                "countersign",
                "--key",
                sample.file("party.key"),
                "--party",
                party,
                "--draw",
                sample.drawId,
                "--policy",
                sample.file("policy"),
                "--status",
                sample.file("status.json"),
                "--request",
                number);
    }

    private void refused(int exit, String code) {
        assertThat(exit).as(sample.err).isEqualTo(1);
        assertThat(sample.err).contains(code);
        assertThat(sample.out).isBlank();
    }

    @Test
    void aWitnessedRequestIsShownWithItsReasonAndSigned() throws Exception {
        long index = ask(new DrawEvent.VoidRequested(sample.drawId, 1, "漏列（样本）"), true);
        write("void", 1, index);
        assertThat(countersign(PartySample.PARTY, "1")).as(sample.err).isZero();
        assertThat(sample.err).contains("void: 漏列（样本）");
        Entry entry = sample.book.entries.get((int) index);
        byte[] message =
                Labels.countersignature("void", sample.drawId, Bytes.of(entry.hash(sample.suite)));
        byte[] signature = Hex.parse((String) sample.body().orElseThrow().get("signature"));
        assertThat(sample.keys.supervisingParty.publicKey().verify(message, signature)).isTrue();
    }

    @Test
    void aRequestThatNoQuorumSawIsNotSigned() throws Exception {
        write("void", 1, ask(new DrawEvent.VoidRequested(sample.drawId, 1, "样本"), false));
        refused(countersign(PartySample.PARTY, "1"), "NOT_WITNESSED");
    }

    @Test
    void aRequestShownAsAnotherKindOrNumberIsNotSigned() throws Exception {
        long index = ask(new DrawEvent.VoidRequested(sample.drawId, 1, "样本"), true);
        write("redraw", 1, index);
        refused(countersign(PartySample.PARTY, "1"), "OTHER_EVENT");
        write("void", 2, index);
        refused(countersign(PartySample.PARTY, "2"), "OTHER_EVENT");
        refused(countersign(PartySample.PARTY, "3"), "REQUEST_UNKNOWN");
    }

    @Test
    void onlyTheSupervisingPartyOfThePolicySigns() throws Exception {
        write("void", 1, ask(new DrawEvent.VoidRequested(sample.drawId, 1, "样本"), true));
        refused(countersign(Keys.BUREAU_PARTY, "1"), "PARTY_NOT_SUPERVISING");
        Files.write(sample.file("party.key"), sample.keys.bureauParty.format());
        refused(countersign(PartySample.PARTY, "1"), "PARTY_NOT_SUPERVISING");
    }

    @Test
    void afterASuccessionTheNewKeySignsAndTheOldOneDoesNot() throws Exception {
        long index = ask(new DrawEvent.VoidRequested(sample.drawId, 1, "样本"), true);
        PrivateKey next = PrivateKey.generate(Suite.INTL, new java.security.SecureRandom());
        Entry succession =
                sample.append(
                        KeyEvent.stream(KeyEvent.PARTY, Keys.BUREAU),
                        KeyBook.succession(PartySample.PARTY, sample.keys.supervisingParty, next));
        Map<String, Object> event = new HashMap<>(sample.witnessed(index));
        event.put(
                "keys",
                List.of(
                        Map.of(
                                "index",
                                sample.book.size() - 1,
                                "entry",
                                new String(succession.bytes(), StandardCharsets.UTF_8))));
        Map<String, Object> status = new HashMap<>(sample.status());
        status.put("requests", List.of(Map.of("request", 1L, "kind", "void", "event", event)));
        sample.writeStatus(status);
        refused(countersign(PartySample.PARTY, "1"), "PARTY_NOT_SUPERVISING");
        Files.write(sample.file("party.key"), next.format());
        assertThat(countersign(PartySample.PARTY, "1")).as(sample.err).isZero();
    }
}
