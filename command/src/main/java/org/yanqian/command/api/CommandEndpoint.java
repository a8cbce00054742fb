package org.yanqian.command.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponents;
import org.yanqian.command.api.Answer.AppendedEntry;
import org.yanqian.command.api.Answer.LedgerReceipt;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.seal.Appended;
import org.yanqian.command.seal.LedgerAppender;
import org.yanqian.command.seal.LedgerEventStorageEngine;
import org.yanqian.command.seal.Receipts;
import org.yanqian.command.seal.StoreHalt;
import org.yanqian.command.seal.Submitted;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.Entry;

/**
 * The one way from a request to events: idempotency key, one transaction, the signed entries in the
 * answer, receipts when the caller waits for them.
 */
@Component
public class CommandEndpoint {
    private static final int LISTED = 20;
    private static final int ATTEMPTS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CommandGateway gateway;
    private final TransactionTemplate transaction;
    private final IdempotencyKeys keys;
    private final Receipts receipts;
    private final LedgerAppender appender;
    private final StoreHalt halt;
    private final PreparedEvents prepared;

    public CommandEndpoint(
            CommandGateway gateway,
            TransactionTemplate transaction,
            IdempotencyKeys keys,
            Receipts receipts,
            LedgerAppender appender,
            StoreHalt halt,
            PreparedEvents prepared) {
        this.gateway = gateway;
        this.transaction = transaction;
        this.keys = keys;
        this.receipts = receipts;
        this.appender = appender;
        this.halt = halt;
        this.prepared = prepared;
    }

    /**
     * The caller's wishes: its {@code Idempotency-Key} and whether it prefers to wait.
     *
     * @param place path and query: one body sent to two draws is two requests
     * @param prepare the event is only to be shown, for its officer to sign
     * @param officerSignature header {@code Officer-Signature}, null without one
     */
    public record Request(
            Actor actor,
            String idempotencyKey,
            String place,
            Object body,
            boolean patient,
            boolean prepare,
            String officerSignature) {
        public static Request of(Actor actor, String key, String prefer, Object body) {
            UriComponents uri = ServletUriComponentsBuilder.fromCurrentRequest().build();
            return new Request(
                    actor,
                    key,
                    uri.getPath() + "?" + uri.getQuery(),
                    body,
                    prefer != null && prefer.toLowerCase(java.util.Locale.ROOT).contains("wait"),
                    "true".equals(uri.getQueryParams().getFirst("prepare")),
                    OfficerSignatureHeader.current());
        }
    }

    /** Work that appends in one transaction; everything or nothing, the key included. */
    public ResponseEntity<Answer> once(Request request, Supplier<Object> work) {
        halt.requireNone();
        return request.prepare()
                ? ResponseEntity.ok(prepare(request, work))
                : respond(request, inTransaction(request, work));
    }

    // Two parties may commit in the same moment: the loser of the race decides again on what is
    // there.
    private Answer inTransaction(Request request, Supplier<Object> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.execute(
                        status -> keys.once(request, () -> run(signed(request, work))));
            } catch (ConcurrencyException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private Supplier<Object> signed(Request request, Supplier<Object> work) {
        String signature = request.officerSignature();
        return signature == null
                ? work
                : () -> Submitted.append(prepared.take(request.actor(), signature), work);
    }

    /** The command is decided, its one event kept for the officer and everything else undone. */
    private Answer prepare(Request request, Supplier<Object> work) {
        List<Entry> entries =
                transaction.execute(
                        status -> {
                            status.setRollbackOnly();
                            return Submitted.prepare(() -> Appended.collect(work)).entries();
                        });
        Refusal.when(entries.size() != 1, RefusalCode.NOT_PREPARABLE, entries.size());
        return new Answer(
                transaction.execute(status -> prepared.keep(request.actor(), entries.get(0))),
                List.of(),
                0,
                null);
    }

    private static Answer run(Supplier<Object> work) {
        Appended.With<Object> done = Appended.collect(work);
        List<Entry> entries = done.entries();
        List<AppendedEntry> listed = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (entries.size() <= LISTED || i == 0 || i == entries.size() - 1) {
                listed.add(describe(entries.get(i)));
            }
        }
        return new Answer(done.result(), listed, entries.size(), null);
    }

    private static AppendedEntry describe(Entry entry) {
        return new AppendedEntry(
                entry.event().stream(),
                entry.event().seq(),
                entry.event().id(),
                Hex.format(entry.hash(EntrySuite.of(entry))),
                new String(entry.bytes(), StandardCharsets.UTF_8));
    }

    private ResponseEntity<Answer> respond(Request request, Answer answer) {
        if (!request.patient()) {
            return ResponseEntity.ok(answer);
        }
        List<LedgerReceipt> found = new ArrayList<>();
        for (AppendedEntry entry : answer.appended()) {
            receipts.await(entry.stream(), entry.sequence(), PATIENCE)
                    .ifPresent(
                            proof ->
                                    found.add(
                                            new LedgerReceipt(
                                                    entry.stream(),
                                                    entry.sequence(),
                                                    proof.index(),
                                                    proof.checkpointSize(),
                                                    proof.receipt())));
        }
        return ResponseEntity.ok()
                .header("Preference-Applied", "wait")
                .body(
                        new Answer(
                                answer.result(), answer.appended(), answer.appendedCount(), found));
    }

    /** Dispatches in the caller's transaction; a refusal comes back as it was thrown. */
    public void send(Actor actor, Object command) {
        gateway.sendAndWait(
                new GenericCommandMessage<>(
                        command,
                        MetaData.with(LedgerEventStorageEngine.ACTOR, actor)
                                .and(LedgerEventStorageEngine.CAUSE, newCause())));
    }

    /** A fresh id for a command. */
    public String newCause() {
        return appender.newId().toString();
    }
}
