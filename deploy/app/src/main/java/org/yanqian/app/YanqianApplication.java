package org.yanqian.app;

import java.util.Arrays;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Import;
import org.yanqian.app.backup.BackupCommand;
import org.yanqian.app.demo.Demo;

/**
 * The one main class; {@code --yanqian.roles=command,query,sealer} says what this process does, and
 * {@code demo} as the first argument plays the demonstration instead; {@code
 * backup} and {@code restore} copy the database with a proof of completeness.
 */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@Import(Roles.class)
public class YanqianApplication {
    private static final Set<String> BACKUP = Set.of("backup", "restore");

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("demo")) {
            System.exit(Demo.run(Arrays.copyOfRange(args, 1, args.length)));
        }
        if (args.length > 0 && BACKUP.contains(args[0])) {
            System.exit(BackupCommand.run(args[0], Arrays.asList(args).subList(1, args.length)));
        }
        SpringApplication.run(YanqianApplication.class, args);
    }
}
