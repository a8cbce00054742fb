package org.yanqian.ledger.policy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.codec.Bytes;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.Json;
import org.yanqian.ledger.draw.Grade;
import org.yanqian.ledger.sign.PublicKey;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.ledger.stamp.TimeStamp;
import org.yanqian.ledger.tree.Base64Text;

/** {@code yanqian.json} and back. Strict: a key that it does not know is refused. */
final class PolicyJson {
    /** One JSON object that remembers where it stands and which of its keys were asked for. */
    private static final class Fields {
        private final Map<String, Object> map;
        private final String path;
        private final Set<String> asked = new HashSet<>();

        @SuppressWarnings("unchecked")
        Fields(Object json, String path) {
            if (!(json instanceof Map<?, ?> object)) {
                throw Policy.bad(path.isEmpty() ? "file" : path, "expected an object");
            }
            this.map = (Map<String, Object>) object;
            this.path = path;
        }

        String at(String key) {
            return path.isEmpty() ? key : path + "." + key;
        }

        Object get(String key) {
            asked.add(key);
            return map.get(key);
        }

        boolean has(String key) {
            return map.containsKey(key);
        }

        private <T> T typed(String key, Class<T> type, String what) {
            Object value = get(key);
            if (!type.isInstance(value)) {
                throw Policy.bad(at(key), has(key) ? "expected " + what : "missing");
            }
            return type.cast(value);
        }

        String string(String key) {
            String text = typed(key, String.class, "a string");
            if (text.isEmpty()) {
                throw Policy.bad(at(key), "empty");
            }
            return text;
        }

        long integer(String key) {
            return typed(key, Long.class, "an integer");
        }

        boolean flag(String key) {
            return typed(key, Boolean.class, "true or false");
        }

        Fields object(String key) {
            get(key);
            if (!has(key)) {
                throw Policy.bad(at(key), "missing");
            }
            return new Fields(get(key), at(key));
        }

        List<String> strings(String key) {
            return list(
                    key,
                    (value, at) -> {
                        if (value instanceof String text) {
                            return text;
                        }
                        throw Policy.bad(at, "expected a string");
                    });
        }

        <T> List<T> objects(String key, Function<Fields, T> read) {
            return list(
                    key,
                    (value, at) -> {
                        Fields fields = new Fields(value, at);
                        T item = read.apply(fields);
                        fields.requireNoOthers();
                        return item;
                    });
        }

        private <T> List<T> list(String key, BiFunction<Object, String, T> read) {
            List<?> values = typed(key, List.class, "a list");
            List<T> items = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                items.add(read.apply(values.get(i), at(key) + "[" + i + "]"));
            }
            return items;
        }

        /** Reads by a parser that throws a coded error without knowing the field. */
        <T> T parsed(String key, Function<String, T> parser) {
            String text = string(key);
            try {
                return parser.apply(text);
            } catch (CodedException | DateTimeParseException | IllegalArgumentException e) {
                throw new CodedException(
                        "BAD_POLICY", Policy.FILE + ": " + at(key) + ": " + e.getMessage(), e);
            }
        }

        void requireNoOthers() {
            for (String key : map.keySet()) {
                if (!asked.contains(key)) {
                    throw Policy.bad(at(key), "unknown field");
                }
            }
        }
    }

    private PolicyJson() {}

    static Policy parse(TlogPolicy tlog, byte[] json) {
        Object value;
        try {
            value = Json.read(json);
        } catch (CodedException e) {
            throw new CodedException("BAD_POLICY", Policy.FILE + ": " + e.getMessage(), e);
        }
        Fields fields = new Fields(value, "");
        Fields require = fields.object("require");
        Policy policy =
                new Policy(
                        tlog,
                        fields.string("origin"),
                        fields.objects("serviceKeys", PolicyJson::serviceKey),
                        fields.objects("parties", PolicyJson::party),
                        fields.has("outsiders") ? fields.strings("outsiders") : List.of(),
                        fields.has("beacons")
                                ? fields.objects("beacons", PolicyJson::beacon)
                                : List.of(),
                        fields.has("marginSeconds")
                                ? fields.integer("marginSeconds")
                                : Policy.DEFAULT_MARGIN_SECONDS,
                        fields.parsed("lowestGrade", PolicyJson::grade),
                        require.strings("ledger"),
                        require.strings("draw"),
                        fields.strings("bureaus"),
                        optional(fields, "auditorKey", PolicyJson::auditorKey),
                        fields.has("timeStamps")
                                ? fields.objects("timeStamps", PolicyJson::stampRoot)
                                : List.of(),
                        fields.has("slackSeconds")
                                ? fields.integer("slackSeconds")
                                : Policy.DEFAULT_SLACK_SECONDS,
                        officers(fields));
        require.requireNoOthers();
        fields.requireNoOthers();
        return policy;
    }

    private static OfficerRules officers(Fields fields) {
        return new OfficerRules(
                fields.has("officerSignatures") ? fields.strings("officerSignatures") : List.of(),
                fields.has("officerRoots")
                        ? fields.list(
                                "officerRoots",
                                (value, at) -> {
                                    if (value instanceof String base64) {
                                        return certificate(base64);
                                    }
                                    throw Policy.bad(at, "expected a certificate in base64");
                                })
                        : List.of());
    }

    private static ServiceKey serviceKey(Fields fields) {
        return new ServiceKey(fields.string("bureau"), fields.parsed("key", PublicKey::parse));
    }

    private static PartyKey party(Fields fields) {
        return new PartyKey(
                fields.string("party"),
                fields.parsed("key", PublicKey::parse),
                fields.string("bureau"),
                fields.flag("supervising"),
                optional(fields, "from", Instant::parse),
                optional(fields, "until", Instant::parse));
    }

    private static BeaconChain beacon(Fields fields) {
        return new BeaconChain(
                fields.string("type"),
                fields.string("scheme"),
                fields.parsed("publicKey", Bytes::ofHex),
                fields.integer("genesisSeconds"),
                fields.integer("periodSeconds"));
    }

    private static StampRoot stampRoot(Fields fields) {
        return new StampRoot(
                fields.string("name"),
                fields.parsed("certificate", PolicyJson::certificate),
                fields.has("url") ? fields.string("url") : "");
    }

    private static Bytes certificate(String base64) {
        byte[] der = Base64Text.parse(base64, "BAD_POLICY");
        TimeStamp.requireCertificate(der);
        return Bytes.of(der);
    }

    private static Grade grade(String text) {
        for (Grade grade : Grade.values()) {
            if (grade.name().equals(text)) {
                return grade;
            }
        }
        throw new IllegalArgumentException("expected A, B or C, found " + text);
    }

    // A key for encryption, not for signatures: only its form can be judged here.
    private static String auditorKey(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("expected suite:hex, found " + text);
        }
        Suite suite = Suite.of(text.substring(0, colon));
        if (suite == Suite.GM) {
            return PublicKey.parse(text).format();
        }
        Hex.parse(text.substring(colon + 1), 32);
        return text;
    }

    private static <T> Optional<T> optional(Fields fields, String key, Function<String, T> parser) {
        return fields.has(key) ? Optional.of(fields.parsed(key, parser)) : Optional.empty();
    }

    static byte[] format(Policy policy) {
        Map<String, Object> map = new TreeMap<>();
        map.put("origin", policy.origin());
        map.put("serviceKeys", policy.serviceKeys().stream().map(PolicyJson::map).toList());
        map.put("parties", policy.parties().stream().map(PolicyJson::map).toList());
        map.put("outsiders", policy.outsiders());
        map.put("beacons", policy.beacons().stream().map(PolicyJson::map).toList());
        map.put("marginSeconds", policy.marginSeconds());
        map.put("lowestGrade", policy.lowestGrade().name());
        map.put("require", Map.of("ledger", policy.requireLedger(), "draw", policy.requireDraw()));
        map.put("bureaus", policy.bureaus());
        policy.auditorKey().ifPresent(key -> map.put("auditorKey", key));
        map.put("timeStamps", policy.timeStamps().stream().map(PolicyJson::map).toList());
        map.put("slackSeconds", policy.slackSeconds());
        map.put("officerSignatures", policy.officers().signatures());
        map.put(
                "officerRoots",
                policy.officers().roots().stream()
                        .map(root -> Base64Text.format(root.toArray()))
                        .toList());
        // One top-level field per line is enough to read it and to compare two of them.
        StringBuilder out = new StringBuilder("{\n");
        for (Map.Entry<String, Object> field : map.entrySet()) {
            out.append(out.length() > 2 ? ",\n" : "")
                    .append(json(field.getKey()))
                    .append(": ")
                    .append(json(field.getValue()));
        }
        return out.append("\n}\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String json(Object value) {
        return new String(CanonicalJson.format(value), StandardCharsets.UTF_8);
    }

    private static Map<String, Object> map(ServiceKey key) {
        return Map.of("bureau", key.bureau(), "key", key.key().format());
    }

    private static Map<String, Object> map(PartyKey party) {
        Map<String, Object> map = new TreeMap<>();
        map.put("party", party.party());
        map.put("key", party.key().format());
        map.put("bureau", party.bureau());
        map.put("supervising", party.supervising());
        party.from().ifPresent(time -> map.put("from", time.toString()));
        party.until().ifPresent(time -> map.put("until", time.toString()));
        return map;
    }

    private static Map<String, Object> map(StampRoot root) {
        Map<String, Object> map = new TreeMap<>();
        map.put("name", root.name());
        map.put("certificate", Base64Text.format(root.certificate().toArray()));
        if (!root.url().isEmpty()) {
            map.put("url", root.url());
        }
        return map;
    }

    private static Map<String, Object> map(BeaconChain chain) {
        return Map.of(
                "type", chain.type(),
                "scheme", chain.scheme(),
                "publicKey", chain.publicKey().hex(),
                "genesisSeconds", chain.genesisSeconds(),
                "periodSeconds", chain.periodSeconds());
    }
}
