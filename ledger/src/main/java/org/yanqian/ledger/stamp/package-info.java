/**
 * RFC 3161 time-stamp tokens over checkpoints: the imprint is SHA-256 of the checkpoint's text, the
 * three lines that log and witnesses sign. So anyone can check a token with other tools:
 *
 * <pre>{@code openssl ts -verify -data checkpoint.txt -in token.tst -token_in -CAfile root.pem}</pre>
 */
package org.yanqian.ledger.stamp;
