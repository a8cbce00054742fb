package org.yanqian.verifier.party;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.sign.Suite;

class ConfirmCommandTest {
    private static final String DIGITS = "01234567890123456789";

    @TempDir Path folder;
    private PartySample sample;

    @BeforeEach
    void begin() throws Exception {
        sample = new PartySample(folder, Suite.INTL);
    }

    @Test
    void diceAreConfirmedAfterTheClose() throws Exception {
        ConfirmSample dice = new ConfirmSample(sample);
        dice.closeAt(PartySample.START.plusSeconds(120));
        assertThat(dice.confirm("--digits", DIGITS)).as(sample.err).isZero();
        Map<String, Object> body = sample.body().orElseThrow();
        byte[] message =
                Labels.confirmation(
                        sample.drawId, Bytes.ofHex(dice.closeHash()), new Beacon.Dice(DIGITS));
        byte[] signature = Hex.parse((String) body.get("signature"));
        assertThat(sample.keys.supervisingParty.publicKey().verify(message, signature)).isTrue();
        assertThat(new String(CanonicalJson.format(body.get("value")), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"digits\":\"01234567890123456789\",\"issues\":[],"
                                + "\"previousSignature\":\"\",\"round\":0,\"signature\":\"\","
                                + "\"type\":\"dice\"}");
        assertThat(dice.confirm("--digits", "0123")).isEqualTo(1);
        assertThat(sample.err).contains("BEACON_DIFFERS");
        assertThat(dice.confirm("--issue", "ssq|2026001|1 2 3")).isEqualTo(1);
        assertThat(sample.err).contains("BEACON_DIFFERS");
    }

    @Test
    void aCloseSeenTooLateIsNotConfirmed() throws Exception {
        ConfirmSample dice = new ConfirmSample(sample);
        dice.closeAt(PartySample.START.plus(Duration.ofHours(2)));
        assertThat(dice.confirm("--digits", DIGITS)).isEqualTo(1);
        assertThat(sample.err).contains("WITNESSED_TOO_LATE");
    }

    @Test
    void aCloseWithAForgedRevealOrWithoutThePartyIsNotConfirmed() throws Exception {
        ConfirmSample dice = new ConfirmSample(sample);
        dice.forged = true;
        dice.closeAt(PartySample.START.plusSeconds(120));
        assertThat(dice.confirm("--digits", DIGITS)).isEqualTo(1);
        assertThat(sample.err).contains("REVEAL_FORGED");
        sample = new PartySample(Files.createDirectory(folder.resolve("c")), Suite.INTL);
        dice = new ConfirmSample(sample);
        dice.leftOut = true;
        dice.closeAt(PartySample.START.plusSeconds(120));
        assertThat(dice.confirm("--digits", DIGITS)).isEqualTo(1);
        assertThat(sample.err).contains("PARTY_LEFT_OUT");
    }

    @Test
    void nothingIsConfirmedBeforeItsTime() throws Exception {
        ConfirmSample dice = new ConfirmSample(sample, Instant.now().plusSeconds(3600));
        dice.closeAt(PartySample.START.plusSeconds(120));
        assertThat(dice.confirm("--digits", DIGITS)).isEqualTo(1);
        assertThat(sample.err).contains("BEACON_TOO_EARLY");
    }

    @Test
    void aCloseOfAnotherAnnouncementIsNotConfirmed() throws Exception {
        ConfirmSample dice = new ConfirmSample(sample);
        dice.announcement = "ab".repeat(32);
        dice.closeAt(PartySample.START.plusSeconds(120));
        assertThat(dice.confirm("--digits", DIGITS)).isEqualTo(1);
        assertThat(sample.err).contains("OTHER_ANNOUNCEMENT");
    }
}
