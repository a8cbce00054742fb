package org.yanqian.verifier.check;

/**
 * An event and where it stands.
 *
 * @param hash suite hash of the event's bytes in hex
 */
public record Located<T>(long index, String hash, String time, T data) {}
