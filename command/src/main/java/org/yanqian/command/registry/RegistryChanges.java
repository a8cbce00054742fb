package org.yanqian.command.registry;

import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.yanqian.command.api.CommandEndpoint;
import org.yanqian.command.draw.FrozenDraws;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.registry.RegistryCommands.ChangeInspector;
import org.yanqian.command.registry.RegistryCommands.ChangeTarget;
import org.yanqian.command.registry.RegistryCommands.RemoveInspector;
import org.yanqian.command.registry.RegistryCommands.RemoveTarget;
import org.yanqian.command.registry.RegistryController.ChangeRequest;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.InspectorEvent;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.registry.RegistryLine;
import org.yanqian.ledger.registry.RegistryState;
import org.yanqian.ledger.rules.RuleSet;

/** Single changes and removals of registry entries, each with its reason (Weihai art. 11). */
@Component
public class RegistryChanges {
    private static final Set<String> FIXED = Set.of("objectId", "personId", "personal");

    private final LedgerStates states;
    private final CommandEndpoint commands;

    public RegistryChanges(LedgerStates states, CommandEndpoint commands) {
        this.states = states;
        this.commands = commands;
    }

    TargetRecord changeTarget(Actor actor, String bureau, String objectId, ChangeRequest body) {
        TargetRecord after =
                states.now(
                        state -> {
                            TargetRecord before = target(state, bureau, objectId).record();
                            TargetRecord changed =
                                    merge(TargetRecord.class, before, body.changes());
                            requireClass(FrozenDraws.rules(state, bureau), changed);
                            requireFreePermit(state, bureau, changed);
                            return changed;
                        });
        commands.send(
                actor,
                new ChangeTarget(
                        TargetEvent.stream(bureau, objectId), after, body.reason(), "manual"));
        return after;
    }

    private static RegistryLine<TargetRecord> target(
            RegistryState state, String bureau, String objectId) {
        return state.target(bureau, objectId)
                .filter(line -> !line.removed())
                .orElseThrow(() -> new Refusal(RefusalCode.TARGET_UNKNOWN, objectId));
    }

    private static void requireClass(RuleSet rules, TargetRecord record) {
        Refusal.when(
                !rules.hasClass(record.supervisionClass()),
                RefusalCode.UNKNOWN_CLASS,
                record.supervisionClass());
        Refusal.when(
                !rules.operatingStatuses().contains(record.operatingStatus()),
                RefusalCode.BAD_RECORD,
                "operatingStatus " + record.operatingStatus());
        Refusal.when(
                !rules.registryStatuses().contains(record.registryStatus()),
                RefusalCode.BAD_RECORD,
                "registryStatus " + record.registryStatus());
    }

    private static void requireFreePermit(RegistryState state, String bureau, TargetRecord record) {
        state.targets(bureau).stream()
                .map(RegistryLine::record)
                .filter(
                        other ->
                                other.permitNo().equals(record.permitNo())
                                        && !other.objectId().equals(record.objectId()))
                .findFirst()
                .ifPresent(
                        other -> {
                            throw new Refusal(
                                    RefusalCode.DUPLICATE_PERMIT,
                                    record.permitNo(),
                                    other.objectId());
                        });
    }

    InspectorRecord changeInspector(
            Actor actor, String bureau, String personId, ChangeRequest body) {
        InspectorRecord after =
                states.now(
                        state -> {
                            InspectorRecord before = inspector(state, bureau, personId).record();
                            InspectorRecord changed =
                                    merge(InspectorRecord.class, before, body.changes());
                            requireFreeCertificate(state, bureau, changed);
                            return changed;
                        });
        commands.send(
                actor,
                new ChangeInspector(
                        InspectorEvent.stream(bureau, personId), after, body.reason(), "manual"));
        return after;
    }

    private static RegistryLine<InspectorRecord> inspector(
            RegistryState state, String bureau, String personId) {
        return state.inspector(bureau, personId)
                .filter(line -> !line.removed())
                .orElseThrow(() -> new Refusal(RefusalCode.INSPECTOR_UNKNOWN, personId));
    }

    private static void requireFreeCertificate(
            RegistryState state, String bureau, InspectorRecord record) {
        state.inspectors(bureau).stream()
                .map(RegistryLine::record)
                .filter(
                        other ->
                                !record.certificateNo().isEmpty()
                                        && other.certificateNo().equals(record.certificateNo())
                                        && !other.personId().equals(record.personId()))
                .findFirst()
                .ifPresent(
                        other -> {
                            throw new Refusal(
                                    RefusalCode.DUPLICATE_CERTIFICATE,
                                    record.certificateNo(),
                                    other.personId());
                        });
    }

    String removeTarget(Actor actor, String bureau, String objectId, String reason) {
        states.now(state -> target(state, bureau, objectId));
        commands.send(actor, new RemoveTarget(TargetEvent.stream(bureau, objectId), reason));
        return objectId;
    }

    String removeInspector(Actor actor, String bureau, String personId, String reason) {
        states.now(state -> inspector(state, bureau, personId));
        commands.send(actor, new RemoveInspector(InspectorEvent.stream(bureau, personId), reason));
        return personId;
    }

    private static <T extends Record> T merge(
            Class<T> type, T before, Map<String, Object> changes) {
        Refusal.when(changes == null || changes.isEmpty(), RefusalCode.UNCHANGED);
        Map<String, Object> merged = RecordCodec.format(before);
        changes.forEach(
                (field, value) -> {
                    Refusal.when(
                            FIXED.contains(field) || !merged.containsKey(field),
                            RefusalCode.BAD_RECORD,
                            field);
                    merged.put(field, value instanceof Integer i ? Long.valueOf(i) : value);
                });
        try {
            return RecordCodec.parse(type, merged);
        } catch (CodedException e) {
            throw new Refusal(RefusalCode.BAD_RECORD, e.getMessage());
        }
    }
}
