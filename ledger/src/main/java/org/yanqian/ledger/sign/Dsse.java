package org.yanqian.ledger.sign;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * DSSE pre-authentication encoding (secure-systems-lab/dsse v1.0.2): what is signed says what it is.
 * {@code "DSSEv1" SP len(type) SP type SP len(body) SP body}, lengths in ASCII decimal.
 */
public final class Dsse {
    public static final String EVENT_TYPE = "application/vnd.yanqian.event.v1+json";

    private Dsse() {}

    public static byte[] pae(String type, byte[] body) {
        byte[] t = type.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + t.length + 32);
        out.writeBytes(("DSSEv1 " + t.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(t);
        out.writeBytes((" " + body.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(body);
        return out.toByteArray();
    }
}
