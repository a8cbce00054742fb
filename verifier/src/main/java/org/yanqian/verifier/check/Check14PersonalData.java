package org.yanqian.verifier.check;

/** 14 Personal data: openings of digests, where an auditor holds them. */
public final class Check14PersonalData extends CheckLater {
    public Check14PersonalData() {
        super("14", "NO_OPENINGS");
    }
}
