package org.yanqian.query.workqueue;

import java.time.OffsetDateTime;

/** One thing that somebody has to do, told part by part. */
final class WorkItem {
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
        CLOSURE_TO_CONFIRM,
        RESULT_TO_PUBLISH,
        /** Values of a person: asked by one, decided by another. */
        ERASURE_TO_DECIDE
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

    private final Kind kind;
    private final String item;
    private String bureau;
    private final String plan;
    private final long sinceIndex;
    private String state = TO_DO;
    private String drawId = "";
    private String label = "";
    private String objectId = "";
    private long quantity = 1;
    private String role;
    private String assignees = "";
    private OffsetDateTime dueAt;
    private Basis dueBasis = Basis.NONE;
    private boolean provisional;
    private Long witnessIndex;

    private WorkItem(
            Kind kind, String id, String bureau, String plan, String role, long sinceIndex) {
        this.kind = kind;
        this.item = kind + ":" + id;
        this.bureau = bureau;
        this.plan = plan;
        this.role = role;
        this.sinceIndex = sinceIndex;
    }

    /**
     * To do, without a date, by anyone of the role.
     *
     * @param plan empty for what belongs to none
     */
    static WorkItem of(Kind kind, String id, String bureau, String plan, String role, long index) {
        return new WorkItem(kind, id, bureau, plan, role, index);
    }

    /** For people of another bureau than the draw's. */
    WorkItem bureau(String other) {
        bureau = other;
        return this;
    }

    WorkItem draw(String id) {
        drawId = id;
        return this;
    }

    WorkItem site(String siteLabel, String object) {
        label = siteLabel;
        objectId = object;
        return this;
    }

    /** @param names parties or certificate numbers, separated by spaces; empty: anyone of the role */
    WorkItem state(String now, String who, String names) {
        state = now;
        role = who;
        assignees = names;
        return this;
    }

    /** @param at null while no time can be told */
    WorkItem due(OffsetDateTime at, Basis basis) {
        dueAt = at;
        dueBasis = at == null ? Basis.NONE : basis;
        return this;
    }

    /** No time can be told here, only where it stands. */
    WorkItem dueByPolicy() {
        dueAt = null;
        dueBasis = Basis.BEACON_TIME_IN_POLICY;
        return this;
    }

    /** Targets to draw of a plan line. */
    WorkItem quantity(long number) {
        quantity = number;
        return this;
    }

    /** @param index entry that must be under a cosigned checkpoint before the draw goes on */
    WorkItem witnessed(long index) {
        witnessIndex = index;
        return this;
    }

    String item() {
        return item;
    }

    /** In the order of the table's columns. */
    Object[] row() {
        return new Object[] {
            item,
            bureau,
            kind.name(),
            state,
            plan,
            drawId,
            label,
            objectId,
            quantity,
            role,
            assignees,
            dueAt,
            dueBasis.name(),
            provisional,
            witnessIndex,
            sinceIndex
        };
    }
}
