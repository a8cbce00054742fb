package org.yanqian.verifier.check;

/** A layer that this release does not judge, and says so. */
abstract class CheckLater extends Check {
    private final String reason;

    CheckLater(String id, String reason) {
        super(id);
        this.reason = reason;
    }

    @Override
    protected void finish(Evidence evidence) {
        notChecked(evidence.isLedger() ? reason : "NEEDS_EXPORT");
    }
}
