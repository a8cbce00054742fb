package org.yanqian.verifier.party;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.DrawEvent.BeaconTerms;
import org.yanqian.ledger.event.DrawEvent.SeedRevealed;
import org.yanqian.ledger.event.EventCodec;

/** A {@link PartySample} with dice as its beacon, up to the close. */
final class ConfirmSample {
    private final PartySample sample;
    private final SeedRevealed reveal;
    private long closeIndex;
    boolean forged;
    boolean leftOut;
    String announcement;

    ConfirmSample(PartySample sample) throws IOException {
        this(sample, PartySample.START.plusSeconds(7200));
    }

    ConfirmSample(PartySample sample, Instant notBefore) throws IOException {
        this.sample = sample;
        sample.beacon =
                new BeaconTerms(
                        Beacon.DICE, 0, EventCodec.formatTime(notBefore), 20, List.of(), "");
        sample.announce(sample.commit());
        NonceFile nonce = NonceFile.parse(Files.readAllBytes(sample.file("nonce")));
        byte[] message =
                Labels.reveal(
                        sample.drawId, sample.announcementHash(), PartySample.PARTY, nonce.value());
        this.reveal =
                new SeedRevealed(
                        sample.drawId,
                        PartySample.PARTY,
                        nonce.nonce(),
                        Hex.format(sample.keys.supervisingParty.sign(message)));
    }

    void closeAt(Instant cosigned) throws IOException {
        String signature = forged ? "00".repeat(64) : reveal.signature();
        SeedRevealed own =
                new SeedRevealed(reveal.drawId(), reveal.party(), reveal.nonce(), signature);
        sample.append(
                DrawEvent.stream(sample.drawId),
                new DrawEvent.DrawClosed(
                        sample.drawId,
                        announcement == null ? sample.announcementHash().hex() : announcement,
                        leftOut ? List.of() : List.of(own),
                        List.of()));
        closeIndex = sample.book.size() - 1;
        sample.book.checkpoint(cosigned, sample.keys.witnesses);
        Map<String, Object> status = sample.status();
        status.put("close", sample.witnessed(closeIndex));
        sample.writeStatus(status);
    }

    String closeHash() {
        return Hex.format(sample.book.entries.get((int) closeIndex).hash(sample.suite));
    }

    int confirm(String... value) {
        return sample.run(
                "party",
                "confirm",
                "--key",
                sample.file("party.key"),
                "--party",
                PartySample.PARTY,
                "--draw",
                sample.drawId,
                "--policy",
                sample.file("policy"),
                "--status",
                sample.file("status.json"),
                value[0],
                value[1]);
    }
}
