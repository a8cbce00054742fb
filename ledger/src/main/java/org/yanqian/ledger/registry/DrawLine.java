package org.yanqian.ledger.registry;

/**
 * How far a draw has come. Indexes are those of the first such event, −1 while there is none.
 *
 * @param plan stream of the plan line
 * @param announcement hex suite hash of the first announcement, {@code ""} before it
 */
public record DrawLine(
        String drawId,
        String bureau,
        long year,
        long number,
        String plan,
        long opened,
        long announced,
        String announcement,
        long closed,
        long completed,
        long lapsed) {

    static DrawLine opened(
            String drawId, String bureau, long year, long number, String plan, long index) {
        return new DrawLine(drawId, bureau, year, number, plan, index, -1, "", -1, -1, -1);
    }

    DrawLine announced(long index, String hash) {
        return new DrawLine(
                drawId, bureau, year, number, plan, opened, index, hash, closed, completed, lapsed);
    }

    DrawLine closed(long index) {
        return new DrawLine(
                drawId,
                bureau,
                year,
                number,
                plan,
                opened,
                announced,
                announcement,
                index,
                completed,
                lapsed);
    }

    DrawLine completed(long index) {
        return new DrawLine(
                drawId,
                bureau,
                year,
                number,
                plan,
                opened,
                announced,
                announcement,
                closed,
                index,
                lapsed);
    }

    DrawLine lapsed(long index) {
        return new DrawLine(
                drawId,
                bureau,
                year,
                number,
                plan,
                opened,
                announced,
                announcement,
                closed,
                completed,
                index);
    }

    public boolean isAnnounced() {
        return announced >= 0;
    }

    public boolean isClosed() {
        return closed >= 0;
    }

    public boolean isCompleted() {
        return completed >= 0;
    }

    /** Lapsed, by its own event or as the result says: the plan line may be drawn again. */
    public boolean isLapsed() {
        return lapsed >= 0;
    }
}
