package org.yanqian.ledger.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yanqian.ledger.CodedException;

/**
 * Any JSON text as plain Java values: {@code Map<String, Object>} in reading order, {@code List},
 * {@code String}, {@code Long}, {@code BigInteger}, {@code BigDecimal}, {@code Boolean}, null.
 * Refused with {@code NOT_JSON}: syntax errors, duplicate keys, invalid UTF-8, trailing text, a byte
 * order mark, nesting deeper than 100.
 */
public final class Json {
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(100)
                                    .maxStringLength(64 << 20)
                                    .build())
                    .build();

    private Json() {}

    public static Object read(byte[] utf8) {
        // Jackson accepts some malformed sequences and sniffs UTF-16/32; the JDK's decoder does
        // not.
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
        } catch (CharacterCodingException e) {
            throw new CodedException("NOT_JSON", "not valid UTF-8", e);
        }
        if (utf8.length >= 3 && utf8[0] == (byte) 0xEF && utf8[1] == (byte) 0xBB) {
            throw new CodedException("NOT_JSON", "starts with a byte order mark");
        }
        if (utf8.length > 0 && utf8[0] == 0 || utf8.length > 1 && utf8[1] == 0) {
            throw new CodedException("NOT_JSON", "not UTF-8 text");
        }
        try (JsonParser parser = FACTORY.createParser(new ByteArrayInputStream(utf8))) {
            if (parser.nextToken() == null) {
                throw new CodedException("NOT_JSON", "empty text");
            }
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new CodedException("NOT_JSON", "more text after the value");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new CodedException("NOT_JSON", e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new AssertionError("no I/O in memory", e);
        }
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> readObject(byte[] utf8) {
        if (read(utf8) instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new CodedException("NOT_JSON", "expected a JSON object");
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> decimal(parser);
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            default -> throw new CodedException("NOT_JSON", "misplaced " + parser.currentToken());
        };
    }

    private static Object decimal(JsonParser parser) throws IOException {
        try {
            return parser.getDecimalValue();
        } catch (NumberFormatException e) {
            // an exponent that no decimal has
            throw new CodedException("NOT_JSON", "not a number: " + parser.getText(), e);
        }
    }

    private static Object integer(JsonParser parser) throws IOException {
        return switch (parser.getNumberType()) {
            case INT, LONG -> parser.getLongValue();
            default -> parser.getBigIntegerValue();
        };
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            if (map.containsKey(key)) {
                throw new CodedException("NOT_JSON", "duplicate key \"" + key + "\"");
            }
            map.put(key, value(parser));
        }
        return map;
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser));
        }
        return list;
    }
}
