package org.yanqian.verifier.check;

import org.yanqian.ledger.event.PersonalNumbers;

/**
 * 14 Personal data: no event holds a resident identity or mobile number; openings of digests, where
 * an auditor holds them.
 */
public final class Check14PersonalData extends Check {
    public Check14PersonalData() {
        super("14");
    }

    @Override
    protected void entry(Item item, Evidence evidence) {
        if (item.entry() != null && PersonalNumbers.isSuspicious(item.entry().eventBytes())) {
            PersonalNumbers.find(item.data())
                    .ifPresent(
                            hit ->
                                    fail(
                                            "PERSONAL_NUMBER",
                                            item.index(),
                                            "no personal number",
                                            hit.field() + ": " + hit.kind().zh()));
        }
    }

    @Override
    protected void finish(Evidence evidence) {
        notChecked(evidence.isLedger() ? "NO_OPENINGS" : "NEEDS_EXPORT");
    }
}
