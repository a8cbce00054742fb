package org.yanqian.verifier.party;

import static org.yanqian.verifier.party.SeenEvent.require;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.DrawEvent.BeaconTerms;
import org.yanqian.ledger.event.DrawEvent.BeaconValue;
import org.yanqian.ledger.event.DrawEvent.DrawAnnounced;
import org.yanqian.ledger.event.DrawEvent.DrawClosed;
import org.yanqian.ledger.event.DrawEvent.SeedRevealed;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.event.VacancyEvent;
import org.yanqian.ledger.event.VacancyEvent.VacancyAnnounced;
import org.yanqian.ledger.freeze.BeaconValues;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.PublicKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Confirms what was rolled or drawn, after checking that the draw was closed before it. */
@Command(
        name = "confirm",
        description = {
            "核验抽签已按时截止后，确认骰子点数或彩票开奖号码",
            "Checks that the draw was closed in time, then signs the rolled dice or drawn numbers."
        })
final class ConfirmCommand extends StatusAction {
    @Option(
            names = "--digits",
            defaultValue = "",
            paramLabel = "DIGITS",
            description = "Ten-sided dice, in the order rolled")
    String digits;

    @Option(
            names = "--issue",
            paramLabel = "GAME|ISSUE|NUMBERS",
            description = "A lottery issue, in the announced order; several times")
    List<String> issues = List.of();

    @Option(
            names = "--vacancy",
            defaultValue = "0",
            paramLabel = "K",
            description = "The value is for vacancy K of the draw, not for the draw itself")
    long vacancy;

    private final Clock clock = Clock.systemUTC();

    @Override
    void act(PrivateKey key, DrawName draw) {
        if (digits.isEmpty() == issues.isEmpty()) {
            throw usage("either --digits or --issue");
        }
        Policy policy = policy();
        if (vacancy > 0) {
            confirmVacancy(key, draw, policy);
            return;
        }
        Map<String, Object> status = status(draw);
        SeenEvent<DrawAnnounced> announced =
                AnnouncementCheck.verify(
                        status.get("announcement"), draw, party, key.publicKey(), policy);
        SeenEvent<DrawClosed> closed =
                SeenEvent.verify(status.get("close"), DrawClosed.class, draw, policy);
        closed.requireSeenBefore(AnnouncementCheck.deadline(announced.data(), policy));
        requireOwnPart(closed.data(), announced, key.publicKey());
        BeaconValue value = value(announced.data().beacon());
        byte[] message = Labels.confirmation(draw.id(), closed.hash(), BeaconValues.beacon(value));
        deliver(
                draw.path() + "/beacon-confirmations",
                Map.of(
                        "party", party,
                        "signature", Hex.format(key.sign(message)),
                        "value", RecordCodec.format(value)));
    }

    // Seen in time, or the numbers would say who steps in for somebody chosen afterwards.
    private void confirmVacancy(PrivateKey key, DrawName draw, Policy policy) {
        String place = draw.path() + "/vacancies";
        SeenEvent<VacancyAnnounced> seen = announced(status(place), draw, policy);
        require(
                seen.data().drawId().equals(drawId) && seen.data().k() == vacancy,
                "OTHER_EVENT",
                "the event is vacancy " + seen.data().k());
        require(
                seen
                        .keys()
                        .partyKeys(draw.bureau(), party, Long.MAX_VALUE, clock.instant())
                        .stream()
                        .anyMatch(k -> k.key().equals(key.publicKey())),
                "PARTY_NOT_IN_POLICY",
                party + " with " + key.publicKey().format());
        long margin = Math.max(policy.marginSeconds(), seen.data().marginSeconds());
        BeaconTerms terms = seen.data().beacon();
        BeaconValue value = value(terms);
        seen.requireSeenBefore(policy.roundTime(terms).orElseThrow() - margin);
        byte[] message = Labels.confirmation(draw.id(), seen.hash(), BeaconValues.beacon(value));
        deliver(
                place + "/" + vacancy + "/beacon-confirmations",
                Map.of(
                        "party", party,
                        "signature", Hex.format(key.sign(message)),
                        "value", RecordCodec.format(value)));
    }

    private SeenEvent<VacancyAnnounced> announced(
            Map<String, Object> status, DrawName draw, Policy policy) {
        if (status.get("requests") instanceof List<?> requests) {
            for (Object one : requests) {
                if (one instanceof Map<?, ?> map && Long.valueOf(vacancy).equals(map.get("k"))) {
                    return SeenEvent.verify(
                            map.get("announcement"),
                            VacancyAnnounced.class,
                            VacancyEvent.stream(draw.id()),
                            draw,
                            policy);
                }
            }
        }
        throw new CodedException("REQUEST_UNKNOWN", "no vacancy " + vacancy + " is announced");
    }

    // The close stands for what this party did: its own reveal, or the word that it was missing.
    private void requireOwnPart(
            DrawClosed closed, SeenEvent<DrawAnnounced> announced, PublicKey key) {
        require(
                closed.drawId().equals(drawId)
                        && closed.announcement().equals(announced.hash().hex()),
                "OTHER_ANNOUNCEMENT",
                "the close is of " + closed.announcement());
        List<SeedRevealed> own =
                closed.reveals().stream().filter(r -> r.party().equals(party)).toList();
        boolean missing = closed.missing().stream().anyMatch(m -> m.party().equals(party));
        require(
                own.size() + (missing ? 1 : 0) == 1,
                "PARTY_LEFT_OUT",
                "the close does not name " + party + " once");
        for (SeedRevealed reveal : own) {
            byte[] message =
                    Labels.reveal(drawId, announced.hash(), party, Bytes.ofHex(reveal.nonce(), 32));
            require(
                    key.verify(message, Hex.parse(reveal.signature())),
                    "REVEAL_FORGED",
                    "the close holds a reveal that this key did not sign");
        }
    }

    private BeaconValue value(BeaconTerms terms) {
        String type = digits.isEmpty() ? Beacon.LOTTERY : Beacon.DICE;
        require(terms.type().equals(type), "BEACON_DIFFERS", "announced was " + terms.type());
        require(
                !clock.instant().isBefore(EventCodec.parseTime(terms.notBefore())),
                "BEACON_TOO_EARLY",
                "only what is rolled or drawn after " + terms.notBefore() + " counts");
        List<String> named =
                issues.stream().map(i -> i.substring(0, Math.max(0, i.lastIndexOf('|')))).toList();
        require(
                digits.isEmpty() ? named.equals(terms.issues()) : digits.length() == terms.dice(),
                "BEACON_DIFFERS",
                "announced were " + (digits.isEmpty() ? terms.issues() : terms.dice() + " dice"));
        return new BeaconValue(type, terms.round(), "", "", digits, issues);
    }
}
