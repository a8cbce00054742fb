package org.yanqian.app;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.yanqian.command.seal.SealSignal;
import org.yanqian.query.source.LedgerAvailability;

/** Command and query never meet; where both run in one process, sealing rings for the projections. */
@Component
class Bells {
    Bells(ObjectProvider<SealSignal> sealing, ObjectProvider<LedgerAvailability> projections) {
        sealing.ifAvailable(
                signal ->
                        projections.ifAvailable(
                                availability -> signal.onProgress(availability::signal)));
    }
}
