package org.yanqian.ledger.registry;

/**
 * How far a draw has come. Indexes are those of the first such event, −1 while there is none.
 *
 * @param plan stream of the plan line
 * @param announcement hex suite hash of the first announcement, {@code ""} before it
 * @param redraw of the supervising party's word that the plan line may be drawn once more
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
        long lapsed,
        long voided,
        long redraw) {

    static DrawLine opened(
            String drawId, String bureau, long year, long number, String plan, long index) {
        return new DrawLine(drawId, bureau, year, number, plan, index, -1, "", -1, -1, -1, -1, -1);
    }

    DrawLine announced(long index, String hash) {
        return with(index, hash, closed, completed, lapsed, voided, redraw);
    }

    DrawLine closed(long index) {
        return with(announced, announcement, index, completed, lapsed, voided, redraw);
    }

    DrawLine completed(long index) {
        return with(announced, announcement, closed, index, lapsed, voided, redraw);
    }

    DrawLine lapsed(long index) {
        return with(announced, announcement, closed, completed, index, voided, redraw);
    }

    DrawLine voided(long index) {
        return with(announced, announcement, closed, completed, lapsed, index, redraw);
    }

    DrawLine redrawn(long index) {
        return with(announced, announcement, closed, completed, lapsed, voided, index);
    }

    private DrawLine with(
            long announced,
            String announcement,
            long closed,
            long completed,
            long lapsed,
            long voided,
            long redraw) {
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
                lapsed,
                voided,
                redraw);
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

    /** Lapsed, by its own event or as the result says. */
    public boolean isLapsed() {
        return lapsed >= 0;
    }

    public boolean isVoided() {
        return voided >= 0;
    }

    /** Lapsed or void: it does not stand for its plan line, whatever it drew. */
    public boolean isOver() {
        return isLapsed() || isVoided();
    }

    /** The supervising party countersigned one more draw of the line. */
    public boolean isRedrawAllowed() {
        return redraw >= 0;
    }
}
