package org.yanqian.app.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import java.text.ParseException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The key of the access tokens, made once and shared by all nodes of one database. */
final class TokenKey {
    private TokenKey() {}

    static ImmutableJWKSet<com.nimbusds.jose.proc.SecurityContext> loadOrCreate(JdbcClient jdbc) {
        try {
            if (read(jdbc) == null) {
                jdbc.sql(
                                "insert into token_key (id, jwk) values ('access', ?)"
                                        + " on conflict do nothing")
                        .param(new RSAKeyGenerator(2048).keyID("access").generate().toJSONString())
                        .update();
            }
            return new ImmutableJWKSet<>(new JWKSet(RSAKey.parse(read(jdbc))));
        } catch (JOSEException | ParseException e) {
            throw new IllegalStateException("the token key", e);
        }
    }

    private static String read(JdbcClient jdbc) {
        return jdbc.sql("select jwk from token_key where id = 'access'")
                .query(String.class)
                .optional()
                .orElse(null);
    }
}
