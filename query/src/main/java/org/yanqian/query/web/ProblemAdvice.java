package org.yanqian.query.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** Refusals of the query side: problem details under {@code /api/}, a page elsewhere. */
@ControllerAdvice(basePackages = "org.yanqian.query")
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemAdvice {
    private static final String RETRY_SECONDS = "1";

    @ExceptionHandler
    Object problem(ApiProblem problem, HttpServletRequest request, HttpServletResponse response) {
        if (problem.problem() == ProblemCode.NOT_YET_VISIBLE) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        if (request.getRequestURI().startsWith("/api/")) {
            return ResponseEntity.status(problem.problem().status())
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(problem.toDetail(request.getRequestURI()));
        }
        ModelAndView page = new ModelAndView("query/error");
        page.setStatus(HttpStatusCode.valueOf(problem.problem().status()));
        PageModel.fill(page.getModelMap(), request);
        page.addObject("headline", Texts.of(request).problem(problem.problem()));
        page.addObject("code", problem.problem().name());
        page.addObject("detail", problem.getMessage());
        return page;
    }

    @ExceptionHandler
    Object mismatch(
            MethodArgumentTypeMismatchException wrong,
            HttpServletRequest request,
            HttpServletResponse response) {
        return problem(
                new ApiProblem(ProblemCode.BAD_PARAMETER, wrong.getName() + "=" + wrong.getValue()),
                request,
                response);
    }
}
