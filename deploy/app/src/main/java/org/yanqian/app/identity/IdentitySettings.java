package org.yanqian.app.identity;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of identity, prefix {@code yanqian.identity}.
 *
 * @param bureaus for which the usual accounts are made at first start
 * @param overseer bureau id of the supervising body's accounts
 * @param secretsFile where the secrets of new accounts are written once (owner-only); without it they
 *     are printed to the console once
 * @param issuer another OIDC issuer; with one there is no embedded authorization server
 * @param rolesClaim claim of the access token with the roles
 */
@ConfigurationProperties("yanqian.identity")
public record IdentitySettings(
        @DefaultValue("yunling") List<String> bureaus,
        @DefaultValue("discipline") String overseer,
        Path secretsFile,
        String issuer,
        @DefaultValue("roles") String rolesClaim,
        @DefaultValue("bureau") String bureauClaim,
        @DefaultValue("30m") Duration tokenLifetime) {}
