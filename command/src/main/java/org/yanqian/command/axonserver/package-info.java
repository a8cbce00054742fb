/**
 * Axon Server as the event store. What it keeps as the payload of an event is the signed entry, byte for
 * byte; the database keeps what it kept before: indexes, tree, checkpoints, vault, answers.
 *
 * <p>A command's transaction spans both stores: it is prepared in the database, appended in Axon Server
 * in one piece, and then committed in the database. Whoever dies in between leaves a prepared
 * transaction whose fate Axon Server alone decides: what it holds is committed, what it does not hold is
 * undone.
 */
package org.yanqian.command.axonserver;
