package org.yanqian.command.keys;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.policy.Policy;

/**
 * The operator's copy of the policy: which witnesses to ask, which parties there are. A verifier uses
 * its own copy and never this one.
 */
@Component
public class PolicySource {
    private final Optional<Policy> policy;

    public PolicySource(CommandSettings settings) {
        this.policy = Optional.ofNullable(settings.policy()).map(Policy::read);
        policy.ifPresent(
                p -> {
                    if (!p.origin().equals(settings.origin())) {
                        throw new IllegalStateException(
                                "the policy is of " + p.origin() + ", not " + settings.origin());
                    }
                });
    }

    public Optional<Policy> find() {
        return policy;
    }

    public Policy require() {
        return policy.orElseThrow(() -> new Refusal(RefusalCode.POLICY_MISSING));
    }
}
