package org.yanqian.bench;

import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanqian.command.seal.LedgerAppender;
import org.yanqian.command.seal.LedgerEventStorageEngine;
import org.yanqian.command.seal.SealSignal;
import org.yanqian.command.seal.Sealer;
import org.yanqian.command.seal.StoreHalt;
import org.yanqian.ledger.sign.Suite;

/**
 * Commands through Axon's bus into the ledger, signed, chained and sealed, beside the same commands,
 * aggregate, transactions and table without signature, chain and sealer; and a bulk import. The two
 * take turns, so that what else the machine does meets both; what counts is the median of the rounds.
 */
final class AxonBench {
    private static final int WARM_UP = 2;
    private static final int ROUNDS = 5;
    private static final long ROUND = TimeUnit.SECONDS.toNanos(3);
    private static final int IMPORTS = 3;
    private static final int IMPORTED = 30_000;

    /** @param cpu processor time of an event in microseconds, the database's included */
    private record Figure(double rate, double cpu) {}

    private final SealBench bench;
    private final Suite suite;

    AxonBench(SealBench bench, Suite suite) {
        this.bench = bench;
        this.suite = suite;
    }

    void run() throws SQLException, InterruptedException {
        DataSource plainTable = bench.fresh();
        AxonHouse plain =
                new AxonHouse(plainTable, new PlainEngine(plainTable, bench.identifiers()));
        DataSource table = bench.fresh();
        LedgerAppender appender = bench.appender(suite);
        SealSignal signal = new SealSignal();
        Sealer sealer = bench.sealer(table, appender, signal, 0);
        AxonHouse sealing =
                new AxonHouse(
                        table,
                        new LedgerEventStorageEngine(
                                table,
                                appender,
                                signal,
                                new StoreHalt(JdbcClient.create(table), Clock.systemUTC())));
        Cpu cpu = new Cpu(table);
        SealBench.Sealed sealedOf = new SealBench.Sealed(table);
        commands(plain, sealing, sealer, sealedOf, cpu);
        imports(plain, sealing, sealer, sealedOf, cpu);
        plain.shutdown();
        sealing.shutdown();
    }

    private interface Work {
        long run() throws SQLException, InterruptedException;
    }

    private static Figure measure(Cpu cpu, Work work) throws SQLException, InterruptedException {
        Cpu.Used before = cpu.used();
        long start = System.nanoTime();
        long count = work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (count == 0) {
            throw new IllegalStateException("nothing was written");
        }
        return new Figure(count / seconds, cpu.used().since(before) * 1e6 / count);
    }

    private void commands(
            AxonHouse plain, AxonHouse sealing, Sealer sealer, SealBench.Sealed sealedOf, Cpu cpu)
            throws SQLException, InterruptedException {
        Figure[] limit = new Figure[ROUNDS];
        Figure[] found = new Figure[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            Figure without = measure(cpu, () -> plain.commands(ROUND));
            lead(sealer, sealing, sealedOf);
            Figure with = measure(cpu, () -> sealedOf.await(sealing.commands(ROUND)));
            sealer.stop();
            if (round >= 0) {
                limit[round] = without;
                found[round] = with;
            }
        }
        report("axon-append-seal-" + suite.wire() + "-32-writers", limit, found, 0.9);
    }

    private void imports(
            AxonHouse plain, AxonHouse sealing, Sealer sealer, SealBench.Sealed sealedOf, Cpu cpu)
            throws SQLException, InterruptedException {
        Figure[] limit = new Figure[IMPORTS];
        Figure[] found = new Figure[IMPORTS];
        for (int round = -1; round < IMPORTS; round++) {
            Figure without = measure(cpu, () -> imported(plain));
            lead(sealer, sealing, sealedOf);
            Figure with = measure(cpu, () -> sealedOf.await(imported(sealing)));
            sealer.stop();
            if (round >= 0) {
                limit[round] = without;
                found[round] = with;
            }
        }
        String name = "bulk-import-sealed-" + suite.wire();
        report(name + "-beside-plain", limit, found, 0);
        double[] rates = Arrays.stream(found).mapToDouble(Figure::rate).sorted().toArray();
        Report.target(name, rates[rates.length / 2], "events/s", 15_000, true);
    }

    /**
     * Off while the other one runs, as even an idle sealer asks for news; back when it has compared the
     * whole ledger, which it does once for each leadership.
     */
    private static void lead(Sealer sealer, AxonHouse sealing, SealBench.Sealed sealedOf)
            throws SQLException, InterruptedException {
        sealer.start();
        AtomicBoolean first = new AtomicBoolean(true);
        sealedOf.await(sealing.commands(() -> first.getAndSet(false)));
    }

    private static long imported(AxonHouse house) {
        house.importTargets(IMPORTED);
        return IMPORTED;
    }

    private static void report(String name, Figure[] limit, Figure[] found, double target) {
        double[] rates = new double[found.length];
        double[] ratios = new double[found.length];
        double[] cpus = new double[found.length];
        double[] costs = new double[found.length];
        for (int i = 0; i < found.length; i++) {
            rates[i] = found[i].rate();
            ratios[i] = found[i].rate() / limit[i].rate();
            cpus[i] = found[i].cpu();
            costs[i] = limit[i].cpu() / found[i].cpu();
        }
        if (target == 0) {
            Report.line(name, median(rates), "events/s", median(ratios), "the same Axon");
        } else {
            Report.ratio(name, median(rates), "events/s", median(ratios), target, true);
        }
        Report.line(
                name + "-cpu",
                median(cpus),
                "us/event",
                median(costs),
                "processor time, the same Axon's by this one's");
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
