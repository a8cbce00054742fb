package org.yanqian.command.seal;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yanqian.command.CommandSettings;
import org.yanqian.command.keys.PolicySource;
import org.yanqian.command.keys.ServiceKeys;
import org.yanqian.ledger.store.SealedLedger;
import org.yanqian.ledger.tree.NoteSigner;
import org.yanqian.ledger.witness.TrustedAuthorities;
import org.yanqian.ledger.witness.WitnessClient;

/** Role {@code sealer}: one of the processes that carry it leads. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("'${yanqian.roles:command,query,sealer}'.contains('sealer')")
class SealerModule {
    @Bean
    Sealer sealer(
            Sealer.Connections connections,
            LedgerAppender appender,
            CommandSettings settings,
            ServiceKeys keys,
            Identifiers identifiers,
            SealSignal signal,
            Clock clock) {
        return new Sealer(
                connections,
                appender,
                new NoteSigner(settings.origin(), keys.log()),
                identifiers,
                signal,
                clock,
                settings.checkpointInterval());
    }

    @Bean
    Witnesser witnesser(
            PolicySource policies,
            SealedLedger ledger,
            DataSource dataSource,
            SealSignal signal,
            CommandSettings settings) {
        WitnessClient client =
                new WitnessClient(
                        Duration.ofSeconds(5),
                        Optional.ofNullable(settings.witnessAuthorities())
                                .map(TrustedAuthorities::context));
        return new Witnesser(policies.find(), ledger, dataSource, signal, client);
    }
}
