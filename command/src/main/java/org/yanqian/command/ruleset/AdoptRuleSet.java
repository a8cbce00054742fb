package org.yanqian.command.ruleset;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** {@code hash}: suite hash of the UTF-8 bytes of {@code content}. */
public record AdoptRuleSet(
        @TargetAggregateIdentifier String stream, String id, String content, String hash) {}
