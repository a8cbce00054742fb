package org.yanqian.app.identity;

import java.util.List;
import java.util.Set;

/**
 * An account of the embedded authorization server. Its id is the pseudonym that stands in events as
 * officer.
 *
 * @param bureau of the person or system; parties of the supervising body have a bureau of their own
 */
public record Account(String id, String bureau, List<String> roles) {
    public static final Set<String> ROLES =
            Set.of(
                    "registry-keeper",
                    "plan-author",
                    "draw-operator",
                    "seed-party",
                    "inspector",
                    "reviewer",
                    "publisher",
                    "approver",
                    "auditor",
                    "enterprise",
                    "system-admin",
                    "security-admin",
                    "audit-admin");

    private static final Set<String> OPERATING =
            Set.of("registry-keeper", "plan-author", "draw-operator");
    private static final Set<String> OVERSEEING = Set.of("seed-party", "auditor");

    public Account {
        roles = List.copyOf(roles);
        if (!ROLES.containsAll(roles)) {
            throw new IllegalArgumentException("unknown role among " + roles);
        }
        // Who prepares and runs draws never speaks for a party and never audits.
        if (roles.stream().anyMatch(OPERATING::contains)
                && roles.stream().anyMatch(OVERSEEING::contains)) {
            throw new IllegalArgumentException(id + " cannot run draws and oversee them: " + roles);
        }
        if (roles.stream().filter(role -> role.endsWith("-admin")).count() > 1) {
            throw new IllegalArgumentException(
                    id + " cannot hold two of the three administrator roles (三员分立)");
        }
    }
}
