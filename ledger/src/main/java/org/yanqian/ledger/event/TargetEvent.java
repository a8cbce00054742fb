package org.yanqian.ledger.event;

import java.util.List;
import java.util.Map;

/** Streams {@code target/<bureau>/<objectId>}: one inspection target (a site, not a company). */
public sealed interface TargetEvent extends EventData {
    static String stream(String bureau, String objectId) {
        return "target/" + bureau + "/" + objectId;
    }

    /** {@code source} is the stream of the import, or {@code manual}. */
    @Wire(type = "target.registered")
    record TargetRegistered(TargetRecord record, String source) implements TargetEvent {}

    @Wire(type = "target.changed")
    record TargetChanged(TargetRecord before, TargetRecord after, String reason, String source)
            implements TargetEvent {}

    @Wire(type = "target.removed")
    record TargetRemoved(TargetRecord before, String reason) implements TargetEvent {}

    /**
     * A line of the target registry (检查对象名录库), every input of a draw and no personal value:
     * {@code personal} holds MAC digests in hex by field name, the values lie in the vault.
     *
     * @param permitNo HJ 608 number of permit or registration: the id of the site in a draw
     * @param supervisionClass a code of the rule set (重点, 简化, 一般, 特殊 in Weihai)
     */
    record TargetRecord(
            String objectId,
            String permitNo,
            String name,
            String uscc,
            String divisionCode,
            String area,
            String address,
            String longitude,
            String latitude,
            String industryCode,
            String industryName,
            String supervisionClass,
            String permitClass,
            String creditGrade,
            boolean positiveList,
            String heavyPollutionGrade,
            String operatingStatus,
            List<String> tags,
            long checksLastYear,
            String lastCheckDate,
            String listedOn,
            String registryStatus,
            Map<String, String> personal) {}
}
