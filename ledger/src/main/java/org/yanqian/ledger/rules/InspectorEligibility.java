package org.yanqian.ledger.rules;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;

/** Weihai art. 10, 19 and 21: who counts to the two of a visit. */
public final class InspectorEligibility {
    /** The answer of {@link #reason} for someone who may go. */
    public static final String ELIGIBLE = "";

    private InspectorEligibility() {}

    /**
     * {@link #ELIGIBLE}, or the first of {@code NO_CERTIFICATE}, {@code CERTIFICATE_EXPIRED} (or
     * without a readable date), {@code NOT_IN_FORCE}, {@code NOT_ON_POST}, {@code AUXILIARY}.
     *
     * @param asOf the last day of validity still counts
     */
    public static String reason(RuleSet rules, InspectorRecord inspector, LocalDate asOf) {
        RuleSet.InspectorRules r = rules.inspectors();
        if (inspector.certificateNo().isEmpty()) {
            return "NO_CERTIFICATE";
        }
        if (!isValid(inspector.certificateExpires(), asOf)) {
            return "CERTIFICATE_EXPIRED";
        }
        if (!r.registryStatus().contains(inspector.registryStatus())) {
            return "NOT_IN_FORCE";
        }
        if (!r.onPost().contains(inspector.onPost())) {
            return "NOT_ON_POST";
        }
        if (r.auxiliaryEstablishments().contains(inspector.establishment())
                || r.auxiliaryPosts().contains(inspector.post())) {
            return "AUXILIARY";
        }
        return ELIGIBLE;
    }

    /** Whether this person may not visit this site (回避). */
    public static boolean isRecused(InspectorRecord inspector, TargetRecord target) {
        return inspector.recusedTargets().contains(target.objectId());
    }

    private static boolean isValid(String expires, LocalDate asOf) {
        try {
            return !LocalDate.parse(expires).isBefore(asOf);
        } catch (DateTimeException e) {
            // Without a readable date nobody can show that the certificate is valid.
            return false;
        }
    }
}
