package org.yanqian.app;

import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Import;
import org.yanqian.app.demo.Demo;

/**
 * The one main class; {@code --yanqian.roles=command,query,sealer} says what this process does, and
 * {@code demo} as the first argument plays the demonstration instead.
 */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@Import(Roles.class)
public class YanqianApplication {
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("demo")) {
            System.exit(Demo.run(Arrays.copyOfRange(args, 1, args.length)));
        }
        SpringApplication.run(YanqianApplication.class, args);
    }
}
