package org.yanqian.command.draw;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.registry.LedgerStates;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.draw.DrawRefusedException;
import org.yanqian.ledger.event.DrawEvent.DrawAnnounced;
import org.yanqian.ledger.freeze.Freezer;
import org.yanqian.ledger.freeze.FrozenDraw;
import org.yanqian.ledger.registry.AdoptedRules;
import org.yanqian.ledger.registry.PlanLine;
import org.yanqian.ledger.registry.RegistryState;
import org.yanqian.ledger.rules.RuleSet;

/** The frozen lists of a draw: never stored, always the same fold and key, a few kept at hand. */
@Component
public class FrozenDraws {
    private static final int KEPT = 4;

    private final LedgerStates states;
    private final DrawKeys keys;
    private final CommandSettings settings;
    private final Map<String, FrozenDraw> recent =
            new LinkedHashMap<>(8, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, FrozenDraw> eldest) {
                    return size() > KEPT;
                }
            };

    public FrozenDraws(LedgerStates states, DrawKeys keys, CommandSettings settings) {
        this.states = states;
        this.keys = keys;
        this.settings = settings;
    }

    FrozenDraw freeze(
            RegistryState state,
            String bureau,
            String planStream,
            String drawId,
            byte[] key,
            LocalDate asOf) {
        PlanLine plan =
                state.plan(bureau, planStream)
                        .orElseThrow(() -> new Refusal(RefusalCode.PLAN_LINE_UNKNOWN, planStream));
        try {
            return Freezer.freeze(
                    state,
                    bureau,
                    plan,
                    rules(state, bureau),
                    settings.suiteValue(),
                    drawId,
                    key,
                    asOf);
        } catch (DrawRefusedException e) {
            throw new Refusal(RefusalCode.DRAW_REFUSED, e.toString());
        } catch (CodedException e) {
            throw new Refusal(RefusalCode.DRAW_REFUSED, e.toString());
        }
    }

    public static RuleSet rules(RegistryState state, String bureau) {
        AdoptedRules adopted =
                state.rules(bureau)
                        .orElseThrow(() -> new Refusal(RefusalCode.RULE_SET_MISSING, bureau));
        return RuleSet.parse(adopted.content().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What this announced draw froze, recomputed from the ledger when it is not at hand. An
     * announcement that was rolled back has left lists of another key behind: these do not count.
     */
    public synchronized FrozenDraw of(DrawFile file) {
        FrozenDraw kept = recent.get(file.drawId());
        if (kept == null || !kept.eventRoots().equals(file.announced().roots())) {
            kept = recompute(file);
            recent.put(file.drawId(), kept);
        }
        return kept;
    }

    synchronized void remember(String drawId, FrozenDraw frozen) {
        recent.put(drawId, frozen);
    }

    private FrozenDraw recompute(DrawFile file) {
        DrawAnnounced announced = file.announced();
        FrozenDraw frozen =
                freeze(
                        states.asOf(announced.frozenSize()),
                        file.opened().bureau(),
                        announced.plan(),
                        file.drawId(),
                        keys.read(file.drawId()),
                        LocalDate.parse(announced.asOf()));
        if (!frozen.eventRoots().equals(announced.roots())) {
            throw new IllegalStateException(
                    "the ledger no longer gives the announced lists of " + file.drawId());
        }
        return frozen;
    }
}
