package org.yanqian.verifier.check;

import org.yanqian.ledger.event.PublicationEvent;

/**
 * 13 Publication: the published draw hash is that of the result event. What the public was really
 * shown lies outside the ledger, so this layer is not called checked.
 */
public final class Check13Publication extends Check {
    public Check13Publication() {
        super("13");
    }

    @Override
    protected void finish(Evidence evidence) {
        notChecked(evidence.isLedger() ? "NOT_IN_THIS_RELEASE" : "NEEDS_EXPORT");
        for (Dossier dossier : evidence.dossiers.all()) {
            dossier.published.forEach(e -> guarded(e.index(), () -> hash(e, dossier)));
        }
    }

    private void hash(Located<PublicationEvent> event, Dossier dossier) {
        if (event.data() instanceof PublicationEvent.DrawHashPublished published) {
            String expected = dossier.completion() == null ? "" : dossier.completion().hash();
            equal("PUBLISHED_HASH", event.index(), expected, published.drawHash());
        }
        if (event.data() instanceof PublicationEvent.ResultPublished published) {
            boolean recorded =
                    dossier.inspected.stream()
                            .anyMatch(
                                    i ->
                                            i.hash().equals(published.recorded())
                                                    && i.data()
                                                            .outcome()
                                                            .equals(published.outcome())
                                                    && i.data()
                                                            .objectId()
                                                            .equals(published.objectId())
                                                    && i.data().label().equals(published.label())
                                                    && i.data()
                                                            .inspectedOn()
                                                            .equals(published.inspectedOn()));
            if (!recorded) {
                fail(
                        "PUBLISHED_RESULT",
                        event.index(),
                        "the inspection recorded",
                        published.recorded() + " " + published.outcome());
            }
        }
    }
}
