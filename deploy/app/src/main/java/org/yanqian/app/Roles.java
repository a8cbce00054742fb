package org.yanqian.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.yanqian.command.CommandModule;
import org.yanqian.query.QueryConfiguration;

/**
 * What a process does. With {@code query} alone there is no signing key bean and no command endpoint:
 * that is the public node. {@code sealer} needs {@code command}'s keys and comes with it.
 */
public final class Roles implements ImportSelector {
    public static final String DEFAULT = "command,query,sealer";
    private static final Set<String> KNOWN = Set.of("command", "query", "sealer");

    private final Environment environment;

    public Roles(Environment environment) {
        this.environment = environment;
    }

    @Override
    public String[] selectImports(AnnotationMetadata importing) {
        Set<String> roles =
                Set.of(environment.getProperty("yanqian.roles", DEFAULT).split("\\s*,\\s*"));
        if (!KNOWN.containsAll(roles)) {
            throw new IllegalStateException(
                    "yanqian.roles may name command, query, sealer; found " + roles);
        }
        List<String> modules = new ArrayList<>();
        if (roles.contains("command") || roles.contains("sealer")) {
            modules.add(CommandModule.class.getName());
        }
        if (roles.contains("query")) {
            modules.add(QueryConfiguration.class.getName());
        }
        return modules.toArray(String[]::new);
    }
}
