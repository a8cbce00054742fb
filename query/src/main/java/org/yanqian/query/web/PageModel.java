package org.yanqian.query.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.ui.ModelMap;
import org.springframework.web.util.UriComponentsBuilder;

/** What every page needs: words {@code t}, the {@code viewer}, {@code links} to itself. */
public final class PageModel {
    private static final Set<String> KEEP_PLACE = Set.of("page", "listPage", "lang");

    private PageModel() {}

    /** Links to the same page with one parameter changed. */
    public record Links(String path, String query) {
        public String with(String name, Object value) {
            UriComponentsBuilder uri = UriComponentsBuilder.fromPath(path).query(query);
            uri.replaceQueryParam(name, value);
            if (!KEEP_PLACE.contains(name)) {
                uri.replaceQueryParam("page").replaceQueryParam("listPage");
            }
            return uri.build().encode().toUriString();
        }

        /** Ascending first, then descending. */
        public String sort(String field, String current) {
            return with("sort", field.equals(current) ? field + ",desc" : field);
        }
    }

    public static void fill(ModelMap model, HttpServletRequest request) {
        model.addAttribute("t", Texts.of(request));
        model.addAttribute("viewer", Viewer.current());
        String path = path(request);
        model.addAttribute("links", new Links(path, decodedQuery(request)));
        model.addAttribute("path", path);
    }

    /** What was asked for, also while the container shows its error page. */
    private static String path(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return failed instanceof String uri ? uri : request.getRequestURI();
    }

    private static String decodedQuery(HttpServletRequest request) {
        UriComponentsBuilder uri = UriComponentsBuilder.newInstance();
        request.getParameterMap()
                .forEach(
                        (name, values) -> {
                            if (!values[0].isBlank() && !"lang".equals(name)) {
                                uri.queryParam(name, (Object[]) values);
                            }
                        });
        return uri.build().getQuery();
    }
}
