package org.yanqian.ledger.space;

import java.nio.ByteBuffer;

/** Lends blocks of memory. Thread safe. */
public interface Space {
    /** All zero, position 0, limit and capacity as asked. */
    ByteBuffer take(int bytes);

    /** A block that nobody uses any more. */
    void release(ByteBuffer block);

    /** The heap, without a limit of its own. */
    static Space heap() {
        return new Space() {
            @Override
            public ByteBuffer take(int bytes) {
                return ByteBuffer.allocate(bytes);
            }

            @Override
            public void release(ByteBuffer block) {
                // The collector's work.
            }
        };
    }
}
