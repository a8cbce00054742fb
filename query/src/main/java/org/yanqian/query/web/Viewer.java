package org.yanqian.query.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who reads, from the authorities {@code ROLE_<role>}, {@code BUREAU_<bureau>} and {@code
 * OFFICER_<id>} of the login.
 */
public record Viewer(String name, Set<String> roles, Set<String> bureaus, Set<String> officers) {
    public static final String AUDITOR = "auditor";
    public static final String INSPECTOR = "inspector";
    public static final String SYSTEM_ADMIN = "system-admin";

    /** Those who work in a bureau's registries, plans and draws. */
    public static final List<String> BUREAU_ROLES =
            List.of(
                    "registry-keeper",
                    "plan-author",
                    "draw-operator",
                    "reviewer",
                    "publisher",
                    "approver",
                    AUDITOR);

    private static final Viewer NOBODY = new Viewer("", Set.of(), Set.of(), Set.of());

    public static Viewer current() {
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        if (login == null
                || !login.isAuthenticated()
                || login instanceof AnonymousAuthenticationToken) {
            return NOBODY;
        }
        return new Viewer(
                login.getName(),
                authorities(login, "ROLE_"),
                authorities(login, "BUREAU_"),
                authorities(login, "OFFICER_"));
    }

    private static Set<String> authorities(Authentication login, String prefix) {
        Set<String> found = new TreeSet<>();
        login.getAuthorities()
                .forEach(
                        granted -> {
                            String text = granted.getAuthority();
                            if (text != null && text.startsWith(prefix)) {
                                found.add(text.substring(prefix.length()));
                            }
                        });
        return found;
    }

    public boolean loggedIn() {
        return !name.isEmpty();
    }

    public boolean has(String role) {
        return roles.contains(role);
    }

    public boolean worksInBureau() {
        return hasAny(BUREAU_ROLES);
    }

    public boolean hasAny(List<String> wanted) {
        return wanted.stream().anyMatch(roles::contains);
    }

    /** {@code LOGIN_REQUIRED} or {@code ROLE_REQUIRED}. */
    public Viewer require(List<String> anyOf) {
        if (!loggedIn()) {
            throw new ApiProblem(ProblemCode.LOGIN_REQUIRED, "");
        }
        if (!hasAny(anyOf)) {
            throw new ApiProblem(ProblemCode.ROLE_REQUIRED, String.join(", ", anyOf));
        }
        return this;
    }

    /**
     * The bureaus to read: the one asked for, or all that this viewer may. {@code BUREAU_NOT_YOURS}.
     */
    public Scope scope(String bureau) {
        boolean all = has(AUDITOR);
        if (bureau == null || bureau.isBlank()) {
            return new Scope(all, List.copyOf(bureaus));
        }
        if (!all && !bureaus.contains(bureau)) {
            throw new ApiProblem(ProblemCode.BUREAU_NOT_YOURS, bureau);
        }
        return new Scope(false, List.of(bureau));
    }

    /** Bureaus that a query may touch; {@code all} leaves them out of account. */
    public record Scope(boolean all, List<String> bureaus) {
        /** Adds the condition on {@code bureau} to a query. */
        public void restrict(Filter filter) {
            if (!all) {
                filter.in("bureau", new ArrayList<>(bureaus));
            }
        }
    }
}
