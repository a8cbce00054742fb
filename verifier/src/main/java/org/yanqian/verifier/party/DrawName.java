package org.yanqian.verifier.party;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.yanqian.ledger.event.DrawId;

/** A draw id {@code origin/bureau/year/number} as a party names it. */
record DrawName(String id, DrawId parts) {
    /** Throws {@code BAD_DRAW_ID} or {@code NOT_NFC}. */
    static DrawName parse(String id) {
        return new DrawName(id, DrawId.parse(id));
    }

    String origin() {
        return parts.origin();
    }

    String bureau() {
        return parts.bureau();
    }

    /** Path of the draw in the service's API. */
    String path() {
        String number = id.substring(id.lastIndexOf('/'));
        return "/api/v1/draws/" + segment(bureau()) + "/" + parts.year() + number;
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
