package org.yanqian.ledger.draw.cases;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.draw.DrawList;
import org.yanqian.ledger.draw.DrawRefusedException;
import org.yanqian.ledger.draw.DrawResult;
import org.yanqian.ledger.draw.DrawRoots;
import org.yanqian.ledger.draw.Freeze;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.draw.Seed;
import org.yanqian.ledger.draw.Substitution;
import org.yanqian.ledger.draw.Vacancy;
import org.yanqian.ledger.sign.Suite;

/** Computes a case anew and gives the result in the form of SPEC section "Form of the cases". */
public final class Replay {
    private static final int RESERVES = 3;

    private Replay() {}

    /** The result as JSON values, or {@code {"refused": CODE}}. */
    public static Map<String, Object> run(Object json) {
        try {
            return run(CaseReader.read(json));
        } catch (DrawRefusedException e) {
            return Map.of("refused", e.code());
        }
    }

    private static Map<String, Object> run(DrawCase draw) {
        DrawList list = draw.list();
        DrawRoots roots = Freeze.check(list);
        Suite suite = list.suite();
        Bytes seed =
                Seed.compute(
                        suite,
                        draw.announcement(),
                        draw.contributions(),
                        draw.missing(),
                        draw.beacon());
        DrawResult result = DrawResult.compute(list, seed, RESERVES);

        Map<String, Object> out = new LinkedHashMap<>();
        out.put("derivation", draw.items().stream().map(i -> derivation(draw, i)).toList());
        out.put("keyCommitment", Labels.keyCommitment(suite, list.drawId(), draw.key()).hex());
        out.put("commitments", commitments(draw));
        out.put("candidateRoot", roots.candidateRoot().hex());
        out.put("inspectorRoot", roots.inspectorRoot().hex());
        out.put("eligibilityRoot", roots.eligibilityRoot().hex());
        out.put("seed", seed.hex());
        out.put("selected", byStratum(result.selection().selected()));
        out.put("reserves", byStratum(result.selection().reserves()));
        out.put("assignment", assignment(result));
        out.put("unstaffable", hex(result.assignment().unstaffable()));
        out.put("selectionRoot", result.selectionRoot().hex());
        out.put("assignmentRoot", result.assignmentRoot().hex());
        out.put("substitutes", substitutes(draw, seed));
        return out;
    }

    private static Map<String, Object> derivation(DrawCase draw, DrawCase.Item item) {
        Suite suite = draw.list().suite();
        Bytes sub = Labels.sub(suite, draw.key(), draw.list().drawId(), item.kind(), item.id());
        Bytes salt = Labels.salt(suite, sub);
        byte[] record = item.record().getBytes(StandardCharsets.UTF_8);
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("subkey", sub.hex());
        out.put("label", Labels.label(suite, sub).hex());
        out.put("salt", salt.hex());
        out.put("record", Labels.record(suite, salt, record).hex());
        return out;
    }

    private static Map<String, Object> commitments(DrawCase draw) {
        Map<String, Object> out = new LinkedHashMap<>();
        draw.contributions()
                .forEach(
                        (party, nonce) ->
                                out.put(
                                        party,
                                        Labels.commitment(
                                                        draw.list().suite(),
                                                        draw.list().drawId(),
                                                        party,
                                                        nonce)
                                                .hex()));
        return out;
    }

    private static Map<String, Object> byStratum(Map<String, List<Bytes>> labels) {
        Map<String, Object> out = new LinkedHashMap<>();
        labels.forEach((stratum, list) -> out.put(stratum, hex(list)));
        return out;
    }

    private static Map<String, Object> assignment(DrawResult result) {
        Map<String, Object> out = new LinkedHashMap<>();
        result.assignment()
                .teams()
                .forEach((visit, roles) -> out.put(visit.hex(), byStratum(roles)));
        return out;
    }

    private static List<Object> substitutes(DrawCase draw, Bytes seed) {
        List<Object> out = new ArrayList<>();
        for (Vacancy vacancy : draw.substitutions()) {
            List<String> labels = new ArrayList<>();
            for (Optional<Bytes> substitute :
                    Substitution.compute(
                            draw.list().suite(), seed, draw.list().drawId(), vacancy)) {
                labels.add(substitute.map(Bytes::hex).orElse(null));
            }
            out.add(labels);
        }
        return out;
    }

    private static List<String> hex(Collection<Bytes> labels) {
        return labels.stream().map(Bytes::hex).toList();
    }
}
