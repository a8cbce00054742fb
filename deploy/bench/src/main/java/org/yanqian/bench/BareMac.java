package org.yanqian.bench;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.yanqian.ledger.sign.Suite;

/** HMAC as the libraries give it, with the key set once: what a ticket costs at the least. */
interface BareMac {
    void of(byte[] message, byte[] out);

    static BareMac of(Suite suite, byte[] key) {
        return suite == Suite.GM ? sm3(key) : sha256(key);
    }

    private static BareMac sm3(byte[] key) {
        HMac mac = new HMac(new SM3Digest());
        mac.init(new KeyParameter(key));
        return (message, out) -> {
            mac.update(message, 0, message.length);
            mac.doFinal(out, 0);
        };
    }

    private static BareMac sha256(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return (message, out) -> {
                try {
                    mac.update(message);
                    mac.doFinal(out, 0);
                } catch (GeneralSecurityException e) {
                    throw new AssertionError(e);
                }
            };
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has HmacSHA256", e);
        }
    }
}
