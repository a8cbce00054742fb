package org.yanqian.command.vault;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.sign.Suite;

/** How the values of a person are sealed: nonce of 12 bytes ‖ GCM ciphertext with a tag of 16 bytes. */
enum PersonCipher {
    AES("AES-256-GCM", 32),
    SM4("SM4-GCM", 16);

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final String wire;
    private final int keyLength;

    PersonCipher(String wire, int keyLength) {
        this.wire = wire;
        this.keyLength = keyLength;
    }

    /** For new persons of a ledger of this suite. */
    static PersonCipher of(Suite suite) {
        return suite == Suite.GM ? SM4 : AES;
    }

    /** Throws {@code VAULT_DAMAGED} for another name. */
    static PersonCipher of(String wire) {
        return Arrays.stream(values())
                .filter(cipher -> cipher.wire.equals(wire))
                .findFirst()
                .orElseThrow(() -> new CodedException("VAULT_DAMAGED", "no cipher " + wire));
    }

    String wire() {
        return wire;
    }

    /** In bytes. */
    int keyLength() {
        return keyLength;
    }

    byte[] seal(byte[] key, SecureRandom random, byte[] plain) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealedValue = run(true, key, nonce, plain);
        byte[] joined = Arrays.copyOf(nonce, NONCE + sealedValue.length);
        System.arraycopy(sealedValue, 0, joined, NONCE, sealedValue.length);
        return joined;
    }

    /** Throws {@code VAULT_DAMAGED}. */
    byte[] open(byte[] key, byte[] joined) {
        if (joined.length < NONCE) {
            throw new CodedException("VAULT_DAMAGED", "a personal value is cut");
        }
        return run(
                false,
                key,
                Arrays.copyOf(joined, NONCE),
                Arrays.copyOfRange(joined, NONCE, joined.length));
    }

    private byte[] run(boolean seals, byte[] key, byte[] nonce, byte[] input) {
        BlockCipher block = this == SM4 ? new SM4Engine() : AESEngine.newInstance();
        GCMModeCipher cipher = GCMBlockCipher.newInstance(block);
        cipher.init(seals, new AEADParameters(new KeyParameter(key), TAG_BITS, nonce));
        byte[] out = new byte[cipher.getOutputSize(input.length)];
        int n = cipher.processBytes(input, 0, input.length, out, 0);
        try {
            cipher.doFinal(out, n);
            return out;
        } catch (InvalidCipherTextException e) {
            throw new CodedException("VAULT_DAMAGED", "a personal value does not open", e);
        }
    }
}
