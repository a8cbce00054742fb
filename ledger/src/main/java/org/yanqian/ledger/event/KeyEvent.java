package org.yanqian.ledger.event;

import java.util.List;

/**
 * Whose key is valid from when to when: an event counts from the ledger index after its own. Stream
 * {@code ledger/keys} for keys of the service, {@code keys/<bureau>} for its officers', {@code
 * parties/<bureau>} for those of the parties to its draws (SPEC section 4.1).
 */
public sealed interface KeyEvent extends EventData {
    String SERVICE_STREAM = "ledger/keys";

    /** Kinds of holders. */
    String SERVICE = "service";

    String OFFICER = "officer";
    String PARTY = "party";

    /** Reason of a revocation after which only what was witnessed before it counts. */
    String COMPROMISED = "compromised";

    static String stream(String kind, String bureau) {
        return switch (kind) {
            case SERVICE -> SERVICE_STREAM;
            case PARTY -> "parties/" + bureau;
            default -> "keys/" + bureau;
        };
    }

    /**
     * One more key beside those that are there.
     *
     * @param kind {@code service} or {@code officer}
     * @param bureau for which it signs; {@code ""} (service only): for those of the key that signed
     *     this event
     * @param holder the officer's id, {@code ""} for the service
     * @param key {@code suite:hex}
     * @param chain X.509 certificates in base64 of DER, the holder's first; empty without one
     * @param proof hex signature by {@code key} over its enrolment
     */
    @Wire(type = "key.enrolled")
    record KeyEnrolled(
            String kind, String bureau, String holder, String key, List<String> chain, String proof)
            implements KeyEvent {}

    /**
     * A key steps into the place of another, which ends.
     *
     * @param signature hex signature by {@code old} over the succession
     * @param proof as in {@link KeyEnrolled}
     */
    @Wire(type = "key.rotated")
    record KeyRotated(
            String kind,
            String bureau,
            String holder,
            String old,
            String key,
            List<String> chain,
            String signature,
            String proof)
            implements KeyEvent {}

    /**
     * A key ends without successor, or one that ended is declared stolen.
     *
     * @param reason {@code compromised}, {@code lost} or {@code ceased}
     * @param since with {@code compromised}: from when the thief may have had it, {@code ""} if only
     *     from the revocation on
     */
    @Wire(type = "key.revoked")
    record KeyRevoked(
            String kind, String bureau, String holder, String key, String reason, String since)
            implements KeyEvent {}

    /** A party's own word that another key speaks for it from now on. */
    @Wire(type = "party.key-succeeded")
    record PartyKeySucceeded(
            String party, String bureau, String old, String key, String signature, String proof)
            implements KeyEvent {}
}
