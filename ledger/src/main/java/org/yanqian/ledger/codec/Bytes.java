package org.yanqian.ledger.codec;

import java.util.Arrays;

/**
 * An immutable byte string as a value: labels, hashes, nonces, salts. Equal by content, ordered as
 * unsigned bytes (SPEC section "Notation"), shown as lower-case hex.
 */
public final class Bytes implements Comparable<Bytes> {
    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Bytes of(byte[] bytes) {
        return new Bytes(bytes.clone());
    }

    /** Lower-case hex of any length; {@code NOT_HEX}. */
    public static Bytes ofHex(String hex) {
        return new Bytes(Hex.parse(hex));
    }

    /** Lower-case hex of exactly this many bytes; {@code NOT_HEX}. */
    public static Bytes ofHex(String hex, int length) {
        return new Bytes(Hex.parse(hex, length));
    }

    public byte[] toArray() {
        return bytes.clone();
    }

    /** Writes all bytes into {@code target} from {@code offset} on, without a copy in between. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
    }

    public String hex() {
        return Hex.format(bytes);
    }

    public int length() {
        return bytes.length;
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes b && Arrays.equals(bytes, b.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
