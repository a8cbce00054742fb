/**
 * What a verifier trusts, as its user holds it; never taken from the ledger. A folder with two files:
 * {@code tlog-policy} in C2SP's tlog-policy format (logs, witnesses, groups, quorum) and {@code
 * yanqian.json} with everything else.
 *
 * <pre>{@code log ledger.sample/huancui+5dfef3a2+AUy1…
 * witness discipline witness.sample/discipline+a1b2c3d4+BF9a…
 * witness university witness.sample/university+d4c3b2a1+BK04…
 * group both all discipline university
 * quorum both}</pre>
 *
 * Fails closed: there is no quorum {@code none}, no unknown field, no empty list of required layers.
 */
package org.yanqian.ledger.policy;
