package org.yanqian.ledger.event;

import java.util.List;
import java.util.Map;

/** Streams {@code inspector/<bureau>/<personId>}: one line of the inspector registry. */
public sealed interface InspectorEvent extends EventData {
    static String stream(String bureau, String personId) {
        return "inspector/" + bureau + "/" + personId;
    }

    @Wire(type = "inspector.registered")
    record InspectorRegistered(InspectorRecord record, String source) implements InspectorEvent {}

    @Wire(type = "inspector.changed")
    record InspectorChanged(
            InspectorRecord before, InspectorRecord after, String reason, String source)
            implements InspectorEvent {}

    @Wire(type = "inspector.removed")
    record InspectorRemoved(InspectorRecord before, String reason) implements InspectorEvent {}

    /**
     * A line of the inspector registry (检查人员名录库). Name and sex lie in the vault, {@code personal}
     * holds their digests.
     *
     * @param certificateNo number of the enforcement certificate, {@code ""} without one: the id in a draw
     * @param recusedTargets object ids (对象编号) this person may not visit
     */
    record InspectorRecord(
            String personId,
            String certificateNo,
            String certificateExpires,
            String divisionCode,
            String unit,
            String post,
            String rank,
            List<String> specialties,
            long yearsOfService,
            String establishment,
            String onPost,
            long checksThisYear,
            List<String> recusedTargets,
            String registryStatus,
            Map<String, String> personal) {}
}
