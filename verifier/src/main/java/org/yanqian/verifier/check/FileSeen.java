package org.yanqian.verifier.check;

/**
 * A file of the export as it was read, so that no file is read twice.
 *
 * @param size bytes
 * @param sha256 32 bytes
 */
record FileSeen(long size, byte[] sha256) {}
