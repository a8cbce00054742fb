package org.yanqian.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yanqian.app.testing.Caller;
import org.yanqian.app.testing.Reply;
import org.yanqian.app.testing.RunningService;
import org.yanqian.app.testing.Setting;
import org.yanqian.command.draw.DrawKeys;
import org.yanqian.command.keys.ServiceKeys;
import org.yanqian.command.seal.LedgerAppender;
import org.yanqian.command.seal.Sealer;
import org.yanqian.command.vault.Vault;
import org.yanqian.ledger.sign.Signer;

/** {@code yanqian.roles=query}: the node that the public reaches can read and nothing else. */
class PublicNodeTest {
    @Test
    void a_query_node_has_no_signing_key_no_command_endpoint_and_no_sealer() {
        RunningService writing = RunningService.shared();
        List<String> arguments = RunningService.arguments(writing.setting());
        arguments.add("--yanqian.roles=query");
        // Keys that do not exist: nothing may even try to read them.
        arguments.add("--yanqian.keys=" + writing.setting().folder.resolve("no-keys"));
        try (ConfigurableApplicationContext node =
                new SpringApplicationBuilder(YanqianApplication.class)
                        .run(arguments.toArray(String[]::new))) {
            for (Class<?> type :
                    List.of(
                            ServiceKeys.class,
                            Signer.class,
                            LedgerAppender.class,
                            Sealer.class,
                            DrawKeys.class,
                            Vault.class)) {
                assertThat(node.getBeansOfType(type)).as(type.getSimpleName()).isEmpty();
                assertThat(types(writing, type)).as("but where commands run").isTrue();
            }
            assertThat(node.getBeanDefinitionNames())
                    .noneMatch(name -> name.startsWith("org.yanqian.command."));
            assertThat(commandHandlers(node)).isEmpty();
            assertThat(commandHandlers(writing.context())).isNotEmpty();
            assertThat(writing.setting().folder.resolve("no-keys"))
                    .matches(Files::notExists, "no key was made");
            requireReadOnly(writing, node);
        }
    }

    private static boolean types(RunningService service, Class<?> type) {
        // A Signer is never a bean, not even where the keys are.
        return type == Signer.class || !service.context().getBeansOfType(type).isEmpty();
    }

    private static List<String> commandHandlers(ConfigurableApplicationContext context) {
        return context
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .values()
                .stream()
                .map(method -> method.getBeanType().getName())
                .filter(name -> name.startsWith("org.yanqian.command."))
                .distinct()
                .toList();
    }

    private static void requireReadOnly(
            RunningService writing, ConfigurableApplicationContext node) {
        Caller caller =
                new Caller(
                        writing.setting(),
                        "http://127.0.0.1:"
                                + node.getEnvironment().getProperty("local.server.port"));
        Map<String, Long> before = writing.rows();
        Reply reply =
                caller.post(
                        Setting.BUREAUS.get(0) + "-draw-operator",
                        "/api/v1/draws",
                        Map.of("bureau", Setting.BUREAUS.get(0), "year", 2026, "plan", "p"));
        assertThat(reply.status()).isIn(404, 405);
        assertThat(writing.rows()).isEqualTo(before);
        assertThat(caller.get(null, "/api/v1/public/draws").status()).isEqualTo(200);
    }
}
