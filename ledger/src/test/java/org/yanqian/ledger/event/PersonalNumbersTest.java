package org.yanqian.ledger.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
import org.yanqian.ledger.event.InspectorEvent.InspectorRegistered;
import org.yanqian.ledger.event.PersonalNumbers.Hit;
import org.yanqian.ledger.event.PersonalNumbers.Kind;

/** Invented numbers (样本): the day of birth is 1 January 1900, the district 000. */
class PersonalNumbersTest {
    private static Kind in(String text) {
        return PersonalNumbers.inField("", text).orElse(null);
    }

    /** With its check character, worked out here by the formula of GB 11643. */
    private static String id(String first17) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (first17.charAt(i) - '0') * ((1 << (17 - i)) % 11);
        }
        return first17 + "0123456789X".charAt((12 - sum % 11) % 11);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "13800138000",
                "电话13800138000。",
                "联系人（样本）19900000000，请先致电",
                "tel:13800138000",
                "Tel13800138000",
                "+86 13800138000",
                "+8613800138000",
                "１３８００１３８０００",
                "13800138000.csv",
                "a/13800138000/b"
            })
    void mobile_numbers_are_found(String text) {
        assertThat(in(text)).isEqualTo(Kind.MOBILE);
        assertThat(PersonalNumbers.isSuspicious(text.getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    @Test
    void brackets_in_full_width_raise_no_suspicion_and_digits_do() {
        for (String text : List.of("云岭县样本厂（样本1）", "一，二；三：四！", "（", "～")) {
            assertThat(PersonalNumbers.isSuspicious(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isFalse();
        }
        for (char digit = '\uFF10'; digit <= '\uFF19'; digit++) {
            String text = "（样本）：" + digit;
            assertThat(PersonalNumbers.isSuspicious(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isTrue();
        }
    }

    @Test
    void resident_identity_numbers_are_found() {
        for (String first :
                List.of("37000019000101001", "11000019000101002", "65000019001231999")) {
            assertThat(in(id(first))).as(first).isEqualTo(Kind.RESIDENT_ID);
            assertThat(in("身份证" + id(first).toLowerCase(java.util.Locale.ROOT) + "号"))
                    .isEqualTo(Kind.RESIDENT_ID);
        }
    }

    @Test
    void one_ending_in_x_is_found_and_one_with_a_wrong_check_character_is_not() {
        int endsInX = 0;
        for (int n = 100; n < 200; n++) {
            String right = id("37000019000101" + n);
            endsInX += right.endsWith("X") ? 1 : 0;
            assertThat(in("号 " + right + "，")).isEqualTo(Kind.RESIDENT_ID);
            String wrong = right.substring(0, 17) + (right.endsWith("1") ? "2" : "1");
            assertThat(in(wrong)).as(wrong).isNull();
        }
        assertThat(endsInX).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "91990000MA0000002X",
                "91990000MA0000002X001P",
                "911370190001010014001P",
                "12345678901",
                "0631-5200000",
                "138001380001",
                "1380013800",
                "122.13800138000",
                "13800138000.5",
                "f1380013800013800138000e",
                "018a2f00-0000-7000-8000-c13800138000",
                "2026-11-22T05:10:53.123Z",
                "991370190001010014"
            })
    void other_numbers_are_left_alone(String text) {
        assertThat(in(text)).isNull();
    }

    @Test
    void a_certificate_number_may_look_like_a_mobile_number_but_may_not_be_an_identity_number() {
        assertThat(PersonalNumbers.inField("certificateNo", "13010012345")).isEmpty();
        assertThat(PersonalNumbers.inField("certificateNo", id("37000019000101001")))
                .contains(Kind.RESIDENT_ID);
        assertThat(PersonalNumbers.inField("digits", "13513513513")).isEmpty();
    }

    @Test
    void hashes_keys_and_ids_never_look_like_a_number() {
        Random random = new Random(20261122);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            String hex = org.yanqian.ledger.codec.Hex.format(bytes);
            assertThat(in(hex)).as(hex).isNull();
            String id = new java.util.UUID(random.nextLong(), random.nextLong()).toString();
            assertThat(in("import/yunling/" + id)).as(id).isNull();
        }
    }

    @Test
    void the_field_is_named_and_the_number_is_not() {
        InspectorRegistered event =
                new InspectorRegistered(
                        new InspectorRecord(
                                "P1",
                                "13010012345",
                                "2030-01-01",
                                "990000",
                                "样本支队",
                                "",
                                "",
                                List.of("水", "手机13800138000"),
                                3,
                                "",
                                "在岗",
                                0,
                                List.of(),
                                "有效",
                                Map.of()),
                        "manual");
        assertThat(PersonalNumbers.find(event))
                .contains(new Hit("record.specialties[1]", Kind.MOBILE));
    }
}
