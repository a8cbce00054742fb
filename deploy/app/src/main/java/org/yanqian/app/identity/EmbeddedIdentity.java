package org.yanqian.app.identity;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** True while no other issuer is set. */
public final class EmbeddedIdentity implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return context.getEnvironment().getProperty("yanqian.identity.issuer", "").isEmpty();
    }
}
