package org.yanqian.query.workqueue;

import java.time.OffsetDateTime;

/**
 * One thing that somebody has to do.
 *
 * @param role who may do it
 * @param assignees parties or certificate numbers, separated by spaces; empty: anyone of the role
 * @param quantity targets to draw of a plan line, else 1
 * @param dueAt null while no time can be told
 * @param provisional the date may move: quarter not finished, or no notice of that year's holidays
 * @param witnessIndex entry that must be under a cosigned checkpoint before the draw goes on, or null
 */
record WorkItem(
        String item,
        String bureau,
        Kind kind,
        String state,
        String plan,
        String drawId,
        String label,
        String objectId,
        long quantity,
        String role,
        String assignees,
        OffsetDateTime dueAt,
        Basis dueBasis,
        boolean provisional,
        Long witnessIndex,
        long sinceIndex) {

    enum Kind {
        PLAN_LINE_TO_DRAW,
        DRAW_IN_PROGRESS,
        DRAW_HASH_TO_PUBLISH,
        LABELS_TO_OPEN,
        DRAWN_LIST_TO_PUBLISH,
        VISIT_TO_INSPECT,
        VISIT_OWED,
        REQUEST_TO_DECIDE,
        REQUEST_TO_COUNTERSIGN,
        VACANCY_TO_EXECUTE,
        RESULT_TO_PUBLISH
    }

    /** Where the deadline comes from. */
    enum Basis {
        END_OF_QUARTER,
        REVEAL_DEADLINE,
        BEACON_TIME,
        /** A chain of one's own: the policy says when its round is. */
        BEACON_TIME_IN_POLICY,
        RESULT_WITHIN_THREE_DAYS,
        EMBARGO_END,
        VISIT_DUE,
        QUARTER_COMPLETED,
        QUARTER_NOT_YET_COMPLETED,
        NONE
    }

    static final String TO_DO = "TO_DO";
    static final String AWAITING_COMMITMENTS = "AWAITING_COMMITMENTS";
    static final String AWAITING_ANNOUNCEMENT = "AWAITING_ANNOUNCEMENT";
    static final String AWAITING_REVEALS = "AWAITING_REVEALS";
    static final String AWAITING_CLOSE = "AWAITING_CLOSE";
    static final String AWAITING_BEACON = "AWAITING_BEACON";
    static final String AWAITING_RESULT = "AWAITING_RESULT";
    static final String WAITING_FOR_WITNESS = "WAITING_FOR_WITNESS";
    static final String LAPSED = "LAPSED";
    static final String VOIDED = "VOIDED";
    static final String REDRAW_ALLOWED = "REDRAW_ALLOWED";

    static WorkItem of(Kind kind, String id, String bureau, String plan, String role, long index) {
        return new WorkItem(
                kind + ":" + id,
                bureau,
                kind,
                TO_DO,
                plan,
                "",
                "",
                "",
                1,
                role,
                "",
                null,
                Basis.NONE,
                false,
                null,
                index);
    }

    WorkItem draw(String id) {
        return new WorkItem(
                item,
                bureau,
                kind,
                state,
                plan,
                id,
                label,
                objectId,
                quantity,
                role,
                assignees,
                dueAt,
                dueBasis,
                provisional,
                witnessIndex,
                sinceIndex);
    }

    WorkItem site(String siteLabel, String object) {
        return new WorkItem(
                item,
                bureau,
                kind,
                state,
                plan,
                drawId,
                siteLabel,
                object,
                quantity,
                role,
                assignees,
                dueAt,
                dueBasis,
                provisional,
                witnessIndex,
                sinceIndex);
    }

    WorkItem state(String now, String who, String names) {
        return new WorkItem(
                item,
                bureau,
                kind,
                now,
                plan,
                drawId,
                label,
                objectId,
                quantity,
                who,
                names,
                dueAt,
                dueBasis,
                provisional,
                witnessIndex,
                sinceIndex);
    }

    WorkItem due(OffsetDateTime at, Basis basis) {
        return new WorkItem(
                item,
                bureau,
                kind,
                state,
                plan,
                drawId,
                label,
                objectId,
                quantity,
                role,
                assignees,
                at,
                at == null ? Basis.NONE : basis,
                provisional,
                witnessIndex,
                sinceIndex);
    }

    /** No time can be told here, only where it stands. */
    WorkItem dueByPolicy() {
        return new WorkItem(
                item,
                bureau,
                kind,
                state,
                plan,
                drawId,
                label,
                objectId,
                quantity,
                role,
                assignees,
                null,
                Basis.BEACON_TIME_IN_POLICY,
                provisional,
                witnessIndex,
                sinceIndex);
    }

    WorkItem quantity(long number) {
        return new WorkItem(
                item,
                bureau,
                kind,
                state,
                plan,
                drawId,
                label,
                objectId,
                number,
                role,
                assignees,
                dueAt,
                dueBasis,
                provisional,
                witnessIndex,
                sinceIndex);
    }

    WorkItem witnessed(long index) {
        return new WorkItem(
                item,
                bureau,
                kind,
                state,
                plan,
                drawId,
                label,
                objectId,
                quantity,
                role,
                assignees,
                dueAt,
                dueBasis,
                provisional,
                index,
                sinceIndex);
    }
}
