package org.yanqian.query.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** What a browser is shown when no handler answers: in the reader's language, without any detail. */
@Component
class ErrorPages implements ErrorViewResolver {
    private static final Set<Integer> TOLD = Set.of(400, 401, 403, 404, 405);
    private static final int OTHER = 500;

    @Override
    public ModelAndView resolveErrorView(
            HttpServletRequest request, HttpStatus status, Map<String, Object> model) {
        int told = TOLD.contains(status.value()) ? status.value() : OTHER;
        Texts t = Texts.of(request);
        ModelAndView page = new ModelAndView("query/error");
        page.setStatus(status);
        PageModel.fill(page.getModelMap(), request);
        page.addObject("headline", t.get("error.status." + told));
        page.addObject("hint", t.get("error.hint." + told));
        page.addObject("code", status.value() + "");
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        page.addObject("detail", path == null ? request.getRequestURI() : path);
        return page;
    }
}
