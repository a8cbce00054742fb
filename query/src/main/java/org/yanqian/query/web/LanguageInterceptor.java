package org.yanqian.query.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.web.servlet.HandlerInterceptor;

/** Chinese unless {@code ?lang=en} or the cookie it leaves says otherwise. */
final class LanguageInterceptor implements HandlerInterceptor {
    private static final String NAME = "lang";
    private static final int ONE_YEAR_SECONDS = 365 * 24 * 3600;

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        String chosen = request.getParameter(NAME);
        if (Texts.isLanguage(chosen)) {
            Cookie cookie = new Cookie(NAME, chosen);
            cookie.setPath("/");
            cookie.setMaxAge(ONE_YEAR_SECONDS);
            cookie.setHttpOnly(true);
            cookie.setAttribute("SameSite", "Lax");
            cookie.setSecure(request.isSecure());
            response.addCookie(cookie);
        }
        return true;
    }

    static String of(HttpServletRequest request) {
        String chosen = request.getParameter(NAME);
        if (Texts.isLanguage(chosen)) {
            return chosen;
        }
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap(java.util.Arrays::stream)
                .filter(cookie -> NAME.equals(cookie.getName()))
                .map(Cookie::getValue)
                .filter(Texts::isLanguage)
                .findFirst()
                .orElse(Texts.CHINESE);
    }
}
