package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yanqian.ledger.bundle.Export;
import org.yanqian.ledger.bundle.ExportWriter;
import org.yanqian.ledger.bundle.Openings;
import org.yanqian.ledger.bundle.Openings.ErasedValue;
import org.yanqian.ledger.bundle.Openings.OpenedValue;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.event.Actor;
import org.yanqian.ledger.event.InspectorEvent;
import org.yanqian.ledger.event.InspectorEvent.InspectorRegistered;
import org.yanqian.ledger.event.PersonEvent;
import org.yanqian.ledger.event.PersonEvent.ErasureRequested;
import org.yanqian.ledger.event.PersonEvent.PersonErased;
import org.yanqian.ledger.event.PersonalDigest;
import org.yanqian.ledger.event.TargetEvent.TargetRegistered;
import org.yanqian.ledger.sign.Suite;
import org.yanqian.verifier.check.CheckResult;
import org.yanqian.verifier.check.Outcome;
import org.yanqian.verifier.check.Status;
import org.yanqian.verifier.check.Verdict;
import org.yanqian.verifier.check.Verification;
import org.yanqian.verifier.sample.GoodLedger;
import org.yanqian.verifier.sample.Keys;

/** Personal data where none may be. All numbers are invented (样本). */
class PersonalDataAttackTest extends Attacks {
    private Outcome addressOf(String objectId, String address) {
        return verify(
                crooked(
                                data ->
                                        data instanceof TargetRegistered e
                                                        && e.record().objectId().equals(objectId)
                                                ? new TargetRegistered(
                                                        with(e.record(), "address", address),
                                                        e.source())
                                                : data)
                        .book);
    }

    @ParameterizedTest
    @ValueSource(strings = {"样本路1号，联系人13800138000", "样本路 １３８００１３８０００", "样本路1号（11000019000101008X）"})
    void a_persons_number_slipped_into_an_address_is_named_but_not_repeated(String address) {
        Outcome outcome = addressOf("QY000002", address);
        refuted(outcome, "14", "PERSONAL_NUMBER");
        CheckResult layer =
                outcome.layers().stream()
                        .filter(l -> l.id().equals("14"))
                        .findFirst()
                        .orElseThrow();
        assertThat(layer.findings().get(0).index()).isPositive();
        assertThat(layer.findings().get(0).found()).startsWith("record.address: ");
        assertThat(layer.findings().toString()).doesNotContain("138001");
    }

    @Test
    void an_honest_ledger_with_permits_codes_hashes_and_certificates_has_none() {
        assertThat(codes(verify(good.book))).doesNotContain("PERSONAL_NUMBER");
    }

    private static final String PERSON = "RY00002";
    private static final String ENTRY = InspectorEvent.stream(Keys.BUREAU, PERSON);
    private static final byte[] R = new byte[32];

    /** A ledger with one digest, of an inspector's invented name, and what else is appended. */
    private GoodLedger withDigest(Consumer<GoodLedger> more) {
        GoodLedger.Options options = new GoodLedger.Options();
        String digest = PersonalDigest.of(Suite.GM, R, "name", "样本甲");
        options.tamper =
                data ->
                        data instanceof InspectorRegistered e
                                        && e.record().personId().equals(PERSON)
                                ? new InspectorRegistered(
                                        with(e.record(), "personal", Map.of("name", digest)),
                                        e.source())
                                : data;
        options.beforeOpening = more;
        return GoodLedger.build(keys, options);
    }

    private static String eventOf(GoodLedger ledger) {
        return ledger.book.events.stream()
                .filter(e -> e.stream().equals(ENTRY))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static void by(GoodLedger ledger, String officer, PersonEvent event) {
        Actor before = ledger.book.actor;
        ledger.book.actor = new Actor(Keys.BUREAU, officer, "approver");
        ledger.append(PersonEvent.stream(ENTRY), event);
        ledger.book.actor = before;
    }

    private static void erase(GoodLedger ledger, String approver) {
        by(ledger, "o-7", new ErasureRequested(ENTRY, 1, "调离（样本）", "第四十七条"));
        by(ledger, approver, new PersonErased(ENTRY, 1, "调离（样本）", "第四十七条", List.of("name")));
    }

    private static Openings opening(String event, String value) {
        return new Openings(
                List.of(),
                Openings.FORMAT,
                Keys.ORIGIN,
                List.of(new OpenedValue(event, "name", Hex.format(R), value)));
    }

    private static Openings erased(String event) {
        return new Openings(
                List.of(new ErasedValue(event, "name")), Openings.FORMAT, Keys.ORIGIN, List.of());
    }

    private Outcome verify(GoodLedger ledger, Openings openings) {
        Path export = folder.resolve("export" + exports++);
        ExportWriter.write(ledger.book, export);
        return new Verification(keys.policy(), List.of(), item -> {})
                .withOpenings(openings.format())
                .ledger(Export.open(export));
    }

    private static CheckResult layer14(Outcome outcome) {
        return outcome.layers().stream().filter(l -> l.id().equals("14")).findFirst().orElseThrow();
    }

    @Test
    void a_value_opened_truly_is_ok_and_without_openings_the_layer_says_so() {
        GoodLedger ledger = withDigest(l -> {});
        Outcome outcome = verify(ledger, opening(eventOf(ledger), "样本甲"));
        assertThat(layer14(outcome).status()).isEqualTo(Status.OK);
        assertThat(layer14(outcome).findings())
                .singleElement()
                .satisfies(f -> assertThat(f.found()).isEqualTo("60 not opened"));
        CheckResult without = layer14(verify(ledger.book));
        assertThat(without.status()).isEqualTo(Status.NOT_CHECKED);
        assertThat(without.reason()).isEqualTo("NO_OPENINGS");
    }

    @Test
    void an_erased_value_is_said_to_be_erased_and_everything_still_verifies() {
        GoodLedger ledger = withDigest(l -> erase(l, "o-8"));
        Outcome outcome = verify(ledger, erased(eventOf(ledger)));
        assertThat(layer14(outcome).status()).isEqualTo(Status.OK);
        assertThat(codes(outcome)).contains("VALUES_ERASED");
        assertThat(outcome.verdict()).isEqualTo(Verdict.PROVEN);
    }

    @Test
    void a_value_opened_although_its_person_was_erased_is_named() {
        GoodLedger ledger = withDigest(l -> erase(l, "o-8"));
        Outcome outcome = verify(ledger, opening(eventOf(ledger), "样本甲"));
        assertThat(codes(outcome)).contains("OPENED_THOUGH_ERASED");
    }

    @Test
    void what_is_opened_or_called_erased_must_stand_in_an_event_of_the_ledger() {
        GoodLedger ledger = withDigest(l -> erase(l, "o-8"));
        for (Openings invented : List.of(opening("e-0", "样本甲"), erased("e-0"))) {
            Outcome outcome = verify(ledger, invented);
            refuted(outcome, "14", "OPENING_UNKNOWN");
            assertThat(layer14(outcome).findings())
                    .filteredOn(f -> f.code().equals("OPENING_UNKNOWN"))
                    .extracting(f -> f.expected() + " " + f.found())
                    .containsExactly("an event of the ledger e-0");
        }
    }

    @Test
    void a_field_without_a_digest_cannot_be_called_erased() {
        GoodLedger ledger = withDigest(l -> erase(l, "o-8"));
        Openings other =
                new Openings(
                        List.of(new ErasedValue(eventOf(ledger), "phone")),
                        Openings.FORMAT,
                        Keys.ORIGIN,
                        List.of());
        refuted(verify(ledger, other), "14", "OPENING_UNKNOWN");
    }

    @Test
    void an_erasure_on_another_article_than_the_one_asked_for_is_found() {
        GoodLedger ledger =
                withDigest(
                        l -> {
                            by(l, "o-7", new ErasureRequested(ENTRY, 1, "调离（样本）", "第四十七条"));
                            by(
                                    l,
                                    "o-8",
                                    new PersonErased(ENTRY, 1, "调离（样本）", "第四十八条", List.of("name")));
                        });
        Outcome outcome = verify(ledger.book);
        refuted(outcome, "14", "ERASURE_DIFFERS");
        assertThat(layer14(outcome).findings())
                .extracting(f -> f.expected() + " " + f.found())
                .containsExactly("第四十七条 第四十八条");
    }
}
