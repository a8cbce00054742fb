package org.yanqian.command.api;

import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** {@code Officer-Signature: <preparation> <key id> <signature>} of any command. */
@RestControllerAdvice(basePackages = "org.yanqian.command")
class OfficerSignatureHeader {
    private static final String NAME = "Officer-Signature";

    @ModelAttribute
    void keep(@RequestHeader(name = NAME, required = false) String signature) {
        if (signature != null) {
            RequestContextHolder.currentRequestAttributes()
                    .setAttribute(NAME, signature, RequestAttributes.SCOPE_REQUEST);
        }
    }

    /** Null without one. */
    static String current() {
        return (String)
                RequestContextHolder.currentRequestAttributes()
                        .getAttribute(NAME, RequestAttributes.SCOPE_REQUEST);
    }
}
