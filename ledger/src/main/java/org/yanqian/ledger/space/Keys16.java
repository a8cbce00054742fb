package org.yanqian.ledger.space;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.yanqian.ledger.sign.Suite;

/**
 * Names as keys of 16 bytes: the first of SHA-256 over a salt and the name. With the root of the
 * whole ledger as salt nobody can look for two names with one key: any change of a name changes the
 * salt too.
 */
public final class Keys16 {
    public static final int LENGTH = 16;

    /** Never zero. */
    public record Key(long high, long low) {
        int part() {
            return (int) (high >>> 56);
        }
    }

    private final byte[] salt;

    public Keys16(byte[] salt) {
        this.salt = salt.clone();
    }

    public Key of(String name) {
        byte[] hash = Suite.INTL.hash(salt, name.getBytes(StandardCharsets.UTF_8));
        ByteBuffer words = ByteBuffer.wrap(hash);
        long high = words.getLong();
        long low = words.getLong();
        return new Key(high, high == 0 && low == 0 ? 1 : low);
    }

    @Override
    public String toString() {
        return "Keys16" + Arrays.toString(salt);
    }
}
