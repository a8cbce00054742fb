package org.yanqian.verifier.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.PublicationEvent;
import org.yanqian.ledger.event.PublicationEvent.DrawHashPublished;
import org.yanqian.ledger.event.PublicationEvent.DrawnListPublished;
import org.yanqian.ledger.event.PublicationEvent.ResultPublished;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;
import org.yanqian.ledger.registry.RegistryState;
import org.yanqian.ledger.rules.RuleSet;

/**
 * 13 Publication equals the ledger: the draw hash is that of the result, the list of drawn sites is
 * the one stored and names exactly the visits, every published result is the inspection recorded,
 * with the name of the site and the words of the outcome as they were in force. What a web page
 * really showed lies outside the ledger; what the auditor saved of it is compared too.
 */
public final class Check13Publication extends Check {
    private final Map<String, RuleSet> parsed = new HashMap<>();

    public Check13Publication() {
        super("13");
    }

    // Names and words are those of this place in the ledger, so they are compared in passing.
    @Override
    protected void entry(Item item, Evidence evidence) {
        if (item.entry() != null && evidence.published != null) {
            evidence.published.entry(item, this);
        }
        if (item.entry() != null
                && evidence.isLedger()
                && item.data() instanceof ResultPublished published) {
            words(item.index(), published, evidence.registry.state());
        }
    }

    private void words(long index, ResultPublished published, RegistryState state) {
        String bureau = new Dossier(published.drawId()).bureau();
        String name =
                state.target(bureau, published.objectId())
                        .map(line -> ((TargetRecord) line.record()).name())
                        .orElse("");
        equal("PUBLISHED_NAME", index, name, published.targetName());
        state.rules(bureau)
                .ifPresent(
                        adopted -> {
                            RuleSet rules =
                                    parsed.computeIfAbsent(
                                            adopted.hash(),
                                            h ->
                                                    RuleSet.parse(
                                                            adopted.content()
                                                                    .getBytes(
                                                                            java.nio.charset
                                                                                    .StandardCharsets
                                                                                    .UTF_8)));
                            equal(
                                    "PUBLISHED_WORDS",
                                    index,
                                    rules.outcome(published.outcome()).zh(),
                                    published.outcomeText());
                        });
    }

    @Override
    protected void start(Evidence evidence) {
        if (!evidence.isLedger()) {
            notChecked("NEEDS_EXPORT");
        }
        if (evidence.published != null) {
            evidence.published.finish(this);
        }
    }

    @Override
    protected void draw(Dossier dossier, Evidence evidence) {
        Map<String, Located<InspectionRecorded>> recorded = new HashMap<>();
        dossier.inspected.forEach(i -> recorded.putIfAbsent(i.hash(), i));
        Set<String> shown = new HashSet<>();
        for (Located<PublicationEvent> e : dossier.published) {
            guarded(e.index(), () -> publication(e, dossier, recorded, shown, evidence));
        }
    }

    private void publication(
            Located<PublicationEvent> event,
            Dossier dossier,
            Map<String, Located<InspectionRecorded>> recorded,
            Set<String> shown,
            Evidence evidence) {
        if (event.data() instanceof DrawHashPublished published) {
            String expected = dossier.completion() == null ? "" : dossier.completion().hash();
            equal("PUBLISHED_HASH", event.index(), expected, published.drawHash());
        } else if (event.data() instanceof DrawnListPublished published && evidence.isLedger()) {
            list(event.index(), published, dossier, evidence);
        } else if (event.data() instanceof ResultPublished published) {
            result(event.index(), published, recorded.get(published.recorded()));
            if (!shown.add(published.label())) {
                fail("PUBLISHED_TWICE", event.index(), "once", published.label());
            }
        }
    }

    private void result(
            long index, ResultPublished published, Located<InspectionRecorded> recorded) {
        String found =
                String.join(
                        " ",
                        published.label(),
                        published.objectId(),
                        published.inspectedOn(),
                        published.outcome());
        if (recorded == null) {
            fail("PUBLISHED_RESULT", index, "the inspection recorded", published.recorded());
            return;
        }
        InspectionRecorded data = recorded.data();
        equal(
                "PUBLISHED_RESULT",
                index,
                String.join(" ", data.label(), data.objectId(), data.inspectedOn(), data.outcome()),
                found);
    }

    private void list(
            long index, DrawnListPublished published, Dossier dossier, Evidence evidence) {
        byte[] bytes = evidence.export.read("lists/" + published.list());
        equal("LIST_HASH", index, published.list(), Hex.format(evidence.suite.hash(bytes)));
        Map<String, Object> list = CanonicalJson.parseObject(bytes);
        equal("DRAW_DIFFERS", index, published.drawId(), list.get("drawId"));
        if (!(list.get("sites") instanceof List<?> sites)) {
            throw new CodedException("BAD_FIELD", "the list of drawn sites has no sites");
        }
        equal("PUBLISHED_LIST", index, published.sites(), (long) sites.size());
        Set<String> named = new TreeSet<>();
        for (Object one : sites) {
            if (one instanceof Map<?, ?> site) {
                named.add(site.get("label") + " " + site.get("objectId"));
            }
        }
        Set<String> drawn = new TreeSet<>();
        dossier.assigned.forEach(v -> drawn.add(v.data().label() + " " + v.data().objectId()));
        // Reserves follow later, one by one; their results are published like all others.
        dossier.owed.stream()
                .filter(v -> !dossier.reserves().contains(v.data().label()))
                .forEach(v -> drawn.add(v.data().label() + " " + v.data().objectId()));
        if (!named.equals(drawn)) {
            Set<String> hidden = new TreeSet<>(drawn);
            hidden.removeAll(named);
            named.removeAll(drawn);
            fail("PUBLISHED_LIST", index, "the sites drawn; hidden " + hidden, "added " + named);
        }
    }
}
