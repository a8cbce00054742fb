package org.yanqian.verifier.party;

import static org.yanqian.verifier.party.SeenEvent.require;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.Export;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.draw.Labels;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.DrawEvent.DrawAnnounced;
import org.yanqian.ledger.event.Entry;
import org.yanqian.ledger.freeze.Freezer;
import org.yanqian.ledger.freeze.FrozenDraw;
import org.yanqian.ledger.registry.AdoptedRules;
import org.yanqian.ledger.registry.PlanLine;
import org.yanqian.ledger.registry.RegistryState;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.sign.SealedBox;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.tree.Frontier;
import org.yanqian.ledger.tree.Tile;
import org.yanqian.ledger.tree.Tiles;
import org.yanqian.ledger.tree.TreeHash;

/**
 * The auditor's party recomputes the lists with K before it reveals (DRAW/1 section 3): K from the
 * announcement's ciphertext, the registry from an export that leads to the checkpoint the witnesses
 * saw.
 */
final class AuditorReplay {
    private final DrawAnnounced announced;
    private final SeenEvent<DrawAnnounced> seen;
    private final DrawName draw;
    private final byte[] key;
    private final RegistryState state = new RegistryState();
    private final Frontier frontier = new Frontier(Suite.INTL);

    private AuditorReplay(SeenEvent<DrawAnnounced> seen, DrawName draw, byte[] key) {
        this.announced = seen.data();
        this.seen = seen;
        this.draw = draw;
        this.key = key;
    }

    /**
     * Codes: {@code NOT_OPENED} (another auditor's key), {@code KEY_COMMITMENT_DIFFERS}, {@code
     * FROZEN_SIZE}, {@code EXPORT_TOO_SMALL}, {@code EXPORT_DIFFERS} (not what the witnesses saw),
     * {@code ROOTS_DIFFER}, {@code LISTS_DIFFER}, {@code TOUCHED_AFTER_FREEZE}, and those of export,
     * fold and {@link Freezer}.
     */
    static void requireSameLists(
            Path exportFolder, Path auditorKey, SeenEvent<DrawAnnounced> seen, DrawName draw) {
        DrawAnnounced announced = seen.data();
        byte[] box = Hex.parse(announced.keyCiphertext());
        byte[] keyFile = CannotJudge.read(auditorKey, bytes -> bytes);
        byte[] key = SealedBox.open(keyFile, box);
        require(
                key.length == 32
                        && Labels.keyCommitment(seen.suite(), draw.id(), Bytes.of(key))
                                .hex()
                                .equals(announced.keyCommitment()),
                "KEY_COMMITMENT_DIFFERS",
                "K in the ciphertext is not the K committed to");
        require(
                announced.frozenSize() >= 0 && announced.frozenSize() <= seen.index(),
                "FROZEN_SIZE",
                announced.frozenSize() + " is not before the announcement at " + seen.index());
        new AuditorReplay(seen, draw, key).replay(Export.open(exportFolder));
    }

    private void replay(Export export) {
        long size = seen.under().size();
        require(
                export.latest().size() >= size,
                "EXPORT_TOO_SMALL",
                "ends at " + export.latest().size() + ", the witnesses saw " + size);
        FrozenDraw frozen = null;
        for (Tile bundle : Tiles.addedEntries(0, export.latest().size())) {
            for (byte[] bytes : export.entries(bundle)) {
                if (frontier.size() == announced.frozenSize() && frozen == null) {
                    frozen = freeze();
                }
                if (frontier.size() < size) {
                    add(bytes);
                }
            }
        }
        require(
                Arrays.equals(frontier.root(), seen.under().root()),
                "EXPORT_DIFFERS",
                "the export is not the ledger that the witnesses saw");
        compare(frozen);
    }

    private void add(byte[] bytes) {
        long index = frontier.size();
        frontier.append(TreeHash.leaf(Suite.INTL, bytes));
        if (index <= seen.index()) {
            state.apply(index, Entry.parse(bytes).event());
        }
    }

    private FrozenDraw freeze() {
        AdoptedRules rules =
                state.rules(draw.bureau())
                        .orElseThrow(
                                () -> new CodedException("NO_RULE_SET", "none: " + draw.bureau()));
        PlanLine plan =
                state.plan(draw.bureau(), announced.plan())
                        .orElseThrow(() -> new CodedException("PLAN_UNKNOWN", announced.plan()));
        try {
            return Freezer.freeze(
                    state,
                    draw.bureau(),
                    plan,
                    RuleSet.parse(rules.content().getBytes(StandardCharsets.UTF_8)),
                    seen.suite(),
                    draw.id(),
                    key,
                    LocalDate.parse(announced.asOf()));
        } catch (DateTimeException e) {
            throw new CodedException("BAD_DATE", "asOf " + announced.asOf(), e);
        }
    }

    private void compare(FrozenDraw frozen) {
        require(
                frozen.eventRoots().equals(announced.roots()),
                "ROOTS_DIFFER",
                "announced " + announced.roots() + ", replayed " + frozen.eventRoots());
        require(
                frozen.counts().equals(announced.counts())
                        && frozen.quotas().equals(announced.quotas())
                        && frozen.ruleSet().equals(announced.ruleSet()),
                "LISTS_DIFFER",
                "announced " + announced.quotas() + ", replayed " + frozen.quotas());
        state.findings().stream()
                .filter(f -> f.code().equals("TOUCHED_AFTER_FREEZE"))
                .filter(f -> f.stream().equals(DrawEvent.stream(draw.id())))
                .findFirst()
                .ifPresent(
                        f -> {
                            throw new CodedException(f.code(), f.expected() + ": " + f.found());
                        });
    }
}
