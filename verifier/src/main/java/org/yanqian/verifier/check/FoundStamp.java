package org.yanqian.verifier.check;

/**
 * A time-stamp token as found.
 *
 * @param name path of its file, or where it stands in a bundle
 * @param size of the checkpoint that it claims to be over, −1 where there is none
 */
record FoundStamp(String name, long size, byte[] token) {}
