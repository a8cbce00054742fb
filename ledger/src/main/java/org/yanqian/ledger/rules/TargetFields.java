package org.yanqian.ledger.rules;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;

/** The fields of a target's registry record that a rule may look at. */
public final class TargetFields {
    static final String OPERATING_STATUS = "operatingStatus";

    private static final Map<String, Function<TargetRecord, List<String>>> FIELDS =
            Map.of(
                    "supervisionClass",
                    t -> List.of(t.supervisionClass()),
                    "permitClass",
                    t -> List.of(t.permitClass()),
                    "creditGrade",
                    t -> List.of(t.creditGrade()),
                    "positiveList",
                    t -> List.of(String.valueOf(t.positiveList())),
                    "heavyPollutionGrade",
                    t -> List.of(t.heavyPollutionGrade()),
                    OPERATING_STATUS,
                    t -> List.of(t.operatingStatus()),
                    "registryStatus",
                    t -> List.of(t.registryStatus()),
                    "industryCode",
                    t -> List.of(t.industryCode()),
                    "area",
                    t -> List.of(t.area()),
                    "tags",
                    TargetRecord::tags);

    private TargetFields() {}

    public static Set<String> names() {
        return FIELDS.keySet();
    }

    /** Whether the field, or one of its values where it is a list, is among {@code values}. */
    public static boolean hasOneOf(TargetRecord target, String field, List<String> values) {
        return FIELDS.get(field).apply(target).stream().anyMatch(values::contains);
    }
}
