package org.yanqian.ledger.event;

import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Enc;

/**
 * {@code origin/bureau/year/number} (SPEC section 3.1), for example {@code
 * ledger.example/weihai/huancui/2026/0001}: the origin may hold slashes, the bureau may not.
 *
 * @param year four digits
 * @param number from 1 by bureau and year; written with four digits at least and no other zeros
 */
public record DrawId(String origin, String bureau, long year, long number) {
    private static final int DIGITS = 4;

    /** The only way to write it. */
    public String format() {
        String digits = Long.toString(number);
        String zeros = "0".repeat(Math.max(0, DIGITS - digits.length()));
        return origin + "/" + bureau + "/" + year + "/" + zeros + digits;
    }

    /** Throws {@code BAD_DRAW_ID}, also for another way to write it, or {@code NOT_NFC}. */
    public static DrawId parse(String id) {
        Enc.utf8(id);
        String[] parts = id.split("/", -1);
        int n = parts.length;
        if (n >= 4
                && !parts[n - 3].isEmpty()
                && parts[n - 2].matches("[0-9]{4}")
                && parts[n - 1].matches("[0-9]{4,9}")) {
            int tail = parts[n - 3].length() + parts[n - 2].length() + parts[n - 1].length() + 3;
            DrawId parsed =
                    new DrawId(
                            id.substring(0, id.length() - tail),
                            parts[n - 3],
                            Long.parseLong(parts[n - 2]),
                            Long.parseLong(parts[n - 1]));
            if (parsed.number > 0 && parsed.format().equals(id)) {
                return parsed;
            }
        }
        throw new CodedException("BAD_DRAW_ID", "expected origin/bureau/year/number, found " + id);
    }
}
