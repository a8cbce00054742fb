package org.yanqian.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The one main class; {@code --yanqian.roles=command,query,sealer} says what this process does. */
@SpringBootApplication(scanBasePackages = "org.yanqian")
public class YanqianApplication {
    public static void main(String[] args) {
        SpringApplication.run(YanqianApplication.class, args);
    }
}
