package org.yanqian.query.source;

import java.util.Map;
import java.util.TreeMap;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.ConfigToken;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.ChainingConverter;
import org.axonframework.serialization.Converter;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.EventTypes;
import org.yanqian.ledger.event.Wire;

/**
 * Tokens and dead letters as canonical JSON. An event's type is its wire name and version, never a
 * Java class name; everything that is not listed here is refused, so that nothing in a table can
 * make the process build an object of another's choice.
 */
public final class LedgerSerializer implements Serializer {
    private static final String METADATA = "metadata";
    private static final String TOKEN = "token.index";
    private static final String REPLAY = "token.replay";
    private static final String CONFIG = "token.config";
    private static final long NO_TOKEN = -1;

    private final Converter converter = new ChainingConverter();

    @Override
    public <T> SerializedObject<T> serialize(Object object, Class<T> expected) {
        if (!canSerializeTo(expected)) {
            throw new SerializationException("only bytes are written, not " + expected);
        }
        byte[] bytes = CanonicalJson.format(value(object));
        return new SimpleSerializedObject<>(
                expected.cast(bytes),
                expected,
                typeForClass(object == null ? null : object.getClass()));
    }

    private static Map<String, ?> value(Object object) {
        if (object == null) {
            return Map.of();
        }
        if (object instanceof EventData data) {
            return RecordCodec.format((Record) data);
        }
        if (object instanceof MetaData metaData) {
            return metaData;
        }
        if (object instanceof GlobalSequenceTrackingToken token) {
            return Map.of("index", token.getGlobalIndex());
        }
        if (object instanceof ReplayToken replay) {
            return Map.of(
                    "current", index(replay.getCurrentToken()),
                    "reset", index(replay.getTokenAtReset()));
        }
        if (object instanceof ConfigToken config) {
            return config.getConfig();
        }
        throw new SerializationException("not written: " + object.getClass());
    }

    private static long index(TrackingToken token) {
        return token == null ? NO_TOKEN : token.position().orElse(NO_TOKEN);
    }

    @Override
    public <T> boolean canSerializeTo(Class<T> expected) {
        return byte[].class.equals(expected);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <S, T> T deserialize(SerializedObject<S> serialized) {
        if (SerializedType.emptyType().equals(serialized.getType())) {
            return null;
        }
        if (!(serialized.getData() instanceof byte[] bytes)) {
            throw new SerializationException("only bytes are read");
        }
        Map<String, Object> map = CanonicalJson.parseObject(bytes);
        return (T)
                switch (serialized.getType().getName()) {
                    case METADATA -> MetaData.from(map);
                    case TOKEN -> new GlobalSequenceTrackingToken((Long) map.get("index"));
                    case REPLAY ->
                            ReplayToken.createReplayToken(
                                    new GlobalSequenceTrackingToken((Long) map.get("reset")),
                                    new GlobalSequenceTrackingToken((Long) map.get("current")));
                    case CONFIG -> new ConfigToken(strings(map));
                    default -> RecordCodec.parse(eventClass(serialized.getType()), map);
                };
    }

    private static Map<String, String> strings(Map<String, Object> map) {
        Map<String, String> strings = new TreeMap<>();
        map.forEach((key, value) -> strings.put(key, (String) value));
        return strings;
    }

    private static Class<? extends Record> eventClass(SerializedType type) {
        return EventTypes.find(type.getName(), Long.parseLong(type.getRevision()));
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class classForType(SerializedType type) {
        if (SerializedType.emptyType().equals(type)) {
            return Void.class;
        }
        return switch (type.getName()) {
            case METADATA -> MetaData.class;
            case TOKEN -> GlobalSequenceTrackingToken.class;
            case REPLAY -> ReplayToken.class;
            case CONFIG -> ConfigToken.class;
            default -> eventClass(type);
        };
    }

    @Override
    @SuppressWarnings("rawtypes")
    public SerializedType typeForClass(Class type) {
        if (type == null || type == Void.class) {
            return SerializedType.emptyType();
        }
        if (MetaData.class == type) {
            return new SimpleSerializedType(METADATA, null);
        }
        if (GlobalSequenceTrackingToken.class == type) {
            return new SimpleSerializedType(TOKEN, null);
        }
        if (ReplayToken.class == type) {
            return new SimpleSerializedType(REPLAY, null);
        }
        if (ConfigToken.class == type) {
            return new SimpleSerializedType(CONFIG, null);
        }
        Class<?> event = type;
        Wire wire = event.getAnnotation(Wire.class);
        if (wire == null) {
            throw new SerializationException("not written: " + type);
        }
        return new SimpleSerializedType(wire.type(), String.valueOf(wire.v()));
    }

    @Override
    public Converter getConverter() {
        return converter;
    }
}
