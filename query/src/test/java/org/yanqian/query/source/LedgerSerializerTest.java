package org.yanqian.query.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.ConfigToken;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.event.DrawEvent;

class LedgerSerializerTest {
    private final LedgerSerializer serializer = new LedgerSerializer();

    private Object roundTrip(Object value) {
        return serializer.deserialize(serializer.serialize(value, byte[].class));
    }

    @Test
    void anEventIsWrittenUnderItsWireNameAndReadBackEqual() {
        DrawEvent event = new DrawEvent.DrawLapsed("o/b/2026/1", "未及时见证");
        SerializedObject<byte[]> written = serializer.serialize(event, byte[].class);
        assertThat(written.getType().getName()).isEqualTo("draw.lapsed");
        assertThat(written.getType().getRevision()).isEqualTo("1");
        assertThat(new String(written.getData(), StandardCharsets.UTF_8))
                .isEqualTo("{\"drawId\":\"o/b/2026/1\",\"reason\":\"未及时见证\"}");
        assertThat(roundTrip(event)).isEqualTo(event);
    }

    @Test
    void tokensMetadataAndNothingComeBackEqual() {
        assertThat(roundTrip(new GlobalSequenceTrackingToken(7)))
                .isEqualTo(new GlobalSequenceTrackingToken(7));
        TrackingToken replay =
                ReplayToken.createReplayToken(
                        new GlobalSequenceTrackingToken(9), new GlobalSequenceTrackingToken(-1));
        assertThat(roundTrip(replay)).isEqualTo(replay);
        assertThat(roundTrip(new ConfigToken(Map.of("id", "x"))))
                .isEqualTo(new ConfigToken(Map.of("id", "x")));
        assertThat(roundTrip(MetaData.with("seq", 3L))).isEqualTo(MetaData.with("seq", 3L));
        assertThat(roundTrip(null)).isNull();
    }

    @Test
    void nothingElseIsWrittenOrRead() {
        assertThatThrownBy(() -> serializer.serialize(new Object(), byte[].class))
                .isInstanceOf(SerializationException.class);
        assertThatThrownBy(
                        () ->
                                serializer.deserialize(
                                        new SimpleSerializedObject<>(
                                                "{}".getBytes(StandardCharsets.UTF_8),
                                                byte[].class,
                                                new SimpleSerializedType("java.util.Date", "1"))))
                .isInstanceOf(CodedException.class)
                .hasMessageContaining("java.util.Date");
    }
}
