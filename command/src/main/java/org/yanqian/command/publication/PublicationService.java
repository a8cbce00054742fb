package org.yanqian.command.publication;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.api.CommandEndpoint;
import org.yanqian.command.draw.ClosureFile;
import org.yanqian.command.draw.DrawFile;
import org.yanqian.command.draw.DrawFiles;
import org.yanqian.command.draw.FrozenDraws;
import org.yanqian.command.publication.PublicationCommands.PublishDrawnList;
import org.yanqian.command.publication.PublicationCommands.PublishResult;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.registry.LedgerStates;
import org.yanqian.command.seal.Lists;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Selection;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.PublicationEvent;
import org.yanqian.ledger.event.PublicationEvent.DrawnListPublished;
import org.yanqian.ledger.event.PublicationEvent.ResultPublished;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.event.VisitEvent;
import org.yanqian.ledger.event.VisitEvent.InspectionRecorded;
import org.yanqian.ledger.freeze.FrozenDraw;
import org.yanqian.ledger.freeze.FrozenTarget;
import org.yanqian.ledger.registry.RegistryState;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.store.SealedLedger.SealedEntry;

/** Weihai art. 22: date, target and outcome of every drawn visit; nothing before the embargo ends. */
@Component
public class PublicationService {
    private final DrawFiles draws;
    private final SealedLedger ledger;
    private final FrozenDraws frozenDraws;
    private final LedgerStates states;
    private final CommandEndpoint commands;
    private final CommandSettings settings;
    private final Lists lists;

    public PublicationService(
            DrawFiles draws,
            SealedLedger ledger,
            FrozenDraws frozenDraws,
            LedgerStates states,
            CommandEndpoint commands,
            CommandSettings settings,
            Lists lists) {
        this.draws = draws;
        this.ledger = ledger;
        this.frozenDraws = frozenDraws;
        this.states = states;
        this.commands = commands;
        this.settings = settings;
        this.lists = lists;
    }

    DrawnListPublished publishList(Actor actor, String drawId) {
        DrawFile file = requireOpened(drawId);
        byte[] list = CanonicalJson.format(drawn(file));
        String hash = Hex.format(settings.suiteValue().hash(list));
        DrawnListPublished published = new DrawnListPublished(drawId, hash, selected(file).size());
        commands.send(actor, new PublishDrawnList(PublicationEvent.stream(drawId), published));
        lists.keep(hash, list);
        return published;
    }

    private DrawFile requireOpened(String drawId) {
        DrawFile file = draws.read(drawId);
        file.result();
        Refusal.when(file.labelsOpened().isEmpty(), RefusalCode.NOT_OPENED, drawId);
        return file;
    }

    private List<FrozenTarget> selected(DrawFile file) {
        FrozenDraw frozen = frozenDraws.of(file);
        Selection selection =
                Selection.compute(
                        settings.suiteValue(),
                        Bytes.ofHex(file.completed().seed()),
                        frozen.list().candidates(),
                        frozen.list().quotas(),
                        0);
        return selection.drawn().stream().map(frozen.targets()::get).toList();
    }

    private Map<String, Object> drawn(DrawFile file) {
        return states.now(
                state -> {
                    List<Object> sites = new ArrayList<>();
                    for (FrozenTarget target : selected(file)) {
                        Map<String, Object> site = new TreeMap<>();
                        site.put("label", target.label().hex());
                        site.put("name", name(state, file, target.objectId()));
                        site.put("objectId", target.objectId());
                        site.put("permitNo", target.id());
                        site.put("stratum", target.stratum());
                        sites.add(site);
                    }
                    Map<String, Object> list = new TreeMap<>();
                    list.put("drawId", file.drawId());
                    list.put("sites", sites);
                    return list;
                });
    }

    private static String name(RegistryState state, DrawFile file, String objectId) {
        return state.target(file.opened().bureau(), objectId)
                .map(line -> line.record().name())
                .orElse("");
    }

    /** How many results were published now. */
    public record Published(String drawId, int results) {}

    Published publishResults(Actor actor, String drawId, List<String> labels) {
        DrawFile file = requireOpened(drawId);
        Set<String> out = publishedLabels(drawId);
        boolean all = labels == null || labels.isEmpty();
        List<ResultPublished> results =
                states.now(
                        state -> {
                            List<ResultPublished> found = new ArrayList<>();
                            RuleSet rules = FrozenDraws.rules(state, file.opened().bureau());
                            for (String label : all ? drawnLabels(file) : labels) {
                                result(state, rules, file, label, all, out).ifPresent(found::add);
                            }
                            return found;
                        });
        results.forEach(
                result ->
                        commands.send(
                                actor, new PublishResult(PublicationEvent.stream(drawId), result)));
        return new Published(drawId, results.size());
    }

    private List<String> drawnLabels(DrawFile file) {
        List<String> labels = new ArrayList<>();
        selected(file).forEach(target -> labels.add(target.label().hex()));
        labels.addAll(ClosureFile.read(ledger, settings.suiteValue(), file.drawId()).reserves());
        return labels;
    }

    private Optional<ResultPublished> result(
            RegistryState state,
            RuleSet rules,
            DrawFile file,
            String label,
            boolean all,
            Set<String> out) {
        if (all && out.contains(label)) {
            return Optional.empty();
        }
        List<SealedEntry> visit = ledger.stream(VisitEvent.stream(file.drawId(), label));
        Refusal.when(visit.isEmpty(), RefusalCode.VISIT_UNKNOWN, label);
        Entry last = Entry.parse(visit.get(visit.size() - 1).entry());
        if (!(last.event().data() instanceof InspectionRecorded recorded)) {
            Refusal.when(!all, RefusalCode.RESULT_NOT_RECORDED);
            return Optional.empty();
        }
        String name =
                state.target(file.opened().bureau(), recorded.objectId())
                        .map(line -> line.record())
                        .map(TargetRecord::name)
                        .orElse("");
        return Optional.of(
                new ResultPublished(
                        file.drawId(),
                        label,
                        recorded.objectId(),
                        name,
                        recorded.inspectedOn(),
                        recorded.outcome(),
                        rules.outcome(recorded.outcome()).zh(),
                        Hex.format(last.hash(settings.suiteValue()))));
    }

    private Set<String> publishedLabels(String drawId) {
        Set<String> labels = new HashSet<>();
        for (SealedEntry found : ledger.stream(PublicationEvent.stream(drawId))) {
            if (Entry.parse(found.entry()).event().data() instanceof ResultPublished result) {
                labels.add(result.label());
            }
        }
        return labels;
    }
}
