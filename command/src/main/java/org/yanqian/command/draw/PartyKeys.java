package org.yanqian.command.draw;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.yanqian.command.keys.KeyRegister;
import org.yanqian.command.keys.PolicySource;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.event.DrawEvent.Party;
import org.yanqian.ledger.policy.PartyKey;

/** The keys that speak for parties now; in a transaction none of them changes until its end. */
@Component
class PartyKeys {
    private final KeyRegister register;
    private final PolicySource policies;
    private final Clock clock;

    PartyKeys(KeyRegister register, PolicySource policies, Clock clock) {
        this.register = register;
        this.policies = policies;
        this.clock = clock;
    }

    /** Whom a draw of this bureau invites. */
    List<Party> ofBureau(String bureau) {
        return of(
                bureau,
                policies.require().parties().stream()
                        .filter(p -> p.bureau().equals(bureau))
                        .map(PartyKey::party)
                        .distinct());
    }

    /**
     * A party of this draw with each key that speaks for it now, whatever it had when the draw was
     * opened; refuses with {@code PARTY_UNKNOWN}.
     */
    List<Party> ofParty(DrawFile draw, String party) {
        boolean invited = draw.opened().parties().stream().anyMatch(p -> p.party().equals(party));
        List<Party> now = invited ? of(draw.opened().bureau(), Stream.of(party)) : List.of();
        Refusal.when(now.isEmpty(), RefusalCode.PARTY_UNKNOWN, party);
        return now;
    }

    private List<Party> of(String bureau, Stream<String> parties) {
        var ring = register.ring(bureau);
        var now = clock.instant();
        return parties.flatMap(name -> ring.partyKeys(bureau, name, Long.MAX_VALUE, now).stream())
                .map(k -> new Party(k.holder(), k.key().format(), k.supervising()))
                .toList();
    }
}
