package org.yanqian.command.registry;

import java.util.Map;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;

/** Registry records with the digests of the personal values that the vault has taken. */
final class RegistryRecords {
    private RegistryRecords() {}

    static TargetRecord with(TargetRecord r, Map<String, String> personal) {
        return new TargetRecord(
                r.objectId(),
                r.permitNo(),
                r.name(),
                r.uscc(),
                r.divisionCode(),
                r.area(),
                r.address(),
                r.longitude(),
                r.latitude(),
                r.industryCode(),
                r.industryName(),
                r.supervisionClass(),
                r.permitClass(),
                r.creditGrade(),
                r.positiveList(),
                r.heavyPollutionGrade(),
                r.operatingStatus(),
                r.tags(),
                r.checksLastYear(),
                r.lastCheckDate(),
                r.listedOn(),
                r.registryStatus(),
                personal);
    }

    static InspectorRecord with(InspectorRecord r, Map<String, String> personal) {
        return new InspectorRecord(
                r.personId(),
                r.certificateNo(),
                r.certificateExpires(),
                r.divisionCode(),
                r.unit(),
                r.post(),
                r.rank(),
                r.specialties(),
                r.yearsOfService(),
                r.establishment(),
                r.onPost(),
                r.checksThisYear(),
                r.recusedTargets(),
                r.registryStatus(),
                personal);
    }
}
