package org.yanqian.app.testing;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** An answer of the service. */
public record Reply(int status, HttpHeaders headers, byte[] body) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public Map<?, ?> json() {
        return JSON.readValue(body, Map.class);
    }

    /** Value at a path of keys. */
    public Object at(String... path) {
        Object value = json();
        for (String key : path) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return value;
    }

    public String string(String... path) {
        return (String) at(path);
    }

    public List<?> list(String... path) {
        return (List<?>) at(path);
    }

    public static String format(Object value) {
        return JSON.writeValueAsString(value);
    }

    /** Fails with the whole answer unless it is 200. */
    public Reply ok() {
        if (status != 200) {
            throw new AssertionError(status + ": " + text());
        }
        return this;
    }
}
