package org.yanqian.verifier.check;

import java.util.HashSet;
import java.util.Set;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.freeze.FrozenDraw;
import org.yanqian.ledger.registry.RegistryFinding;
import org.yanqian.ledger.sign.SealedBox;

/**
 * 8 Lists: the registry, replayed to the announcement and frozen anew with the draw's key, gives the
 * announced roots, counts and quotas; nothing touched it after the announced size; no entry
 * contradicts what stands before it.
 */
public final class Check08Lists extends Check {
    /** What contradicts the fold and another layer says; all else is said here, whatever it is. */
    private static final Set<String> ELSEWHERE = elsewhere();

    public Check08Lists() {
        super("8");
    }

    private static Set<String> elsewhere() {
        Set<String> codes =
                new HashSet<>(
                        Set.of(
                                "STREAM_DIFFERS",
                                "ANNOUNCED_TWICE",
                                "CLOSED_TWICE",
                                "COMPLETED_TWICE"));
        codes.addAll(Check09Seed.CHAIN);
        codes.addAll(Check10Draw.VISITS);
        codes.addAll(Check11AfterDraw.TRIES);
        return Set.copyOf(codes);
    }

    @Override
    protected void start(Evidence evidence) {
        if (!evidence.isLedger()) {
            notChecked("NEEDS_EXPORT");
            return;
        }
        CodedException badKey = evidence.registry.badKey();
        if (badKey != null) {
            fail(badKey.code(), -1, "the key of a draw", badKey.getMessage());
        }
        for (RegistryFinding f : evidence.registry.findings()) {
            if (!ELSEWHERE.contains(f.code())) {
                fail(f.code(), f.index(), f.stream() + ": " + f.expected(), f.found());
            }
        }
    }

    @Override
    protected void draw(Dossier dossier, Evidence evidence) {
        if (evidence.isLedger() && dossier.announcement() != null) {
            guarded(dossier.announcement().index(), () -> lists(dossier, evidence));
        }
    }

    private void lists(Dossier dossier, Evidence evidence) {
        Located<DrawEvent.DrawAnnounced> at = dossier.announcement();
        DrawEvent.DrawAnnounced announced = at.data();
        long index = at.index();
        if (announced.frozenSize() > index || announced.frozenSize() < 0) {
            fail("FROZEN_SIZE", index, "0 to " + index, announced.frozenSize());
        }
        RegistryReplay.Outcome outcome = dossier.outcome;
        if (outcome.key() != null) {
            Bytes key = Bytes.ofHex(outcome.key().key());
            equal(
                    "KEY_COMMITMENT",
                    index,
                    announced.keyCommitment(),
                    Labels.keyCommitment(evidence.suite, dossier.drawId(), key).hex());
        }
        ciphertext(announced, index, evidence);
        if (outcome.frozen() == null) {
            problem(index, outcome.problem());
            return;
        }
        FrozenDraw frozen = outcome.frozen();
        DrawEvent.Roots roots = frozen.eventRoots();
        equal("CANDIDATES_ROOT", index, announced.roots().candidates(), roots.candidates());
        equal("INSPECTORS_ROOT", index, announced.roots().inspectors(), roots.inspectors());
        equal("ELIGIBILITY_ROOT", index, announced.roots().eligibility(), roots.eligibility());
        equal("COUNTS_DIFFER", index, announced.counts(), frozen.counts());
        equal("QUOTAS_DIFFER", index, announced.quotas(), frozen.quotas());
        equal("RULE_SET_DIFFERS", index, announced.ruleSet(), frozen.ruleSet());
        equal("SUITE_DIFFERS", index, evidence.suite.wire(), announced.suite());
    }

    // By its commitment: no report may show K.
    private void ciphertext(DrawEvent.DrawAnnounced announced, long index, Evidence evidence) {
        String box = announced.keyCiphertext();
        if (evidence.auditorKey == null) {
            if (!box.isEmpty() || evidence.policy.auditorKey().isPresent()) {
                note("KEY_CIPHERTEXT_NOT_CHECKED", index, "--auditor-key", "not given");
            }
            return;
        }
        String found;
        try {
            byte[] key = SealedBox.open(evidence.auditorKey, Hex.parse(box));
            found = Labels.keyCommitment(evidence.suite, announced.drawId(), Bytes.of(key)).hex();
        } catch (CodedException e) {
            found = e.getMessage();
        }
        equal("KEY_CIPHERTEXT", index, announced.keyCommitment(), found);
    }

    private void problem(long index, CodedException problem) {
        if (problem.code().equals("DRAW_KEY_MISSING")) {
            undecided(problem.code(), index, "", problem.getMessage());
        } else {
            fail(problem.code(), index, "a list that can be frozen", problem.getMessage());
        }
    }
}
