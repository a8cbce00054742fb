package org.yanqian.query.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.transaction.PlatformTransactionManager;
import org.yanqian.query.QueryConfiguration;

/** The query side alone, as a public node runs it: no command module, no signing key. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(QueryConfiguration.class)
public class QueryTestApplication {
    public static final String PASSWORD = "sample";

    @Bean(destroyMethod = "close")
    EmbeddedPostgres postgres() throws IOException {
        return EmbeddedPostgres.builder().start();
    }

    @Bean
    DataSource dataSource(EmbeddedPostgres postgres) {
        com.zaxxer.hikari.HikariDataSource pool = new com.zaxxer.hikari.HikariDataSource();
        pool.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres"));
        pool.setMaximumPoolSize(12);
        return pool;
    }

    @Bean
    RecordingProjection recordingProjection(
            DataSource dataSource, PlatformTransactionManager manager) {
        return new RecordingProjection(dataSource, manager);
    }

    /** Who may read what is decided by the query side itself; here everybody gets as far as that. */
    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(all -> all.anyRequest().permitAll())
                .csrf(csrf -> csrf.ignoringRequestMatchers("/api/**"))
                .httpBasic(basic -> {})
                .formLogin(login -> login.loginPage("/login").defaultSuccessUrl("/queue"))
                .logout(logout -> logout.logoutSuccessUrl("/"))
                .build();
    }

    @Bean
    UserDetailsService users() {
        return new InMemoryUserDetailsManager(
                user("operator", "ROLE_draw-operator", "BUREAU_" + LedgerSeed.BUREAU),
                user("stranger", "ROLE_draw-operator", "BUREAU_elsewhere"),
                user("auditor", "ROLE_auditor"),
                user("inspector", "ROLE_inspector", "OFFICER_RY00001"),
                user("admin", "ROLE_system-admin"));
    }

    private static UserDetails user(String name, String... authorities) {
        List<String> all = new ArrayList<>(List.of(authorities));
        return User.withUsername(name)
                .password("{noop}" + PASSWORD)
                .authorities(all.toArray(String[]::new))
                .build();
    }
}
