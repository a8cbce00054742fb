package org.yanqian.ledger.registry;

/**
 * Something in the ledger that contradicts what stands before it. Codes: {@code REGISTERED_TWICE},
 * {@code NOT_REGISTERED} (change or removal of what is not there), {@code BEFORE_DIFFERS}, {@code
 * PERMIT_HELD_TWICE}, {@code CERTIFICATE_HELD_TWICE}, {@code STREAM_DIFFERS}, {@code BAD_DATE}, {@code
 * RULE_SET_HASH}, {@code PLAN_AUTHORED_TWICE}, {@code DRAW_OPENED_TWICE}, {@code DRAW_NUMBER_GAP},
 * {@code DRAW_OF_UNKNOWN_PLAN}, {@code PLAN_DRAWN_TWICE}, {@code REDRAW_NOT_COUNTERSIGNED}, {@code
 * REDRAW_OF_STANDING}, {@code REDRAW_ALLOWED_TWICE}, {@code VOIDED_TWICE}, {@code UNKNOWN_DRAW}, {@code
 * ANNOUNCED_TWICE}, {@code ANNOUNCEMENT_CHAIN}, {@code TOUCHED_AFTER_FREEZE}, {@code CLOSED_TWICE},
 * {@code COMPLETED_TWICE}, {@code ASSIGNED_TWICE}, {@code RECORDED_WITHOUT_VISIT}, {@code
 * RECORDED_TWICE}; and the code of what cannot be read, {@code UNKNOWN_SUITE} for example.
 *
 * @param index ledger index of the event that is wrong
 * @param expected what the fold has
 * @param found what the event says
 */
public record RegistryFinding(
        String code, long index, String stream, String expected, String found) {}
