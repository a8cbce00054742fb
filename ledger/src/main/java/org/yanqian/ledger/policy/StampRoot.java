package org.yanqian.ledger.policy;

import org.yanqian.ledger.codec.Bytes;

/**
 * A time-stamping authority (RFC 3161) whose tokens are believed.
 *
 * @param name in the policy, 1 to 60 characters of {@code a-z}, digits and {@code -}: it stands in
 *     names of files
 * @param certificate DER of its root, or of the very signer
 * @param url where the service asks for tokens; empty for none
 */
public record StampRoot(String name, Bytes certificate, String url) {}
