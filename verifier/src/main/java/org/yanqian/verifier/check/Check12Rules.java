package org.yanqian.verifier.check;

/** 12 Rules: items with a basis, deadlines, and what else the rule set asks beside the quotas. */
public final class Check12Rules extends CheckLater {
    public Check12Rules() {
        super("12", "NOT_IN_THIS_RELEASE");
    }
}
