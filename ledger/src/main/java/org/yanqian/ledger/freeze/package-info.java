/**
 * From the registry as of a ledger size to the frozen list of a draw (SPEC section "Freeze"). The
 * service that announces and the verifier that replays call the same {@code Freezer.freeze}: weight,
 * stratum, exclusion and eligibility are functions of the rule set and the record, nothing is typed
 * in for a draw.
 *
 * <p>Example of a record, without line breaks and with keys ascending: {@code {"asOf":"2026-01-06",
 * "exclusion":{"article":"十一","code":"OPERATION_SUSPENDED","event":"…"},"id":"91…001P",
 * "kind":"target","proof":"…","record":{…},"ruleSet":"…","stratum":"重点",
 * "weight":2}}.
 */
package org.yanqian.ledger.freeze;
