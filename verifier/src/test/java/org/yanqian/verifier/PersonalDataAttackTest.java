package org.yanqian.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yanqian.ledger.event.TargetEvent.TargetRegistered;
import org.yanqian.verifier.check.CheckResult;
import org.yanqian.verifier.check.Outcome;

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
}
