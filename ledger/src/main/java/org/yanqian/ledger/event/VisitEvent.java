package org.yanqian.ledger.event;

import java.util.List;

/** Streams {@code visit/<drawId>/<label>}: one drawn site and the team that goes. */
public sealed interface VisitEvent extends EventData {
    static String stream(String drawId, String label) {
        return "visit/" + drawId + "/" + label;
    }

    String drawId();

    String label();

    @Wire(type = "visit.assigned")
    record VisitAssigned(
            String drawId,
            String label,
            String objectId,
            String stratum,
            long rank,
            List<TeamMember> team,
            String dueOn)
            implements VisitEvent {}

    record TeamMember(String role, String personId, String certificateNo, String label) {}

    /** Drawn but not to be staffed from the pool: it stays owed until {@code dueOn}. */
    @Wire(type = "visit.owed")
    record VisitOwed(
            String drawId, String label, String objectId, String stratum, long rank, String dueOn)
            implements VisitEvent {}

    /**
     * The team after a vacancy.
     *
     * @param k the vacancy, 1, 2, … per draw
     * @param team everyone who goes now; the visit is owed while a place stays empty
     */
    @Wire(type = "visit.team-changed")
    record TeamChanged(
            String drawId,
            String label,
            String objectId,
            long k,
            List<TeamMember> team,
            boolean owed)
            implements VisitEvent {}

    /**
     * @param outcome a code of the rule set, {@code NO_PROBLEM_FOUND} for 未发现问题
     * @param inspectors certificate numbers of those who were there, two or more
     * @param inspectedOn day of the visit in Asia/Shanghai
     */
    @Wire(type = "visit.inspection-recorded")
    record InspectionRecorded(
            String drawId,
            String label,
            String objectId,
            List<String> inspectors,
            String inspectedOn,
            String outcome,
            String remarks)
            implements VisitEvent {}
}
