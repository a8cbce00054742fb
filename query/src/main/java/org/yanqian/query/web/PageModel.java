package org.yanqian.query.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.ui.ModelMap;
import org.springframework.web.util.UriComponentsBuilder;

/** What every page needs: words {@code t}, the {@code viewer}, {@code links} to itself. */
public final class PageModel {
    private PageModel() {}

    /** Links to the same page with one parameter changed. */
    public record Links(String path, String query) {
        public String with(String name, Object value) {
            UriComponentsBuilder uri = UriComponentsBuilder.fromPath(path).query(query);
            uri.replaceQueryParam(name, value);
            if (!"page".equals(name) && !"lang".equals(name)) {
                uri.replaceQueryParam("page");
            }
            return uri.build().encode().toUriString();
        }

        /** Ascending first, then descending. */
        public String sort(String field, String current) {
            return with("sort", field.equals(current) ? field + ",desc" : field);
        }
    }

    public static void fill(ModelMap model, HttpServletRequest request) {
        model.addAttribute("t", Texts.of(LanguageInterceptor.of(request)));
        model.addAttribute("viewer", Viewer.current());
        model.addAttribute("links", new Links(request.getRequestURI(), decodedQuery(request)));
        model.addAttribute("path", request.getRequestURI());
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
