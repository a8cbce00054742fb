package org.yanqian.command.seal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Last events of streams as one transaction has read or written them. An aggregate has been read just
 * before it appends, so its last hash need not be asked for again; if another was faster, the insert
 * finds the twin.
 */
final class StreamHeads {
    private record Head(long seq, byte[] hash) {}

    private final Map<String, Head> heads = new HashMap<>();

    /** Of the transaction that this thread is in; forgotten when it ends. */
    static StreamHeads ofTransaction() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return new StreamHeads();
        }
        Object bound = TransactionSynchronizationManager.getResource(StreamHeads.class);
        if (bound instanceof StreamHeads known) {
            return known;
        }
        StreamHeads fresh = new StreamHeads();
        TransactionSynchronizationManager.bindResource(StreamHeads.class, fresh);
        TransactionSynchronizationManager.registerSynchronization(new Unbinding(fresh));
        return fresh;
    }

    /** A transaction that is set aside for another takes what it knows with it. */
    private record Unbinding(StreamHeads heads) implements TransactionSynchronization {
        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(StreamHeads.class);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(StreamHeads.class, heads);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(StreamHeads.class);
        }
    }

    void put(String stream, long seq, byte[] hash) {
        heads.put(stream, new Head(seq, hash));
    }

    /** Hash of the event {@code seq}, if that is the last one known of the stream. */
    Optional<byte[]> find(String stream, long seq) {
        return Optional.ofNullable(heads.get(stream))
                .filter(head -> head.seq() == seq)
                .map(Head::hash);
    }
}
