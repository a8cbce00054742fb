package org.yanqian.ledger.freeze;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Consumer;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.draw.Freeze;
import org.yanqian.ledger.draw.RoleEligibility;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.registry.Fixtures;
import org.yanqian.ledger.registry.PlanLine;
import org.yanqian.ledger.registry.RegistryState;
import org.yanqian.ledger.sign.Suite;

/** A small list and a county, frozen; each with what a test changes in it. */
abstract class FreezerSample {
    static final LocalDate AS_OF = LocalDate.of(2026, 1, 6);
    static final byte[] K = new byte[32];

    Fixtures ledger = new Fixtures(Suite.INTL);

    static FrozenDraw freeze(RegistryState state, PlanLine plan, Suite suite) {
        return Freezer.freeze(
                state, Fixtures.BUREAU, plan, Fixtures.RULES, suite, Fixtures.drawId(1), K, AS_OF);
    }

    /** 4 key, 3 general and 2 special sites, 3 inspectors; changed before the plan line. */
    FrozenDraw small(Consumer<Fixtures> change) {
        return small(change, 1, false);
    }

    FrozenDraw small(Consumer<Fixtures> change, long quarter, boolean excludeInspected) {
        ledger = new Fixtures(Suite.INTL);
        ledger.adopt();
        for (int i = 1; i <= 9; i++) {
            ledger.register(target(i));
        }
        for (int i = 1; i <= 3; i++) {
            ledger.register(Fixtures.inspector(i));
        }
        change.accept(ledger);
        PlanLine plan = ledger.author(ledger.plan(quarter, false, excludeInspected));
        return freeze(ledger.state, plan, Suite.INTL);
    }

    static TargetRecord target(int i) {
        return Fixtures.target(i, i <= 4 ? "重点" : i <= 7 ? "一般" : "特殊");
    }

    static FrozenTarget of(FrozenDraw frozen, int i) {
        return frozen.targets().values().stream()
                .filter(t -> t.objectId().equals(target(i).objectId()))
                .findFirst()
                .orElseThrow();
    }

    static RoleEligibility enforcement(FrozenDraw frozen, int i) {
        return frozen.list().eligibility().get(of(frozen, i).label()).get(Freeze.ENFORCEMENT);
    }

    static Map<String, Object> json(String record) {
        return CanonicalJson.parseObject(record.getBytes(StandardCharsets.UTF_8));
    }

    static PlanLine planOf(Fixtures ledger) {
        return ledger.state.plans(Fixtures.BUREAU).get(0);
    }
}
