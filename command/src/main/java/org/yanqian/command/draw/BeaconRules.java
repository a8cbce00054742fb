package org.yanqian.command.draw;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.yanqian.command.keys.PolicySource;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.draw.drand.DrandChain;
import org.yanqian.ledger.event.DrawEvent.BeaconTerms;
import org.yanqian.ledger.event.DrawEvent.BeaconValue;
import org.yanqian.ledger.event.EventCodec;
import org.yanqian.ledger.freeze.BeaconValues;

/** DRAW/1 section 4: what may be announced as a beacon, and whether a value is the announced one. */
@Component
public class BeaconRules {
    private final PolicySource policies;

    public BeaconRules(PolicySource policies) {
        this.policies = policies;
    }

    /** The moment before which nobody may know the value. */
    public Instant revealedAt(BeaconTerms terms) {
        return policies.require().roundTime(terms).stream()
                .mapToObj(Instant::ofEpochSecond)
                .findFirst()
                .orElseThrow(() -> new CodedException("BAD_TIME", "no time of the beacon"));
    }

    /** Refuses with {@code BEACON_TERMS_INVALID}. */
    void requireTerms(BeaconTerms terms) {
        try {
            switch (terms.type()) {
                case Beacon.DICE -> requireDice(terms);
                case Beacon.LOTTERY -> requireLottery(terms);
                case Beacon.NONE -> EventCodec.parseTime(terms.notBefore());
                default -> requireDrand(terms);
            }
        } catch (CodedException e) {
            throw new Refusal(RefusalCode.BEACON_TERMS_INVALID, e.getMessage());
        }
    }

    private void requireDrand(BeaconTerms terms) {
        Refusal.when(
                chain(terms.type()).isEmpty(),
                RefusalCode.BEACON_TERMS_INVALID,
                "type " + terms.type());
        Refusal.when(terms.round() < 1, RefusalCode.BEACON_TERMS_INVALID, "round " + terms.round());
    }

    private static void requireDice(BeaconTerms terms) {
        EventCodec.parseTime(terms.notBefore());
        Refusal.when(
                terms.dice() < 20 || terms.dice() > 40,
                RefusalCode.BEACON_TERMS_INVALID,
                "dice " + terms.dice());
    }

    private static void requireLottery(BeaconTerms terms) {
        EventCodec.parseTime(terms.notBefore());
        boolean pairs =
                terms.issues().stream()
                        .allMatch(issue -> issue.chars().filter(c -> c == '|').count() == 1);
        Refusal.when(
                terms.issues().size() < 3 || !pairs || terms.fallback().isBlank(),
                RefusalCode.BEACON_TERMS_INVALID,
                "issues " + terms.issues() + ", fallback " + terms.fallback());
    }

    /** The verified beacon; refuses with {@code BEACON_MISMATCH} or {@code BEACON_INVALID}. */
    Beacon require(BeaconTerms terms, BeaconValue value) {
        Refusal.when(
                !terms.type().equals(value.type()) || terms.round() != value.round(),
                RefusalCode.BEACON_MISMATCH,
                value.type() + " " + value.round());
        try {
            Beacon beacon = BeaconValues.beacon(value);
            requireTheAnnounced(terms, value);
            Optional<DrandChain> chain = chain(value.type());
            Refusal.when(
                    chain.isPresent()
                            && !chain.get()
                                    .verify(
                                            value.round(),
                                            Hex.parse(value.signature()),
                                            Hex.parse(value.previousSignature())),
                    RefusalCode.BEACON_INVALID,
                    value.type() + " " + value.round());
            return beacon;
        } catch (CodedException e) {
            throw new Refusal(RefusalCode.BEACON_INVALID, e.getMessage());
        }
    }

    /**
     * What parties may confirm: dice or lottery numbers as announced. A drand round proves itself, and
     * a party's word on it would be refuted by every verifier.
     */
    static void requireAttested(BeaconTerms terms, BeaconValue value) {
        boolean attested = Set.of(Beacon.DICE, Beacon.LOTTERY).contains(value.type());
        Refusal.when(
                !attested || !terms.type().equals(value.type()),
                RefusalCode.BEACON_MISMATCH,
                value.type());
        try {
            BeaconValues.beacon(value);
        } catch (CodedException e) {
            throw new Refusal(RefusalCode.BEACON_INVALID, e.getMessage());
        }
        requireTheAnnounced(terms, value);
    }

    private static void requireTheAnnounced(BeaconTerms terms, BeaconValue value) {
        if (terms.type().equals(Beacon.DICE)) {
            Refusal.when(
                    value.digits().length() != terms.dice(),
                    RefusalCode.BEACON_MISMATCH,
                    value.digits().length() + " ≠ " + terms.dice());
        }
        if (terms.type().equals(Beacon.LOTTERY)) {
            List<String> named = BeaconValues.issues(value);
            Refusal.when(!named.equals(terms.issues()), RefusalCode.BEACON_MISMATCH, named);
        }
    }

    private Optional<DrandChain> chain(String type) {
        return policies.require().chain(type);
    }
}
