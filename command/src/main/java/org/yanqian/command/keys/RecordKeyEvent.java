package org.yanqian.command.keys;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.yanqian.ledger.event.KeyEvent;

/** An event that {@link KeyRegister} has judged, under its lock. */
record RecordKeyEvent(@TargetAggregateIdentifier String stream, KeyEvent event) {}
