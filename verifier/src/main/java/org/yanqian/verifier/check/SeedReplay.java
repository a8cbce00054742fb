package org.yanqian.verifier.check;

import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.draw.Grade;

/** What layer 9 computed from reveals and beacon; the seed is null where it could not be. */
public record SeedReplay(Bytes seed, Grade grade) {}
