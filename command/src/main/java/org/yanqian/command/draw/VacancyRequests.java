package org.yanqian.command.draw;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.yanqian.command.draw.DrawRequests.BeaconRequest;
import org.yanqian.ledger.draw.Beacon;
import org.yanqian.ledger.event.DrawEvent.BeaconTerms;
import org.yanqian.ledger.event.VacancyEvent;

/** Bodies of the vacancy API. */
public final class VacancyRequests {
    private VacancyRequests() {}

    @Schema(
            example =
                    "{\"urgent\":false,\"places\":[{\"visit\":\"<64 hex>\",\"role\":"
                            + "\"enforcement\",\"replaced\":\"<64 hex>\",\"reason\":\"病假\","
                            + "\"evidence\":\"<64 hex>\"}]}")
    public record AskRequest(boolean urgent, List<PlaceRequest> places) {
        List<VacancyEvent.Place> wanted() {
            return places == null ? List.of() : places.stream().map(PlaceRequest::place).toList();
        }
    }

    public record PlaceRequest(
            String visit, String role, String replaced, String reason, String evidence) {
        VacancyEvent.Place place() {
            return new VacancyEvent.Place(
                    text(visit), text(role), text(replaced), text(reason), text(evidence));
        }
    }

    @Schema(
            example =
                    "{\"approved\":true,\"reason\":\"\",\"beacon\":{\"type\":"
                            + "\"drand-quicknet\",\"round\":33700000},\"marginSeconds\":600}")
    public record DecideRequest(
            boolean approved, String reason, BeaconRequest beacon, Long marginSeconds) {
        String text() {
            return VacancyRequests.text(reason);
        }

        BeaconTerms terms(boolean urgent) {
            return beacon == null
                    ? new BeaconTerms(urgent ? Beacon.NONE : "", 0, "", 0, List.of(), "")
                    : beacon.terms();
        }
    }

    @Schema(
            example =
                    "{\"bureau\":\"qingxi\",\"inspectors\":[\"RY00012\",\"RY00013\"],"
                            + "\"capacity\":2,\"reason\":\"本县人员不足\"}")
    public record LoanRequest(
            String bureau, List<String> inspectors, Long capacity, String reason) {}

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
