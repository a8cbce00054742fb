package org.yanqian.command.publication;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.draw.DrawFile;
import org.yanqian.command.draw.FrozenDraws;
import org.yanqian.command.keys.KeyEntries;
import org.yanqian.command.keys.KeyRegister;
import org.yanqian.command.registry.LedgerStates;
import org.yanqian.command.seal.SealSignal;
import org.yanqian.command.seal.Witnessing;
import org.yanqian.command.seal.Witnessing.Met;
import org.yanqian.ledger.bundle.BundleInput;
import org.yanqian.ledger.bundle.DrawBundles;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.draw.DrawResult;
import org.yanqian.ledger.event.DrawEvent.DrawAnnounced;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.event.OriginEvent;
import org.yanqian.ledger.event.PublicationEvent;
import org.yanqian.ledger.event.RuleSetEvent;
import org.yanqian.ledger.event.RuleSetEvent.RuleSetAdopted;
import org.yanqian.ledger.freeze.FrozenDraw;
import org.yanqian.ledger.sign.Signer;
import org.yanqian.ledger.stamp.StoredStamp;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.store.SealedLedger.SealedEntry;
import org.yanqian.ledger.store.StampTable;
import org.yanqian.ledger.tree.Note;

/** The public bundle of one draw, as the ledger and the embargo allow it now. */
@Component
public class BundleMaker {
    private static final int RESERVES = 3;

    private final SealedLedger ledger;
    private final Witnessing witnessing;
    private final FrozenDraws frozenDraws;
    private final KeyRegister register;
    private final KeyEntries keyEntries;
    private final LedgerStates states;
    private final SealSignal signal;
    private final CommandSettings settings;
    private final JdbcClient jdbc;
    private final StampTable stamps;

    public BundleMaker(
            SealedLedger ledger,
            Witnessing witnessing,
            FrozenDraws frozenDraws,
            KeyRegister register,
            KeyEntries keyEntries,
            LedgerStates states,
            SealSignal signal,
            CommandSettings settings,
            JdbcClient jdbc,
            StampTable stamps) {
        this.ledger = ledger;
        this.witnessing = witnessing;
        this.frozenDraws = frozenDraws;
        this.register = register;
        this.keyEntries = keyEntries;
        this.states = states;
        this.signal = signal;
        this.settings = settings;
        this.jdbc = jdbc;
        this.stamps = stamps;
    }

    /** False while a quorum is still awaited; refuses with {@code DRAW_NOT_COMPLETED}. */
    boolean publish(String drawId) {
        // First the key: the entries read afterwards hold the event that brought it.
        Signer signer = register.sealing();
        states.settle();
        DrawFile file = DrawFile.read(ledger, settings.suiteValue(), drawId);
        file.result();
        SortedMap<Long, byte[]> entries = entries(file);
        long last = entries.lastKey();
        if (madeAt(drawId) >= last) {
            return true;
        }
        Optional<Met> announced = witnessing.of(file.announcement().index());
        Optional<Met> closed = witnessing.of(file.close().index());
        Optional<Met> tip = witnessing.of(last);
        if (announced.isEmpty() || closed.isEmpty() || tip.isEmpty()) {
            signal.wantCheckpoint();
            return false;
        }
        if (!keyEntries.span(signer.publicKey()).isKnownTo(last + 1)) {
            return false;
        }
        FrozenDraw frozen = frozenDraws.of(file);
        byte[] bundle =
                DrawBundles.of(
                                new BundleInput(
                                        settings.origin(),
                                        frozen.list(),
                                        entries,
                                        ledger.hashes(),
                                        note(announced.get()),
                                        note(closed.get()),
                                        note(tip.get()),
                                        stamps(announced.get(), closed.get(), tip.get()),
                                        keyEntries.beforeCompromises(entries).stream()
                                                .map(BundleMaker::note)
                                                .toList(),
                                        opened(file, frozen)))
                        .write(signer);
        save(drawId, bundle, last);
        return true;
    }

    private List<StoredStamp> stamps(Met... checkpoints) {
        return Stream.of(checkpoints)
                .map(Met::size)
                .distinct()
                .flatMap(size -> stamps.of(size).stream())
                .toList();
    }

    private static Note note(Met met) {
        return Note.parse(met.note().getBytes(StandardCharsets.UTF_8));
    }

    private SortedMap<Long, byte[]> entries(DrawFile file) {
        SortedMap<Long, byte[]> entries = new TreeMap<>();
        add(entries, OriginEvent.ORIGIN_STREAM);
        DrawAnnounced announced = file.announced();
        add(entries, announced.plan());
        addAdoption(entries, file.opened().bureau(), announced.ruleSet());
        file.steps().forEach(step -> entries.put(step.index(), step.entry().bytes()));
        boolean officers =
                entries.values().stream().anyMatch(e -> Entry.parse(e).signatures().size() > 1);
        entries.putAll(keyEntries.of(file.opened().bureau(), officers));
        // The hash alone: list and results name sites and have files of their own.
        ledger.find(PublicationEvent.stream(file.drawId()), 0)
                .ifPresent(found -> entries.put(found.index(), found.entry()));
        return entries;
    }

    private void add(SortedMap<Long, byte[]> entries, String stream) {
        ledger.stream(stream).forEach(found -> entries.put(found.index(), found.entry()));
    }

    private void addAdoption(SortedMap<Long, byte[]> entries, String bureau, String ruleSet) {
        for (SealedEntry found : ledger.stream(RuleSetEvent.stream(bureau))) {
            if (Entry.parse(found.entry()).event().data() instanceof RuleSetAdopted adopted
                    && adopted.hash().equals(ruleSet)) {
                entries.put(found.index(), found.entry());
                return;
            }
        }
    }

    private BundleInput.Opened opened(DrawFile file, FrozenDraw frozen) {
        if (file.labelsOpened().isEmpty()) {
            return null;
        }
        DrawResult result =
                DrawResult.compute(frozen.list(), Bytes.ofHex(file.completed().seed()), RESERVES);
        return new BundleInput.Opened(result.assignment().teams(), frozen.subs());
    }

    private long madeAt(String drawId) {
        return jdbc.sql("select made_at from published_file where draw_id = ? and name = ?")
                .params(drawId, BundlePublisher.BUNDLE)
                .query(Long.class)
                .optional()
                .orElse(-1L);
    }

    private void save(String drawId, byte[] bundle, long at) {
        jdbc.sql(
                        "insert into published_file (draw_id, name, media_type, content, made_at)"
                                + " values (?, ?, 'application/json', ?, ?)"
                                + " on conflict (draw_id, name) do update set"
                                + " content = excluded.content, made_at = excluded.made_at")
                .params(drawId, BundlePublisher.BUNDLE, bundle, at)
                .update();
    }
}
