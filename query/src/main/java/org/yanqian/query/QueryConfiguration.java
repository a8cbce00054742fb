package org.yanqian.query;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** The query side as a whole: import it where the role {@code query} runs. */
@Configuration(proxyBeanMethods = false)
// Full names: the command side has classes of the same simple names.
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class QueryConfiguration {}
