package org.yanqian.command.seal;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.keys.PolicySource;
import org.yanqian.command.keys.ServiceKeys;
import org.yanqian.ledger.policy.Policy;
import org.yanqian.ledger.stamp.StampClient;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.store.StampTable;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.ledger.witness.TrustedAuthorities;
import org.yanqian.ledger.witness.WitnessClient;

/** Role {@code sealer}: one of the processes that carry it leads. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("'${yanqian.roles:command,query,sealer}'.contains('sealer')")
class SealerModule {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Bean
    Sealer sealer(
            Sealer.Connections connections,
            LedgerAppender appender,
            CommandSettings settings,
            ServiceKeys keys,
            Identifiers identifiers,
            SealSignal signal,
            Clock clock,
            StoreWatch watch,
            NewEntries.Source source) {
        return new Sealer(
                connections,
                appender.into(new PostgresEntries()),
                new NoteSigner(settings.origin(), keys.log()),
                identifiers,
                signal,
                clock,
                settings.checkpointInterval(),
                watch,
                source);
    }

    @Bean
    WitnessClient witnessClient(CommandSettings settings) {
        return new WitnessClient(PATIENCE, authorities(settings));
    }

    @Bean
    StoreWatch storeWatch(
            DataSource dataSource,
            SealedLedger ledger,
            CommandSettings settings,
            ServiceKeys keys,
            PolicySource policies,
            OutsideMemory memory,
            StoreHalt halt,
            Clock clock,
            WitnessClient client,
            StoreWatch.Elsewhere elsewhere) {
        return new StoreWatch(
                dataSource,
                ledger,
                settings.suiteValue(),
                new NoteSigner(settings.origin(), keys.log()),
                policies.find(),
                memory,
                halt,
                clock,
                client,
                settings.sweepEntriesPerSecond(),
                elsewhere);
    }

    @Bean
    Witnesser witnesser(
            PolicySource policies,
            SealedLedger ledger,
            DataSource dataSource,
            SealSignal signal,
            WitnessClient client,
            StoreWatch watch) {
        return new Witnesser(policies.find(), ledger, dataSource, signal, client, watch);
    }

    @Bean
    Stamper stamper(
            PolicySource policies,
            SealedLedger ledger,
            Witnessing witnessing,
            StampTable stamps,
            SecureRandom random,
            SealSignal signal,
            Clock clock,
            CommandSettings settings) {
        return new Stamper(
                policies.find().map(Policy::timeStamps).orElse(List.of()),
                ledger,
                witnessing,
                stamps,
                new StampClient(PATIENCE, authorities(settings), random),
                signal,
                clock);
    }

    private static Optional<SSLContext> authorities(CommandSettings settings) {
        return Optional.ofNullable(settings.witnessAuthorities()).map(TrustedAuthorities::context);
    }
}
