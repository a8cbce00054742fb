package org.yanqian.app.identity;

import java.util.ArrayList;
import java.util.List;

/** {@code ROLE_…}, {@code BUREAU_…} and {@code OFFICER_…}: all that command and query know of a person. */
final class Authorities {
    private Authorities() {}

    static List<String> of(List<String> roles, String bureau, String officer) {
        List<String> authorities = new ArrayList<>();
        roles.stream()
                .filter(Account.ROLES::contains)
                .forEach(role -> authorities.add("ROLE_" + role));
        if (bureau != null && !bureau.isEmpty()) {
            authorities.add("BUREAU_" + bureau);
        }
        authorities.add("OFFICER_" + officer);
        return authorities;
    }
}
