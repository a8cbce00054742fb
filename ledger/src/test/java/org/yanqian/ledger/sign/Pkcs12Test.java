package org.yanqian.ledger.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yanqian.ledger.CodedException;

class Pkcs12Test {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final char[] PASSWORD = "样本口令-1".toCharArray();

    @ParameterizedTest
    @EnumSource
    void a_key_comes_out_of_its_keystore_as_it_went_in(Suite suite) {
        PrivateKey key = PrivateKey.generate(suite, RANDOM);
        byte[] file = Pkcs12.format(key, PASSWORD, Instant.parse("2026-11-22T00:00:00Z"), RANDOM);
        PrivateKey read = Pkcs12.parse(file, PASSWORD, RANDOM);
        assertThat(read.format()).isEqualTo(key.format());
        byte[] message = "样本".getBytes(StandardCharsets.UTF_8);
        assertThat(key.publicKey().verify(message, read.sign(message))).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void another_password_or_a_damaged_file_opens_nothing(Suite suite) {
        PrivateKey key = PrivateKey.generate(suite, RANDOM);
        byte[] file = Pkcs12.format(key, PASSWORD, Instant.parse("2026-11-22T00:00:00Z"), RANDOM);
        assertThatThrownBy(() -> Pkcs12.parse(file, "other".toCharArray(), RANDOM))
                .isInstanceOfSatisfying(
                        CodedException.class, e -> assertThat(e.code()).isEqualTo("BAD_KEY"));
        file[file.length / 2] ^= 1;
        assertThatThrownBy(() -> Pkcs12.parse(file, PASSWORD, RANDOM))
                .isInstanceOfSatisfying(
                        CodedException.class, e -> assertThat(e.code()).isEqualTo("BAD_KEY"));
    }
}
