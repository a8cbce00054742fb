package org.yanqian.verifier.check;

/**
 * 11 After the draw: substitutions and voids are not judged in this release. What can be said is
 * said: draws that were announced and never ended.
 */
public final class Check11AfterDraw extends CheckLater {
    public Check11AfterDraw() {
        super("11", "NOT_IN_THIS_RELEASE");
    }

    @Override
    protected void finish(Evidence evidence) {
        super.finish(evidence);
        if (evidence.isLedger()) {
            for (Dossier d : evidence.dossiers.all()) {
                if (!d.opened.isEmpty() && d.completed.isEmpty() && d.lapsed.isEmpty()) {
                    note(
                            "DRAW_NOT_ENDED",
                            d.opened.get(0).index(),
                            "a result or a lapse",
                            d.drawId());
                }
            }
        }
    }
}
