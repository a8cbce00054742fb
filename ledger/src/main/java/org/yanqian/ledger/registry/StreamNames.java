package org.yanqian.ledger.registry;

/** What the name of a registry stream says. */
final class StreamNames {
    private StreamNames() {}

    /** The second part of {@code target/<bureau>/…}, {@code ruleset/<bureau>}. */
    static String bureauOf(String stream) {
        int from = stream.indexOf('/') + 1;
        int to = stream.indexOf('/', from);
        return to < 0 ? stream.substring(from) : stream.substring(from, to);
    }

    /** What follows the bureau in {@code target/<bureau>/<objectId>}. */
    static String idOf(String stream) {
        return stream.substring(stream.indexOf('/', stream.indexOf('/') + 1) + 1);
    }
}
