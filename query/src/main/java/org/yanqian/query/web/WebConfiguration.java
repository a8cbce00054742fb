package org.yanqian.query.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.yanqian.query.projection.ProjectionPositions;

/** What all pages and endpoints of the query side share. */
@Configuration(proxyBeanMethods = false)
public class WebConfiguration implements WebMvcConfigurer {
    private final ProjectionPositions positions;

    public WebConfiguration(ProjectionPositions positions) {
        this.positions = positions;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new AtLeastInterceptor(positions));
        registry.addInterceptor(new LanguageInterceptor());
    }
}
