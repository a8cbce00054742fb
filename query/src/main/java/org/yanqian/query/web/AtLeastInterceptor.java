package org.yanqian.query.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.yanqian.query.projection.ProjectionPositions;

/**
 * Read your own write: {@code atLeast=<ledger index>}, as a command answered it, waits up to five
 * seconds until the projections read here hold that entry.
 */
final class AtLeastInterceptor implements HandlerInterceptor {
    private static final long MAX_WAIT_MILLIS = 5_000;

    private final ProjectionPositions positions;

    AtLeastInterceptor(ProjectionPositions positions) {
        this.positions = positions;
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler)
            throws InterruptedException {
        String text = request.getParameter("atLeast");
        if (text == null || !(handler instanceof HandlerMethod method)) {
            return true;
        }
        ReadsProjections reads =
                AnnotationUtils.findAnnotation(method.getBeanType(), ReadsProjections.class);
        if (reads != null
                && !positions.await(List.of(reads.value()), index(text), MAX_WAIT_MILLIS)) {
            throw new ApiProblem(ProblemCode.NOT_YET_VISIBLE, "atLeast=" + text);
        }
        return true;
    }

    private static long index(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new ApiProblem(ProblemCode.BAD_PARAMETER, "atLeast=" + text);
        }
    }
}
