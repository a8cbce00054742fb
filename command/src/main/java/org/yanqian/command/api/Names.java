package org.yanqian.command.api;

import java.text.Normalizer;
import java.util.regex.Pattern;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;

/** Names that become part of a stream: no slash, no lookalike forms. */
public final class Names {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{Nd}][\\p{L}\\p{Nd}._-]{0,63}");

    private Names() {}

    public static String require(String name) {
        Refusal.when(
                name == null
                        || !NAME.matcher(name).matches()
                        || !Normalizer.isNormalized(name, Normalizer.Form.NFC),
                RefusalCode.NAME_NOT_ALLOWED,
                name);
        return name;
    }
}
