package org.yanqian.verifier.party;

import static org.yanqian.verifier.party.SeenEvent.require;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.ClosureEvent;
import org.yanqian.ledger.event.ClosureEvent.ClosureConfirmed;
import org.yanqian.ledger.event.ClosureEvent.ClosureReported;
import org.yanqian.ledger.event.DrawEvent.RedrawRequested;
import org.yanqian.ledger.event.DrawEvent.VoidRequested;
import org.yanqian.ledger.event.VacancyEvent;
import org.yanqian.ledger.event.VacancyEvent.VacancyRequested;
import org.yanqian.ledger.keys.KeyRing;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.PublicKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Signs the hash of what was asked, after checking that witnesses saw the asking event. */
@Command(
        name = "countersign",
        description = {
            "监督方用自己的密钥会签作废、重抽、再次递补、现场关闭等申请；签署前核验申请已入账并见证，并显示其理由",
            "The supervising party countersigns a void, a redraw, a second vacancy or a closed site with its own key, after checking"
                    + " that the request stands in the witnessed ledger; its reason is shown."
        })
final class CountersignCommand extends StatusAction {
    @Option(
            names = "--request",
            required = true,
            paramLabel = "N",
            description = "Number of the request in the draw, from 1")
    long request;

    @Option(
            names = "--vacancy",
            description = "A request for substitutes; without it one of void or redraw")
    boolean vacancy;

    @Option(
            names = "--closed-site",
            description = "A drawn site that two inspectors found closed: the next reserve follows")
    boolean closedSite;

    private final Clock clock = Clock.systemUTC();

    private record Wanted(String kind, String reason, Bytes hash, KeyRing keys) {}

    @Override
    void act(PrivateKey key, DrawName draw) {
        Policy policy = policy();
        if (vacancy && closedSite) {
            throw usage("either --vacancy or --closed-site");
        }
        String place = draw.path() + (vacancy ? "/vacancies" : closedSite ? "/closures" : "");
        Wanted wanted = wanted(status(place), draw, policy);
        requireSupervising(wanted.keys, draw, key.publicKey());
        spec.commandLine().getErr().println(wanted.kind + ": " + wanted.reason);
        byte[] message = Labels.countersignature(wanted.kind, draw.id(), wanted.hash);
        deliver(
                place + "/requests/" + request + "/countersignature",
                Map.of("party", party, "signature", Hex.format(key.sign(message))));
    }

    // Verifiers take the policy's word for who supervises, and the ledger's for which of its keys
    // is
    // in force now: another key would refute the draw.
    private void requireSupervising(KeyRing keys, DrawName draw, PublicKey key) {
        require(
                keys.partyKeys(draw.bureau(), party, Long.MAX_VALUE, clock.instant()).stream()
                        .anyMatch(k -> k.supervising() && k.key().equals(key)),
                "PARTY_NOT_SUPERVISING",
                "policy and ledger name no supervising party " + party + " with " + key.format());
    }

    private Wanted wanted(Map<String, Object> status, DrawName draw, Policy policy) {
        if (!(status.get("requests") instanceof List<?> requests)) {
            throw new CodedException("REQUEST_UNKNOWN", "the answer names no requests");
        }
        for (Object one : requests) {
            if (one instanceof Map<?, ?> map && Long.valueOf(request).equals(map.get("request"))) {
                return seen(map, draw, policy);
            }
        }
        throw new CodedException("REQUEST_UNKNOWN", "no request " + request);
    }

    private Wanted seen(Map<?, ?> map, DrawName draw, Policy policy) {
        Object event = map.get("event");
        if ("void".equals(map.get("kind"))) {
            SeenEvent<VoidRequested> seen =
                    SeenEvent.verify(event, VoidRequested.class, draw, policy);
            requireThis(seen.data().drawId(), seen.data().request());
            return new Wanted("void", seen.data().reason(), seen.hash(), seen.keys());
        }
        if ("redraw".equals(map.get("kind"))) {
            SeenEvent<RedrawRequested> seen =
                    SeenEvent.verify(event, RedrawRequested.class, draw, policy);
            requireThis(seen.data().drawId(), seen.data().request());
            return new Wanted("redraw", seen.data().reason(), seen.hash(), seen.keys());
        }
        if ("vacancy".equals(map.get("kind"))) {
            SeenEvent<VacancyRequested> seen =
                    SeenEvent.verify(
                            event,
                            VacancyRequested.class,
                            VacancyEvent.stream(draw.id()),
                            draw,
                            policy);
            requireThis(seen.data().drawId(), seen.data().request());
            String reasons =
                    seen.data().places().stream()
                            .map(VacancyEvent.Place::reason)
                            .collect(Collectors.joining("；"));
            return new Wanted("vacancy", reasons, seen.hash(), seen.keys());
        }
        if (ClosureEvent.KIND.equals(map.get("kind"))) {
            return closed(map, draw, policy);
        }
        throw new CodedException("REQUEST_UNKNOWN", "of another kind: " + map.get("kind"));
    }

    // What is signed names the second inspector's word, and that names the first one's.
    private Wanted closed(Map<?, ?> map, DrawName draw, Policy policy) {
        String stream = ClosureEvent.stream(draw.id());
        SeenEvent<ClosureConfirmed> confirmed =
                SeenEvent.verify(map.get("event"), ClosureConfirmed.class, stream, draw, policy);
        SeenEvent<ClosureReported> reported =
                SeenEvent.verify(map.get("reported"), ClosureReported.class, stream, draw, policy);
        requireThis(confirmed.data().drawId(), confirmed.data().request());
        requireThis(reported.data().drawId(), reported.data().request());
        require(
                confirmed.data().report().equals(reported.hash().hex()),
                "OTHER_EVENT",
                "the confirmation is of " + confirmed.data().report());
        String reason =
                reported.data().reason()
                        + "; "
                        + reported.data().inspector()
                        + ", "
                        + confirmed.data().inspector()
                        + "; "
                        + reported.data().evidence();
        return new Wanted(ClosureEvent.KIND, reason, confirmed.hash(), confirmed.keys());
    }

    private void requireThis(String of, long number) {
        require(of.equals(drawId), "OTHER_DRAW", of);
        require(number == request, "OTHER_EVENT", "the event is request " + number);
    }
}
