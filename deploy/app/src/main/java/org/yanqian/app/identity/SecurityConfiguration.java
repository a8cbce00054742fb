package org.yanqian.app.identity;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.SecurityFilterChain;

/** The API takes bearer tokens, pages take a login; what the public may see needs neither. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdentitySettings.class)
class SecurityConfiguration {
    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    @Order(2)
    SecurityFilterChain api(HttpSecurity http, IdentitySettings settings) throws Exception {
        http.securityMatcher("/api/**", "/v3/api-docs/**", "/actuator/**")
                .csrf(csrf -> csrf.disable())
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(
                        requests ->
                                requests.requestMatchers(
                                                HttpMethod.GET,
                                                "/api/v1/public/**",
                                                "/api/v1/ledger/checkpoint",
                                                "/v3/api-docs/**",
                                                "/actuator/health/**")
                                        .permitAll()
                                        .anyRequest()
                                        .authenticated())
                .oauth2ResourceServer(
                        server ->
                                server.jwt(
                                                jwt ->
                                                        jwt.jwtAuthenticationConverter(
                                                                token -> who(token, settings)))
                                        .authenticationEntryPoint(
                                                (request, response, e) -> unauthorized(response)))
                .exceptionHandling(
                        handling ->
                                handling.authenticationEntryPoint(
                                        (request, response, e) -> unauthorized(response)));
        return http.build();
    }

    private static AbstractAuthenticationToken who(Jwt token, IdentitySettings settings) {
        List<String> roles = token.getClaimAsStringList(settings.rolesClaim());
        String bureau = token.getClaimAsString(settings.bureauClaim());
        return new JwtAuthenticationToken(
                token,
                AuthorityUtils.createAuthorityList(
                        Authorities.of(
                                roles == null ? List.of() : roles, bureau, token.getSubject())),
                token.getSubject());
    }

    private static void unauthorized(HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setHeader("WWW-Authenticate", "Bearer");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter()
                .write(
                        "{\"type\":\"urn:yanqian:refusal:NOT_AUTHENTICATED\",\"title\":"
                                + "\"NOT_AUTHENTICATED\",\"status\":401,\"code\":"
                                + "\"NOT_AUTHENTICATED\",\"detail\":\"需要有效的访问令牌\",\"message\":"
                                + "{\"zh\":\"需要有效的访问令牌\",\"en\":\"A valid access token is"
                                + " needed\"}}");
    }

    @Bean
    @Order(3)
    SecurityFilterChain pages(HttpSecurity http) throws Exception {
        http.authorizeHttpRequests(
                        requests ->
                                requests.requestMatchers("/queue/**", "/tasks/**", "/registry/**")
                                        .authenticated()
                                        .anyRequest()
                                        .permitAll())
                .formLogin(login -> login.loginPage("/login").defaultSuccessUrl("/queue"))
                .logout(logout -> logout.logoutSuccessUrl("/"));
        return http.build();
    }
}
