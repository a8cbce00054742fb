package org.yanqian.ledger.policy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.yanqian.ledger.codec.Bytes;

/**
 * What a policy asks of officers' own keys.
 *
 * @param signatures wire types of events that the officer must sign as well; empty: none
 * @param roots X.509 certificates in DER, to one of which every officer's certificate must lead;
 *     empty: keys are taken as enrolled
 */
public record OfficerRules(List<String> signatures, List<Bytes> roots) {
    /** Two inspectors' own word that a site is closed: no policy can do without. */
    public static final Set<String> ALWAYS = Set.of("closure.reported", "closure.confirmed");

    public static final OfficerRules NONE = new OfficerRules(List.of(), List.of());

    public OfficerRules {
        signatures = List.copyOf(signatures);
        roots = List.copyOf(roots);
    }

    /** Wire types of all events that are nothing without their officer's signature. */
    public Set<String> required() {
        Set<String> types = new TreeSet<>(signatures);
        types.addAll(ALWAYS);
        return types;
    }
}
