/**
 * Compact containers for folds over millions of events, in memory that somebody else lends: the heap,
 * or pages of a file. Keys are 16 bytes, values of fixed width or byte strings behind a handle.
 *
 * <p>Example: a {@link FixedTable} with values of 8 bytes costs 24 bytes a slot, at most 64 an entry
 * while it grows, and no object.
 */
package org.yanqian.ledger.space;
