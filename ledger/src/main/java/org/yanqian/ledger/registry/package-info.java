/**
 * The registry "as of" a ledger size: a pure fold of the events 0 to N − 1 in ledger order. The
 * service freezes a draw from it and a verifier replays it, with this same code. What an honest
 * service would never append is collected as coded findings; the fold goes on.
 *
 * <p>Example: after {@code target.registered} at index 4 and {@code target.changed} at index 9 the
 * state holds the {@code after} record of index 9, proven by the id of that event.
 */
package org.yanqian.ledger.registry;
