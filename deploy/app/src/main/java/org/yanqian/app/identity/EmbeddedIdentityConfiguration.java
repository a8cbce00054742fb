package org.yanqian.app.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;

/** The authorization server that comes with the program: client credentials for bureaus' systems. */
@Configuration(proxyBeanMethods = false)
@Conditional(EmbeddedIdentity.class)
class EmbeddedIdentityConfiguration {
    @Bean
    @Order(1)
    SecurityFilterChain tokenEndpoints(HttpSecurity http) throws Exception {
        http.securityMatcher("/oauth2/**", "/.well-known/**")
                .oauth2AuthorizationServer(server -> {})
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated());
        return http.build();
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings() {
        return AuthorizationServerSettings.builder().build();
    }

    @Bean
    JWKSource<SecurityContext> tokenKeys(JdbcClient jdbc) {
        return TokenKey.loadOrCreate(jdbc);
    }

    @Bean
    JwtDecoder jwtDecoder(JWKSource<SecurityContext> keys) {
        return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    @Bean
    RegisteredClientRepository clients(Accounts accounts, IdentitySettings settings) {
        return new RegisteredClientRepository() {
            @Override
            public void save(RegisteredClient client) {
                throw new IllegalStateException("accounts are not made through the token endpoint");
            }

            @Override
            public RegisteredClient findById(String id) {
                return findByClientId(id);
            }

            @Override
            public RegisteredClient findByClientId(String id) {
                return accounts.find(id).map(account -> client(account, settings)).orElse(null);
            }
        };
    }

    private static RegisteredClient client(Accounts.Stored stored, IdentitySettings settings) {
        return RegisteredClient.withId(stored.account().id())
                .clientId(stored.account().id())
                .clientSecret(stored.secret())
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenSettings(
                        TokenSettings.builder()
                                .accessTokenTimeToLive(settings.tokenLifetime())
                                .build())
                .build();
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> whoIsAsking(
            Accounts accounts, IdentitySettings settings) {
        return context -> {
            Account account =
                    accounts.find(context.getRegisteredClient().getClientId())
                            .orElseThrow()
                            .account();
            context.getClaims()
                    .claim(settings.rolesClaim(), account.roles())
                    .claim(settings.bureauClaim(), account.bureau());
        };
    }

    /** The same accounts log in to the pages. */
    @Bean
    UserDetailsService users(Accounts accounts) {
        return id ->
                accounts.find(id)
                        .map(
                                stored ->
                                        User.withUsername(id)
                                                .password(stored.secret())
                                                .authorities(
                                                        Authorities.of(
                                                                        stored.account().roles(),
                                                                        stored.account().bureau(),
                                                                        id)
                                                                .toArray(String[]::new))
                                                .build())
                        .orElseThrow(() -> new UsernameNotFoundException(id));
    }
}
