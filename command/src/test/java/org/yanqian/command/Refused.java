package org.yanqian.command;

import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;

/** A refusal with its code, for aggregate fixtures. */
public final class Refused {
    private Refused() {}

    public static Matcher<Throwable> with(RefusalCode code) {
        return new CustomTypeSafeMatcher<>("refusal " + code) {
            @Override
            protected boolean matchesSafely(Throwable thrown) {
                return thrown instanceof Refusal refusal && refusal.code() == code;
            }
        };
    }
}
