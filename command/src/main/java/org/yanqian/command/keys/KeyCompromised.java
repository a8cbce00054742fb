package org.yanqian.command.keys;

/**
 * Told within this process in the transaction of the revocation: a key may have been in other hands.
 *
 * @param key its text form
 */
public record KeyCompromised(String key) {}
