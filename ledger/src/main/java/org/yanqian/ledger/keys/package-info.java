/**
 * Keys over time (SPEC section 4.1): which key may sign which event, as the fold of the ledger's own
 * key events over the roots of a policy. For example a ledger whose policy roots key A and that says at
 * index 7 that B steps into A's place: A signs the events 0 to 7, B those from 8 on.
 */
package org.yanqian.ledger.keys;
