package org.yanqian.command.draw;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.yanqian.ledger.event.DrawEvent.BeaconTerms;
import org.yanqian.ledger.event.DrawEvent.BeaconValue;

/** Bodies of the draw API. Times are UTC with milliseconds, dates ISO, bytes lower-case hex. */
public final class DrawRequests {
    private DrawRequests() {}

    @Schema(example = "{\"bureau\":\"yunling\",\"year\":2026,\"plan\":\"plan/yunling/2026/Q4/L1\"}")
    public record OpenRequest(String bureau, long year, String plan) {}

    @Schema(
            example =
                    "{\"party\":\"discipline\",\"commitment\":\"<64 hex>\",\"signature\":\"<128"
                            + " hex>\"}")
    public record CommitRequest(String party, String commitment, String signature) {}

    @Schema(
            example =
                    "{\"asOf\":\"2026-11-22\",\"beacon\":{\"type\":\"drand-quicknet\","
                            + "\"round\":33700000},\"revealDeadline\":\"2026-11-23T08:00:00.000Z\","
                            + "\"marginSeconds\":600,\"embargoEnd\":\"2026-12-31T16:00:00.000Z\"}")
    public record AnnounceRequest(
            String asOf,
            BeaconRequest beacon,
            String revealDeadline,
            Long marginSeconds,
            String embargoEnd) {}

    public record BeaconRequest(
            String type,
            Long round,
            String notBefore,
            Long dice,
            List<String> issues,
            String fallback) {
        BeaconTerms terms() {
            return new BeaconTerms(
                    text(type),
                    number(round),
                    text(notBefore),
                    number(dice),
                    issues == null ? List.of() : issues,
                    text(fallback));
        }
    }

    @Schema(
            example =
                    "{\"party\":\"discipline\",\"nonce\":\"<64 hex>\",\"signature\":\"<128 hex>\"}")
    public record RevealRequest(String party, String nonce, String signature) {}

    @Schema(example = "{\"type\":\"drand-quicknet\",\"round\":33700000,\"signature\":\"<96 hex>\"}")
    public record BeaconValueRequest(
            String type,
            Long round,
            String signature,
            String previousSignature,
            String digits,
            List<String> issues) {
        BeaconValue value() {
            return new BeaconValue(
                    text(type),
                    number(round),
                    text(signature),
                    text(previousSignature),
                    text(digits),
                    issues == null ? List.of() : issues);
        }
    }

    @Schema(example = "{\"party\":\"discipline\",\"value\":{\"type\":\"dice\",\"digits\":\"…\"}}")
    public record ConfirmRequest(String party, BeaconValueRequest value, String signature) {
        BeaconValue confirmed() {
            return value == null ? new BeaconValue("", 0, "", "", "", List.of()) : value.value();
        }
    }

    @Schema(example = "{\"reason\":\"七日内未取得约定的公开随机数\"}")
    public record LapseRequest(String reason) {}

    private static String text(String value) {
        return value == null ? "" : value;
    }

    private static long number(Long value) {
        return value == null ? 0 : value;
    }
}
