package org.yanqian.ledger.stamp;

import java.util.Locale;
import org.yanqian.ledger.CodedException;

/**
 * A time-stamp token over a checkpoint, as service and export keep it.
 *
 * @param size of the checkpoint
 * @param authority by the name of whoever asked for it, {@code [a-z0-9-]+}
 * @param token DER
 */
public record StoredStamp(long size, String authority, byte[] token) {
    /** Folder of an export. */
    public static final String FOLDER = "stamps/";

    private static final String NAME = "[0-9]{12}-[a-z0-9-]{1,60}";
    private static final int DIGITS = 12;

    /** {@code stamps/}, the size in 12 digits, {@code -} and the authority. */
    public String path() {
        return String.format(Locale.ROOT, "%s%012d-%s", FOLDER, size, authority);
    }

    /** Throws {@code BAD_STAMP} for a name that {@link #path} does not make. */
    public static StoredStamp of(String path, byte[] token) {
        String name = path.substring(FOLDER.length());
        if (!name.matches(NAME)) {
            throw new CodedException("BAD_STAMP", "no name of a stamp: " + path);
        }
        return new StoredStamp(
                Long.parseLong(name.substring(0, DIGITS)), name.substring(DIGITS + 1), token);
    }
}
