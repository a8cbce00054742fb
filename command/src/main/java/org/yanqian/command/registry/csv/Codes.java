package org.yanqian.command.registry.csv;

import java.util.regex.Pattern;

/** Number formats of the national standards. */
final class Codes {
    private static final String USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    // HJ 608-2017: 18 characters of the unit, three digits of the site, one letter.
    private static final Pattern PERMIT = Pattern.compile("[0-9A-HJ-NPQRTUWXY]{18}[0-9]{3}[A-Z]");
    // HJ 608-2017: a unit without credit code has H9 and the division instead.
    private static final Pattern PERMIT_WITHOUT_USCC =
            Pattern.compile("H9[0-9]{6}[0-9A-Z]{10}[0-9]{3}[A-Z]");

    private Codes() {}

    /** GB 32100-2015: 18 characters of its alphabet. */
    static boolean isUsccForm(String code) {
        return code.length() == 18 && code.chars().allMatch(c -> USCC_ALPHABET.indexOf(c) >= 0);
    }

    /** GB 32100-2015: check = (31 − Σ value · 3^(i−1) mod 31) mod 31. */
    static boolean hasUsccCheckDigit(String code) {
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < 17; i++) {
            sum += USCC_ALPHABET.indexOf(code.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        return code.charAt(17) == USCC_ALPHABET.charAt((31 - sum % 31) % 31);
    }

    static boolean isPermitForm(String code) {
        return PERMIT.matcher(code).matches() || isPermitWithoutUscc(code);
    }

    static boolean isPermitWithoutUscc(String code) {
        return PERMIT_WITHOUT_USCC.matcher(code).matches();
    }
}
