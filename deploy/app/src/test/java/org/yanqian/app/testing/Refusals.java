package org.yanqian.app.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Supplier;

/** What every refusal has in common: status, stable code, both languages, and nothing left behind. */
public final class Refusals {
    private Refusals() {}

    public static Reply refused(
            RunningService service, int status, String code, Supplier<Reply> call) {
        Map<String, Long> before = service.rows();
        Reply reply = call.get();
        assertThat(reply.status()).as(code + ": " + reply.text()).isEqualTo(status);
        assertThat(reply.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(reply.at("code")).as(reply.text()).isEqualTo(code);
        assertThat(reply.at("status")).isEqualTo(status);
        assertThat(reply.string("type")).isEqualTo("urn:yanqian:refusal:" + code);
        assertThat(reply.string("message", "zh")).matches("(?s).*\\p{IsHan}.*");
        assertThat(reply.string("message", "en")).matches("(?s).*[a-zA-Z]{3}.*");
        assertThat(reply.string("message", "en")).doesNotContain("Exception", "org.yanqian");
        assertThat(service.rows()).as("nothing half-written after " + code).isEqualTo(before);
        return reply;
    }
}
