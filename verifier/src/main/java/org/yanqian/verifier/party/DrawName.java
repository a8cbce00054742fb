package org.yanqian.verifier.party;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Enc;

/** A draw id {@code origin/bureau/year/number} taken apart; an origin may itself have slashes. */
record DrawName(String id, String origin, String bureau, String year, String number) {
    /** Throws {@code BAD_DRAW_ID} or {@code NOT_NFC}. */
    static DrawName parse(String id) {
        Enc.utf8(id);
        String[] parts = id.split("/", -1);
        int n = parts.length;
        if (n < 4 || !parts[n - 2].matches("[0-9]{4}") || !parts[n - 1].matches("[0-9]{1,9}")) {
            throw new CodedException(
                    "BAD_DRAW_ID", "expected origin/bureau/year/number, found " + id);
        }
        String tail = "/" + parts[n - 3] + "/" + parts[n - 2] + "/" + parts[n - 1];
        return new DrawName(
                id,
                id.substring(0, id.length() - tail.length()),
                parts[n - 3],
                parts[n - 2],
                parts[n - 1]);
    }

    /** Path of the draw in the service's API. */
    String path() {
        return "/api/v1/draws/" + segment(bureau) + "/" + year + "/" + number;
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
