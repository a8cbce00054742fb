package org.yanqian.ledger.policy;

import java.util.List;
import org.yanqian.ledger.codec.Bytes;

/**
 * What a policy asks of officers' own keys.
 *
 * @param signatures wire types of events that the officer must sign as well; empty: none
 * @param roots X.509 certificates in DER, to one of which every officer's certificate must lead;
 *     empty: keys are taken as enrolled
 */
public record OfficerRules(List<String> signatures, List<Bytes> roots) {
    public static final OfficerRules NONE = new OfficerRules(List.of(), List.of());

    public OfficerRules {
        signatures = List.copyOf(signatures);
        roots = List.copyOf(roots);
    }
}
