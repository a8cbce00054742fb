package org.yanqian.ledger.event;

/**
 * One event with its envelope (SPEC section "Event").
 *
 * @param cause id of the command that led to it
 * @param id UUIDv7
 * @param ledger origin
 * @param prev hex suite hash of the stream's previous event bytes, {@code ""} for the first
 * @param salt 16 random bytes in hex: leaf hashes cannot be guessed
 * @param seq place in the stream, from 0 without gaps
 * @param time UTC with milliseconds
 */
public record LedgerEvent(
        Actor actor,
        String cause,
        EventData data,
        String id,
        String ledger,
        String prev,
        String salt,
        long seq,
        String stream,
        String time) {}
