package org.yanqian.command.api;

import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.ledger.event.Actor;

/**
 * Who is asking, read off the authorities {@code ROLE_<role>}, {@code BUREAU_<id>} and {@code
 * OFFICER_<id>} of the access token.
 */
public final class Actors {
    private Actors() {}

    /** The actor in one of these roles; refuses with {@code WRONG_ROLE}. */
    public static Actor in(String... roles) {
        List<String> authorities = authorities();
        for (String role : roles) {
            if (authorities.contains("ROLE_" + role)) {
                return new Actor(
                        first(authorities, "BUREAU_"), first(authorities, "OFFICER_"), role);
            }
        }
        throw new Refusal(RefusalCode.WRONG_ROLE, String.join(" / ", roles));
    }

    /** As {@link #in}, and of this bureau; refuses with {@code WRONG_BUREAU}. */
    public static Actor of(String bureau, String... roles) {
        Actor actor = in(roles);
        Refusal.when(!actor.bureau().equals(bureau), RefusalCode.WRONG_BUREAU, bureau);
        return actor;
    }

    private static List<String> authorities() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null
                ? List.of()
                : authentication.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .toList();
    }

    private static String first(List<String> authorities, String prefix) {
        return authorities.stream()
                .filter(a -> a.startsWith(prefix))
                .map(a -> a.substring(prefix.length()))
                .findFirst()
                .orElse("");
    }
}
