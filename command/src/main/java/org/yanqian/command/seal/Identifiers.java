package org.yanqian.command.seal;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Event ids and salts: the only place of the write side that reads clock and randomness for them. */
public final class Identifiers {
    private final Clock clock;
    private final SecureRandom random;

    public Identifiers(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /** UUIDv7 (RFC 9562 section 5.7): 48 bits of milliseconds, then random bits. */
    public UUID newId() {
        byte[] bits = new byte[10];
        random.nextBytes(bits);
        long high = clock.millis() << 16 | 0x7000 | (bits[0] & 0x0F) << 8 | bits[1] & 0xFF;
        long low = 0;
        for (int i = 2; i < 10; i++) {
            low = low << 8 | bits[i] & 0xFF;
        }
        return new UUID(high, low & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L);
    }

    /** 16 random bytes. */
    public byte[] newSalt() {
        byte[] salt = new byte[16];
        random.nextBytes(salt);
        return salt;
    }
}
