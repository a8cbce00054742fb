package org.yanqian.ledger.registry;

/** The rule set that binds a bureau; {@code content} is its exact text, {@code hash} in hex. */
public record AdoptedRules(String id, String content, String hash, long index, String eventId) {}
