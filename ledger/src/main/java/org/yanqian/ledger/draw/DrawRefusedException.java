package org.yanqian.ledger.draw;

import org.yanqian.ledger.CodedException;

/**
 * A draw that must not take place. Codes in the order in which they are looked for, each over the
 * whole input before the next: {@code MALFORMED}, {@code NOT_NFC}, {@code DUPLICATE_LABEL}, {@code
 * WEIGHT_OUT_OF_RANGE}, {@code CAPACITY_OUT_OF_RANGE}, {@code STRATA_MISMATCH}, {@code
 * NO_ENFORCEMENT_ROLE}, {@code DEMAND_OUT_OF_RANGE}, {@code UNKNOWN_INSPECTOR}, {@code
 * ROLES_OVERLAP}, {@code PARTY_MISSING} (SPEC section "Freeze").
 */
public final class DrawRefusedException extends CodedException {
    private static final long serialVersionUID = 1L;

    public DrawRefusedException(String code, String message) {
        super(code, message);
    }

    static DrawRefusedException malformed(String message) {
        return new DrawRefusedException("MALFORMED", message);
    }
}
