package org.yanqian.ledger.policy;

import org.yanqian.ledger.sign.PublicKey;

/** A key that may sign a bureau's events from index 0 on; later ones are enrolled by events. */
public record ServiceKey(String bureau, PublicKey key) {}
