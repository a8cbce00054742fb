package org.yanqian.query.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The form only: who may log in, and where it is posted, is up to the application. */
@Controller
class LoginPage {
    @GetMapping("/login")
    String login() {
        return Viewer.current().loggedIn() ? "redirect:/queue" : "query/login";
    }
}
