package org.yanqian.command.seal;

import java.util.function.BooleanSupplier;

/** Tells when everything that was appended before a moment has its index. */
@FunctionalInterface
public interface Settling {
    /** True once all that was committed when this was called is sealed; cheap to ask again. */
    BooleanSupplier committedUntilNow();
}
