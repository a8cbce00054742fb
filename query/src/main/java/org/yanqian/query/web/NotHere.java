package org.yanqian.query.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** An address that nobody serves: a page for browsers, problem details for everybody else. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class NotHere {
    private final ErrorPages pages;

    NotHere(ErrorPages pages) {
        this.pages = pages;
    }

    @ExceptionHandler({
        NoResourceFoundException.class,
        HttpRequestMethodNotSupportedException.class
    })
    Object notHere(Exception exception, HttpServletRequest request) {
        ErrorResponse error = (ErrorResponse) exception;
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        boolean browser = accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
        if (browser && !request.getRequestURI().startsWith("/api/")) {
            return pages.resolveErrorView(
                    request, HttpStatus.valueOf(error.getStatusCode().value()), Map.of());
        }
        return ResponseEntity.status(error.getStatusCode())
                .headers(error.getHeaders())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(error.getBody());
    }
}
