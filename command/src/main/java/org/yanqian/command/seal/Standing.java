package org.yanqian.command.seal;

import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;

/** How each of several outsiders answers now; a change is logged once. Thread safe. */
final class Standing {
    private final Logger log;
    private final String who;
    private final String well;
    private final Map<String, String> troubles = new TreeMap<>();

    /**
     * @param who what they are, in the log
     * @param well what they do when nothing keeps them, in the log
     */
    Standing(Logger log, String who, String well) {
        this.log = log;
        this.who = who;
        this.well = well;
    }

    /** @param trouble "" for none */
    void note(String name, String trouble) {
        String before;
        synchronized (troubles) {
            before = troubles.put(name, trouble);
        }
        if (!trouble.equals(before)) {
            log.info("{} {}: {}", who, name, trouble.isEmpty() ? well : trouble);
        }
    }

    /** By name, what keeps it from answering, "" when it does. */
    Map<String, String> now() {
        synchronized (troubles) {
            return new TreeMap<>(troubles);
        }
    }
}
