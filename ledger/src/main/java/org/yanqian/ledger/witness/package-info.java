/**
 * The tlog-witness protocol of C2SP: a log submits a signed checkpoint with a proof that it extends
 * the one cosigned last, and the witness answers with a cosignature.
 *
 * <pre>{@code old 20852014
 * <consistency proof, a base64 hash per line>
 *
 * <the signed checkpoint>}</pre>
 */
package org.yanqian.ledger.witness;
