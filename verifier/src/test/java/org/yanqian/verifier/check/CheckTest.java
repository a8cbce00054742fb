package org.yanqian.verifier.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CheckTest {
    private static final class Sample extends Check {
        Sample() {
            super("14");
        }

        @Override
        protected void start(Evidence evidence) {
            for (int i = 0; i < 2 * KEPT; i++) {
                note("NOT_JSON", i, "", "");
            }
            undecided("NOT_JSON", 200, "", "");
            for (int i = 0; i < 10; i++) {
                fail("NOT_NFC", 300 + i, "", "");
            }
            for (int i = 0; i < 2 * KEPT; i++) {
                guarded(i, () -> List.of().iterator().next());
            }
        }
    }

    @Test
    void notes_do_not_push_out_what_leaves_the_verdict_open_or_refutes() {
        Sample check = new Sample();
        check.open();
        check.prepare(null);
        Check.Sheet apart = check.close();
        check.append(apart);
        CheckResult result = check.result();
        assertThat(result.total()).isEqualTo(2 * Check.KEPT + 11);
        assertThat(result.findings())
                .hasSize(Check.KEPT + 1 + Check.KEPT_OF_EACH)
                .filteredOn(f -> f.effect() != Effect.NOTE)
                .extracting(Finding::index)
                .containsExactly(200L, 300L, 301L, 302L);
        assertThat(result.status()).isEqualTo(Status.FAIL);
        assertThat(check.bugs()).hasSize(Check.KEPT);
    }

    @Test
    void an_open_question_behind_many_notes_still_leaves_the_verdict_open() {
        Check check =
                new Check("14") {
                    @Override
                    protected void start(Evidence evidence) {
                        for (int i = 0; i < 2 * KEPT; i++) {
                            note("NOT_JSON", i, "", "");
                        }
                        undecided("NOT_NFC", 200, "", "");
                    }
                };
        check.prepare(null);
        assertThat(Verification.verdict(List.of(check.result()), List.of(), false))
                .isEqualTo(Verdict.CANNOT_JUDGE);
    }
}
