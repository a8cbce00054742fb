/**
 * Rule sets as data: what a regulation fixes (classes, shares, exclusions, eligibility, outcomes,
 * deadlines) is read from a versioned file whose exact bytes a bureau adopts by an event, so that a
 * verifier computes with the numbers that were binding. {@code rules/weihai-2023.json} is an example.
 * All arithmetic is exact.
 *
 * <p>Example: {@code Quotas} turns 48 targets of the class 重点 under a share of 25/100 into
 * {@code ceil(48 × 25%) = 12}.
 */
package org.yanqian.ledger.rules;
