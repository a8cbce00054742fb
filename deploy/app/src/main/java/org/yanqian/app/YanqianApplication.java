package org.yanqian.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Import;

/** The one main class; {@code --yanqian.roles=command,query,sealer} says what this process does. */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@Import(Roles.class)
public class YanqianApplication {
    public static void main(String[] args) {
        SpringApplication.run(YanqianApplication.class, args);
    }
}
