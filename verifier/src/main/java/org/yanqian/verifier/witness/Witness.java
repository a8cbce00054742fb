package org.yanqian.verifier.witness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.tree.Cosignature;
import org.yanqian.ledger.tree.Note;
import org.yanqian.ledger.tree.NoteKey;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.ledger.tree.SignedCheckpoint;
import org.yanqian.ledger.witness.AddCheckpoint;
import org.yanqian.ledger.witness.WitnessDecision;

/**
 * A witness without its network: reads the state, decides, stores, and only then cosigns, as one
 * step. Thread safe.
 */
final class Witness {
    /** An answer to be sent as it is. */
    record Response(int status, String contentType, byte[] body) {
        static Response text(int status, String text) {
            byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
            return new Response(status, "text/plain; charset=utf-8", body);
        }
    }

    private final NoteSigner signer;
    private final List<NoteKey> logKeys;
    private final WitnessState state;
    private final Clock clock;
    private final Instant since;
    private final Map<String, Optional<WitnessState.Last>> last = new LinkedHashMap<>();
    private final Map<String, Tally> tallies = new LinkedHashMap<>();
    private Tally strangers = Tally.NONE;

    /** Reads the state of every log; throws {@code BAD_STATE}. */
    Witness(NoteSigner signer, Collection<NoteKey> logKeys, WitnessState state, Clock clock)
            throws IOException {
        this.signer = signer;
        this.logKeys = List.copyOf(logKeys);
        this.state = state;
        this.clock = clock;
        this.since = clock.instant();
        for (NoteKey key : logKeys) {
            last.put(key.name(), state.read(key.name()));
            tallies.put(key.name(), Tally.NONE);
        }
    }

    NoteKey key() {
        return signer.key(NoteKey.Type.COSIGNATURE_V1);
    }

    /** Everything that the page shows. */
    synchronized WitnessView view() throws IOException {
        List<WitnessView.Log> logs = new ArrayList<>();
        last.forEach(
                (origin, note) -> logs.add(new WitnessView.Log(origin, note, tallies.get(origin))));
        List<ForkEvidence> evidence = new ArrayList<>();
        for (String name : state.evidenceNames()) {
            evidence.add(state.evidence(name));
        }
        return new WitnessView(key().format(), since, logs, evidence, strangers);
    }

    /** The note cosigned last for the log whose name has this hash. */
    synchronized Optional<Note> note(String originHash) {
        return last.entrySet().stream()
                .filter(entry -> WitnessState.originHash(entry.getKey()).equals(originHash))
                .flatMap(entry -> entry.getValue().stream())
                .map(WitnessState.Last::note)
                .findFirst();
    }

    /** One note of a pair of evidence; {@code file} as {@link ForkEvidence#FILES} has it. */
    Optional<Note> evidence(String name, String file) throws IOException {
        return state.evidenceNames().contains(name) && ForkEvidence.FILES.contains(file)
                ? Optional.of(state.evidence(name).note(file))
                : Optional.empty();
    }

    /** Carries out an add-checkpoint request (C2SP tlog-witness). */
    synchronized Response addCheckpoint(byte[] body) throws IOException {
        AddCheckpoint request;
        try {
            request = AddCheckpoint.parse(body);
        } catch (CodedException e) {
            strangers = strangers.withRefusal(e.code(), clock.instant());
            return Response.text(400, e.toString());
        }
        String origin = request.checkpoint().origin();
        Optional<WitnessState.Last> before = last.getOrDefault(origin, Optional.empty());
        WitnessDecision decision =
                WitnessDecision.decide(request, logKeys, before.map(WitnessState.Last::checkpoint));
        keepEvidence(decision, before, request.note());
        if (decision instanceof WitnessDecision.Cosign cosign) {
            return cosign(cosign.checkpoint(), before);
        }
        if (decision instanceof WitnessDecision.Conflict conflict) {
            tallies.computeIfPresent(origin, (name, tally) -> tally.withConflict());
            byte[] size = (conflict.size() + "\n").getBytes(StandardCharsets.US_ASCII);
            return new Response(409, "text/x.tlog.size", size);
        }
        WitnessDecision.Refuse refuse = (WitnessDecision.Refuse) decision;
        if (tallies.containsKey(origin)) {
            tallies.compute(
                    origin, (name, tally) -> tally.withRefusal(refuse.code(), clock.instant()));
        } else {
            strangers = strangers.withRefusal(refuse.code(), clock.instant());
        }
        return Response.text(refuse.status(), refuse.code() + ": " + refuse.message());
    }

    // Both notes carry the log's signature: whoever cannot sign for the log cannot fill the disk.
    private void keepEvidence(
            WitnessDecision decision, Optional<WitnessState.Last> before, Note submitted)
            throws IOException {
        boolean inconsistent =
                decision instanceof WitnessDecision.Refuse refuse
                        && refuse.code().equals("NOT_CONSISTENT");
        if (before.isPresent() && (decision.isFork() || inconsistent)) {
            state.keepEvidence(
                    ForkEvidence.of(
                            decision.isFork()
                                    ? ForkEvidence.Kind.FORK
                                    : ForkEvidence.Kind.INCONSISTENT,
                            before.get().note(),
                            signedByLog(submitted)));
        }
    }

    private Response cosign(SignedCheckpoint signed, Optional<WitnessState.Last> before)
            throws IOException {
        long now = clock.instant().getEpochSecond();
        long earliest = before.map(WitnessState.Last::timestampSeconds).orElse(1L);
        if (now < earliest) {
            // A time that falls while the size grows would make both cosignatures worthless.
            return Response.text(503, "CLOCK: the clock is behind the last cosignature");
        }
        String origin = signed.checkpoint().origin();
        Cosignature own = signer.cosign(signed.note().text(), now);
        Note note = signedByLog(signed.note()).with(own.signature());
        try {
            state.write(origin, note);
        } catch (IOException e) {
            // Whether the new file stands or the old one, go on from what is on disk.
            last.put(origin, state.read(origin));
            throw e;
        }
        last.put(origin, Optional.of(new WitnessState.Last(signed.checkpoint(), note, now)));
        tallies.computeIfPresent(origin, (name, tally) -> tally.withCosigned());
        byte[] line = own.signature().format().getBytes(StandardCharsets.UTF_8);
        return new Response(200, "text/plain; charset=utf-8", line);
    }

    /** Without the signatures that we cannot judge. */
    private Note signedByLog(Note note) {
        return new Note(
                note.text(),
                note.signatures().stream()
                        .filter(s -> logKeys.stream().anyMatch(k -> k.verify(note.text(), s)))
                        .distinct()
                        .toList());
    }
}
