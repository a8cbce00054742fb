package org.yanqian.command.draw;

import java.util.TreeMap;
import org.axonframework.messaging.MetaData;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.event.Actor;

/**
 * What was asked of a draw and how far it has come: asked by one person, decided by another, done
 * with the supervising party's countersignature. Numbered from 1.
 */
final class Requests {
    private record Asked(String kind, String officer, boolean decided, boolean approved) {
        boolean isOpen() {
            return !decided || approved;
        }
    }

    private final TreeMap<Long, Asked> asked = new TreeMap<>();

    long next() {
        return asked.size() + 1L;
    }

    /** One at a time of a kind: two open ones would leave it open which was countersigned. */
    void requireNoneOpen(String kind) {
        asked.forEach(
                (number, request) ->
                        Refusal.when(
                                request.kind.equals(kind) && request.isOpen(),
                                RefusalCode.REQUEST_OPEN,
                                number));
    }

    void requireDecidable(long number, Actor by) {
        Asked request = require(number);
        Refusal.when(request.decided, RefusalCode.REQUEST_DECIDED_ALREADY, number);
        Refusal.when(request.officer.equals(by.officer()), RefusalCode.SAME_PERSON, by.officer());
    }

    void requireKind(long number, String kind) {
        Refusal.when(!require(number).kind.equals(kind), RefusalCode.REQUEST_UNKNOWN, number);
    }

    void requireApproved(long number, String kind) {
        Asked request = require(number);
        Refusal.when(!request.kind.equals(kind), RefusalCode.REQUEST_UNKNOWN, number);
        Refusal.when(!request.approved, RefusalCode.REQUEST_NOT_APPROVED, number);
    }

    private Asked require(long number) {
        Asked request = asked.get(number);
        Refusal.when(request == null, RefusalCode.REQUEST_UNKNOWN, number);
        return request;
    }

    String kind(long number) {
        return require(number).kind;
    }

    void asked(long number, String kind, MetaData by) {
        asked.put(number, new Asked(kind, officer(by), false, false));
    }

    void decided(long number, boolean approved) {
        Asked request = asked.get(number);
        asked.put(number, new Asked(request.kind, request.officer, true, approved));
    }

    /** Nothing of this kind is open any more. */
    void done(long number) {
        decided(number, false);
    }

    static String officer(MetaData by) {
        return by.get("actor") instanceof Actor actor ? actor.officer() : "";
    }
}
