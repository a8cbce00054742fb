package org.yanqian.command.registry;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.api.CommandEndpoint;
import org.yanqian.command.draw.FrozenDraws;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.registry.RegistryCommands.ChangeInspector;
import org.yanqian.command.registry.RegistryCommands.ChangeTarget;
import org.yanqian.command.registry.RegistryCommands.RecordImport;
import org.yanqian.command.registry.RegistryCommands.RegisterInspector;
import org.yanqian.command.registry.RegistryCommands.RegisterTarget;
import org.yanqian.command.registry.csv.InspectorRow;
import org.yanqian.command.registry.csv.ParsedFile;
import org.yanqian.command.registry.csv.RegistryCsv;
import org.yanqian.command.registry.csv.RowProblem;
import org.yanqian.command.registry.csv.TargetRow;
import org.yanqian.command.seal.LedgerEventStorageEngine;
import org.yanqian.command.vault.Vault;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.ImportEvent;
import org.yanqian.ledger.event.ImportEvent.RegistryImported;
import org.yanqian.ledger.event.InspectorEvent;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
import org.yanqian.ledger.event.TargetEvent;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.registry.RegistryLine;
import org.yanqian.ledger.rules.RuleSet;

/**
 * A bureau's file into its registry: the same file twice changes nothing, bad rows are told by row,
 * field and reason, the good ones are kept only if the bureau confirms.
 */
@Component
public class RegistryImports {
    private static final int BATCH = 2_000;
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private final LedgerStates states;
    private final Vault vault;
    private final CommandEndpoint commands;
    private final CommandSettings settings;
    private final Repository<TargetEntry> targets;
    private final Repository<InspectorEntry> inspectors;
    private final TransactionManager transactions;
    private final List<CorrelationDataProvider> correlations;
    private final Clock clock;

    public RegistryImports(
            LedgerStates states,
            Vault vault,
            CommandEndpoint commands,
            CommandSettings settings,
            Repository<TargetEntry> targets,
            Repository<InspectorEntry> inspectors,
            TransactionManager transactions,
            List<CorrelationDataProvider> correlations,
            Clock clock) {
        this.states = states;
        this.vault = vault;
        this.commands = commands;
        this.settings = settings;
        this.targets = targets;
        this.inspectors = inspectors;
        this.transactions = transactions;
        this.correlations = correlations;
        this.clock = clock;
    }

    /**
     * @param source stream of the import event, "" when nothing was imported
     * @param rejected rows with an error
     * @param problems errors and warnings, ascending by row
     */
    public record Report(
            String source,
            String charset,
            long rows,
            long added,
            long changed,
            long unchanged,
            long rejected,
            List<RowProblem> problems) {}

    /** What came with the file. */
    public record Upload(String bureau, String fileName, byte[] file, boolean confirmed) {}

    /** A row that differs from the registry; a removed entry that comes back has its stream already. */
    private record Change(boolean isNew, boolean newStream, Supplier<Object> command) {}

    Report importTargets(Actor actor, Upload upload) {
        RuleSet rules = states.now(state -> FrozenDraws.rules(state, upload.bureau()));
        ParsedFile<TargetRow> parsed = RegistryCsv.readTargets(upload.file(), rules);
        requireGood(parsed, upload);
        Map<String, Map<String, String>> digests =
                keep(
                        parsed.good(),
                        r -> "target/" + upload.bureau() + "/" + r.record().objectId(),
                        TargetRow::personal);
        String source = source(upload);
        List<Change> changes =
                states.now(
                        state -> {
                            Map<String, TargetRecord> there = new HashMap<>();
                            Map<String, String> permits = new HashMap<>();
                            for (RegistryLine<TargetRecord> line : state.targets(upload.bureau())) {
                                there.put(line.record().objectId(), line.record());
                                permits.put(line.record().permitNo(), line.record().objectId());
                            }
                            return targetChanges(
                                    upload,
                                    parsed.good(),
                                    digests,
                                    there,
                                    permits,
                                    source,
                                    id -> state.target(upload.bureau(), id).isEmpty());
                        });
        return finish(actor, upload, "target", parsed, changes, source);
    }

    private List<Change> targetChanges(
            Upload upload,
            List<TargetRow> rows,
            Map<String, Map<String, String>> digests,
            Map<String, TargetRecord> there,
            Map<String, String> permits,
            String source,
            Predicate<String> isNewStream) {
        List<Change> changes = new ArrayList<>();
        for (TargetRow row : rows) {
            String stream = TargetEvent.stream(upload.bureau(), row.record().objectId());
            TargetRecord record = RegistryRecords.with(row.record(), digests.get(stream));
            String holder = permits.putIfAbsent(record.permitNo(), record.objectId());
            Refusal.when(
                    holder != null && !holder.equals(record.objectId()),
                    RefusalCode.DUPLICATE_PERMIT,
                    record.permitNo(),
                    holder);
            TargetRecord before = there.get(record.objectId());
            if (before == null) {
                changes.add(
                        new Change(
                                true,
                                isNewStream.test(record.objectId()),
                                () -> new RegisterTarget(stream, record, source)));
            } else if (!before.equals(record)) {
                changes.add(
                        new Change(
                                false,
                                false,
                                () ->
                                        new ChangeTarget(
                                                stream,
                                                record,
                                                "导入 " + upload.fileName(),
                                                source)));
            }
        }
        return changes;
    }

    Report importInspectors(Actor actor, Upload upload) {
        RuleSet rules = states.now(state -> FrozenDraws.rules(state, upload.bureau()));
        LocalDate today = clock.instant().atZone(SHANGHAI).toLocalDate();
        ParsedFile<InspectorRow> parsed = RegistryCsv.readInspectors(upload.file(), rules, today);
        requireGood(parsed, upload);
        Map<String, Map<String, String>> digests =
                keep(
                        parsed.good(),
                        r -> "inspector/" + upload.bureau() + "/" + r.record().personId(),
                        InspectorRow::personal);
        String source = source(upload);
        List<Change> changes =
                states.now(
                        state -> {
                            Map<String, InspectorRecord> there = new HashMap<>();
                            Map<String, String> certificates = new HashMap<>();
                            for (RegistryLine<InspectorRecord> line :
                                    state.inspectors(upload.bureau())) {
                                there.put(line.record().personId(), line.record());
                                certificates.put(
                                        line.record().certificateNo(), line.record().personId());
                            }
                            return inspectorChanges(
                                    upload,
                                    parsed.good(),
                                    digests,
                                    there,
                                    certificates,
                                    source,
                                    id -> state.inspector(upload.bureau(), id).isEmpty());
                        });
        return finish(actor, upload, "inspector", parsed, changes, source);
    }

    private List<Change> inspectorChanges(
            Upload upload,
            List<InspectorRow> rows,
            Map<String, Map<String, String>> digests,
            Map<String, InspectorRecord> there,
            Map<String, String> certificates,
            String source,
            Predicate<String> isNewStream) {
        List<Change> changes = new ArrayList<>();
        for (InspectorRow row : rows) {
            String stream = InspectorEvent.stream(upload.bureau(), row.record().personId());
            InspectorRecord record = RegistryRecords.with(row.record(), digests.get(stream));
            if (!record.certificateNo().isEmpty()) {
                String holder = certificates.putIfAbsent(record.certificateNo(), record.personId());
                Refusal.when(
                        holder != null && !holder.equals(record.personId()),
                        RefusalCode.DUPLICATE_CERTIFICATE,
                        record.certificateNo(),
                        holder);
            }
            InspectorRecord before = there.get(record.personId());
            if (before == null) {
                changes.add(
                        new Change(
                                true,
                                isNewStream.test(record.personId()),
                                () -> new RegisterInspector(stream, record, source)));
            } else if (!before.equals(record)) {
                changes.add(
                        new Change(
                                false,
                                false,
                                () ->
                                        new ChangeInspector(
                                                stream,
                                                record,
                                                "导入 " + upload.fileName(),
                                                source)));
            }
        }
        return changes;
    }

    private static void requireGood(ParsedFile<?> parsed, Upload upload) {
        parsed.unreadable()
                .ifPresent(
                        problem -> {
                            throw new RejectedFile(
                                    new Refusal(
                                            problem.code().equals("FILE_TOO_LARGE")
                                                    ? RefusalCode.FILE_TOO_LARGE
                                                    : RefusalCode.BAD_FILE,
                                            problem.code() + " " + problem.zh()),
                                    parsed.problems());
                        });
        boolean asks =
                parsed.hasErrors()
                        || parsed.problems().stream().anyMatch(RowProblem::needsOverride);
        if (asks && !upload.confirmed()) {
            throw new RejectedFile(
                    new Refusal(RefusalCode.ROWS_REJECTED, parsed.rejected(), parsed.good().size()),
                    parsed.problems());
        }
    }

    private <R> Map<String, Map<String, String>> keep(
            List<R> rows, Function<R, String> subject, Function<R, Map<String, String>> personal) {
        Map<String, Map<String, String>> values = new HashMap<>();
        rows.forEach(row -> values.put(subject.apply(row), personal.apply(row)));
        return vault.keepAll(values);
    }

    private String source(Upload upload) {
        return ImportEvent.stream(upload.bureau(), commands.newCause());
    }

    private Report finish(
            Actor actor,
            Upload upload,
            String kind,
            ParsedFile<?> parsed,
            List<Change> changes,
            String source) {
        long added = changes.stream().filter(Change::isNew).count();
        long changed = changes.size() - added;
        long unchanged = parsed.good().size() - changes.size();
        for (int from = 0; from < changes.size(); from += BATCH) {
            append(actor, changes.subList(from, Math.min(changes.size(), from + BATCH)));
        }
        if (!changes.isEmpty()) {
            commands.send(
                    actor,
                    new RecordImport(
                            source,
                            new RegistryImported(
                                    kind,
                                    upload.fileName(),
                                    Hex.format(settings.suiteValue().hash(upload.file())),
                                    parsed.charset(),
                                    parsed.rows(),
                                    added,
                                    changed,
                                    unchanged,
                                    parsed.rejected(),
                                    parsed.rejected() > 0)));
        }
        return new Report(
                changes.isEmpty() ? "" : source,
                parsed.charset(),
                parsed.rows(),
                added,
                changed,
                unchanged,
                parsed.rejected(),
                parsed.problems());
    }

    // Thousands of new streams in one unit of work: the aggregates' rules run, all cores sign; the
    // transaction is the request's, so a file is in the registry whole or not at all.
    private void append(Actor actor, List<Change> batch) {
        MetaData who =
                MetaData.with(LedgerEventStorageEngine.ACTOR, actor)
                        .and(LedgerEventStorageEngine.CAUSE, commands.newCause());
        UnitOfWork<?> work =
                DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>("import", who));
        work.attachTransaction(transactions);
        correlations.forEach(work::registerCorrelationDataProvider);
        work.execute(
                () -> {
                    for (Change change : batch) {
                        apply(change.newStream(), change.command().get());
                    }
                });
    }

    private void apply(boolean newStream, Object command) {
        try {
            if (newStream && command instanceof RegisterTarget register) {
                targets.newInstance(() -> new TargetEntry(register));
            } else if (newStream && command instanceof RegisterInspector register) {
                inspectors.newInstance(() -> new InspectorEntry(register));
            } else if (command instanceof RegisterTarget register) {
                targets.loadOrCreate(register.stream(), TargetEntry::new)
                        .execute(target -> target.handle(register));
            } else if (command instanceof ChangeTarget change) {
                targets.load(change.stream()).execute(target -> target.handle(change));
            } else if (command instanceof RegisterInspector register) {
                inspectors
                        .loadOrCreate(register.stream(), InspectorEntry::new)
                        .execute(inspector -> inspector.handle(register));
            } else if (command instanceof ChangeInspector change) {
                inspectors.load(change.stream()).execute(inspector -> inspector.handle(change));
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("applying " + command, e);
        }
    }
}
