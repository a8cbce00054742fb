package org.yanqian.verifier.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CodesTest {
    @Test
    void every_code_has_a_section_of_the_spec_and_words_in_two_languages() {
        assertThat(Codes.all()).hasSizeGreaterThan(120);
        assertThat(Codes.all().values())
                .allSatisfy(
                        code -> {
                            assertThat(code.code()).matches("[A-Z0-9_]+");
                            assertThat(code.section()).matches("([1-9]|1[0-5])(\\.[0-9]{1,2})?");
                            assertThat(code.zh()).matches(".*\\p{IsHan}.*");
                            assertThat(code.en()).matches("[\\x20-\\x7e]+");
                        });
    }

    @Test
    void a_code_coined_elsewhere_stands_for_itself() {
        assertThat(Codes.of("SOMETHING_ELSE").zh()).isEqualTo("SOMETHING_ELSE");
        assertThat(Codes.of("SOMETHING_ELSE").section()).isEqualTo("15");
    }
}
