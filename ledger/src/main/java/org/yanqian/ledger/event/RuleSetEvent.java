package org.yanqian.ledger.event;

/** Stream {@code ruleset/<bureau>}: which rule set binds the bureau, by its exact bytes. */
public sealed interface RuleSetEvent extends EventData {
    static String stream(String bureau) {
        return "ruleset/" + bureau;
    }

    /** {@code content} is the rule set's text, whose UTF-8 bytes hash (suite hash) to {@code hash}. */
    @Wire(type = "ruleset.adopted")
    record RuleSetAdopted(String id, String content, String hash) implements RuleSetEvent {}
}
