package org.yanqian.command.keys;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.api.Actors;
import org.yanqian.command.api.Answer;
import org.yanqian.command.api.CommandEndpoint;
import org.yanqian.command.api.CommandEndpoint.Request;
import org.yanqian.command.api.Names;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.registry.LedgerStates;
import org.yanqian.command.seal.SealSignal;
import org.yanqian.command.seal.Witnessing;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.KeyEvent;
import org.yanqian.ledger.event.KeyEvent.KeyEnrolled;
import org.yanqian.ledger.event.KeyEvent.KeyRevoked;
import org.yanqian.ledger.event.KeyEvent.KeyRotated;
import org.yanqian.ledger.event.KeyEvent.PartyKeySucceeded;
import org.yanqian.ledger.keys.EnrolledKey;
import org.yanqian.ledger.keys.KeyStatements;
import org.yanqian.ledger.sign.PrivateKey;
import org.yanqian.ledger.sign.Signer;
import org.yanqian.ledger.store.SealedLedger;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "keys", description = "密钥的登记、更换、撤销 / keys: enrolment, rotation, revocation")
public class KeyController {
    private static final String ADMIN = "security-admin";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KeyRegister register;
    private final ServiceKeys keys;
    private final CommandEndpoint commands;
    private final CommandSettings settings;
    private final SealedLedger ledger;
    private final LedgerStates states;
    private final SealSignal signal;
    private final Witnessing witnessing;
    private final Clock clock;

    public KeyController(
            KeyRegister register,
            ServiceKeys keys,
            CommandEndpoint commands,
            CommandSettings settings,
            SealedLedger ledger,
            LedgerStates states,
            SealSignal signal,
            Witnessing witnessing,
            Clock clock) {
        this.register = register;
        this.keys = keys;
        this.commands = commands;
        this.settings = settings;
        this.ledger = ledger;
        this.states = states;
        this.signal = signal;
        this.witnessing = witnessing;
        this.clock = clock;
    }

    /** @param key id of a key that lies in the folder already, a new one is made without it */
    public record RotationRequest(String key) {}

    /** {@code bureau} empty: for every bureau of this service. */
    public record EnrolmentRequest(String bureau, String key, String proof) {}

    /**
     * @param key id, {@code suite-hex}
     * @param reason {@code compromised}, {@code lost}, {@code ceased}
     * @param since with compromised, from when the thief may have had it: UTC with milliseconds
     */
    public record RevocationRequest(String key, String reason, String since) {}

    public record OfficerKeyRequest(String key, List<String> chain, String proof) {}

    /** A key's succession, as {@code yanqian-verify key succeed} prints it. */
    public record SuccessionRequest(
            String old, String key, List<String> chain, String signature, String proof) {}

    /**
     * @param state {@code valid}, {@code rotated}, {@code compromised}, {@code lost}, {@code ceased}
     */
    public record KeyLine(
            String kind,
            String bureau,
            String holder,
            String keyId,
            String key,
            String state,
            String since) {}

    public record KeyList(List<KeyLine> keys) {}

    /** @param witnessed whether a quorum had seen every entry before this revocation */
    public record Revoked(KeyRevoked revoked, boolean witnessed) {}

    @GetMapping("/bureaus/{bureau}/keys")
    @Operation(summary = "服务、干部、参与方的密钥 / keys of service, officers and parties")
    KeyList list(@PathVariable String bureau) {
        return new KeyList(lines(bureau));
    }

    private List<KeyLine> lines(String bureau) {
        return register.ring(Names.require(bureau)).all().stream()
                .filter(k -> k.serves(bureau))
                .map(k -> line(k, bureau))
                .sorted(Comparator.comparing(KeyLine::kind).thenComparing(KeyLine::holder))
                .toList();
    }

    private static KeyLine line(EnrolledKey key, String bureau) {
        String state =
                key.revoked()
                        .map(EnrolledKey.Revocation::reason)
                        .orElse(key.isValidAt(Long.MAX_VALUE) ? "valid" : "rotated");
        String since =
                key.revoked()
                        .flatMap(EnrolledKey.Revocation::since)
                        .map(Object::toString)
                        .orElse("");
        return new KeyLine(
                key.kind(), bureau, key.holder(), key.key().id(), key.key().format(), state, since);
    }

    @PostMapping("/keys/service/rotation")
    @Operation(summary = "更换服务密钥 / the service hands over to a new key")
    ResponseEntity<Answer> rotate(
            @RequestBody(required = false) RotationRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.in(ADMIN);
        return commands.once(
                Request.of(actor, key, prefer, body == null ? "" : body),
                () -> {
                    PrivateKey next =
                            body == null || body.key() == null
                                    ? keys.generateNext(clock.instant())
                                    : keys.require(body.key());
                    KeyRotated rotated = rotation(keys.service(), next);
                    register.record(actor, rotated);
                    return rotated;
                });
    }

    private KeyRotated rotation(Signer old, PrivateKey next) {
        String was = old.publicKey().format();
        String will = next.publicKey().format();
        byte[] succession =
                KeyStatements.succession(settings.origin(), KeyEvent.SERVICE, "", "", was, will);
        byte[] proof = KeyStatements.proof(settings.origin(), KeyEvent.SERVICE, "", "", will);
        return new KeyRotated(
                KeyEvent.SERVICE,
                "",
                "",
                was,
                will,
                List.of(),
                Hex.format(old.sign(succession)),
                Hex.format(next.sign(proof)));
    }

    @PostMapping("/keys/service/enrolment")
    @Operation(summary = "登记备用服务密钥 / enrol one more key of the service, a reserve for example")
    ResponseEntity<Answer> enrol(
            @RequestBody EnrolmentRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        KeyEnrolled enrolled =
                new KeyEnrolled(
                        KeyEvent.SERVICE,
                        text(body.bureau()),
                        "",
                        text(body.key()),
                        List.of(),
                        text(body.proof()));
        return record(Actors.in(ADMIN), enrolled, body, key, prefer);
    }

    @PostMapping("/keys/service/revocation")
    @Operation(summary = "撤销服务密钥 / revoke a key of the service")
    ResponseEntity<Answer> revoke(
            @RequestBody RevocationRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.in(ADMIN);
        return revoke(actor, KeyEvent.SERVICE, "", "", body, key, prefer);
    }

    private ResponseEntity<Answer> revoke(
            Actor actor,
            String kind,
            String bureau,
            String holder,
            RevocationRequest body,
            String key,
            String prefer) {
        // What is witnessed now cannot be taken for the thief's later.
        boolean witnessed = KeyEvent.COMPROMISED.equals(body.reason()) && allWitnessed();
        return commands.once(
                Request.of(actor, key, prefer, body),
                () -> {
                    EnrolledKey found =
                            register.ring(bureau)
                                    .find(text(body.key()))
                                    .orElseThrow(
                                            () ->
                                                    new Refusal(
                                                            RefusalCode.KEY_REFUSED,
                                                            "KEY_UNKNOWN",
                                                            body.key()));
                    Refusal.when(
                            found.key().equals(keys.service().publicKey()),
                            RefusalCode.KEY_IN_USE,
                            body.key());
                    KeyRevoked revoked =
                            new KeyRevoked(
                                    kind,
                                    bureau,
                                    holder,
                                    found.key().format(),
                                    text(body.reason()),
                                    text(body.since()));
                    register.record(actor, revoked);
                    return new Revoked(revoked, witnessed);
                });
    }

    private boolean allWitnessed() {
        states.settle();
        signal.wantCheckpoint();
        return witnessing.await(ledger.size() - 1, PATIENCE).isPresent();
    }

    @PostMapping("/bureaus/{bureau}/keys/officers/{officer}")
    @Operation(summary = "登记干部密钥 / enrol an officer's own key")
    ResponseEntity<Answer> enrolOfficer(
            @PathVariable String bureau,
            @PathVariable String officer,
            @RequestBody OfficerKeyRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        KeyEnrolled enrolled =
                new KeyEnrolled(
                        KeyEvent.OFFICER,
                        Names.require(bureau),
                        Names.require(officer),
                        text(body.key()),
                        chain(body.chain()),
                        text(body.proof()));
        return record(Actors.in(ADMIN), enrolled, body, key, prefer);
    }

    @PostMapping("/bureaus/{bureau}/keys/officers/{officer}/rotation")
    @Operation(summary = "更换干部密钥 / an officer's key steps into the place of the old one")
    ResponseEntity<Answer> rotateOfficer(
            @PathVariable String bureau,
            @PathVariable String officer,
            @RequestBody SuccessionRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        KeyRotated rotated =
                new KeyRotated(
                        KeyEvent.OFFICER,
                        Names.require(bureau),
                        Names.require(officer),
                        text(body.old()),
                        text(body.key()),
                        chain(body.chain()),
                        text(body.signature()),
                        text(body.proof()));
        return record(Actors.in(ADMIN), rotated, body, key, prefer);
    }

    @PostMapping("/bureaus/{bureau}/keys/officers/{officer}/revocation")
    @Operation(summary = "撤销干部密钥 / revoke an officer's key")
    ResponseEntity<Answer> revokeOfficer(
            @PathVariable String bureau,
            @PathVariable String officer,
            @RequestBody RevocationRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        Actor actor = Actors.in(ADMIN);
        return revoke(
                actor,
                KeyEvent.OFFICER,
                Names.require(bureau),
                Names.require(officer),
                body,
                key,
                prefer);
    }

    @PostMapping("/bureaus/{bureau}/keys/parties/{party}/succession")
    @Operation(summary = "参与方更换密钥（由旧密钥签署）/ a party's key is succeeded, by its own signature")
    ResponseEntity<Answer> succeed(
            @PathVariable String bureau,
            @PathVariable String party,
            @RequestBody SuccessionRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestHeader(name = "Prefer", required = false) String prefer) {
        PartyKeySucceeded succeeded =
                new PartyKeySucceeded(
                        party,
                        Names.require(bureau),
                        text(body.old()),
                        text(body.key()),
                        text(body.signature()),
                        text(body.proof()));
        return record(Actors.in("seed-party"), succeeded, body, key, prefer);
    }

    private ResponseEntity<Answer> record(
            Actor actor, KeyEvent event, Object body, String key, String prefer) {
        return commands.once(
                Request.of(actor, key, prefer, body),
                () -> {
                    register.record(actor, event);
                    return event;
                });
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    private static List<String> chain(List<String> chain) {
        return chain == null ? List.of() : List.copyOf(chain);
    }
}
