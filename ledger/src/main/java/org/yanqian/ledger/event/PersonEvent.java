package org.yanqian.ledger.event;

import java.util.List;

/**
 * What became of the personal values of a registry entry (SPEC section 3.2). Stream {@code person/}
 * and the entry's own stream: {@code person/inspector/<bureau>/<personId>}. Asked for by one officer,
 * decided by another; what is erased are the values, never an event.
 */
public sealed interface PersonEvent extends EventData {
    /** @param entry stream of the registry entry */
    static String stream(String entry) {
        return "person/" + entry;
    }

    String entry();

    /**
     * @param request 1, 2, … per entry
     * @param article what it rests on, 个人信息保护法第四十七条 for example
     */
    @Wire(type = "person.erasure-requested")
    record ErasureRequested(String entry, long request, String reason, String article)
            implements PersonEvent {}

    @Wire(type = "person.erasure-declined")
    record ErasureDeclined(String entry, long request, String reason) implements PersonEvent {}

    /**
     * The key of the person was destroyed in the transaction of this event.
     *
     * @param reason the request's
     * @param article the request's
     * @param fields names of the values that lay under the key, ascending
     */
    @Wire(type = "person.erased")
    record PersonErased(
            String entry, long request, String reason, String article, List<String> fields)
            implements PersonEvent {}
}
