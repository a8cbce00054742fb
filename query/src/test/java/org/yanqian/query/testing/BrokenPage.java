package org.yanqian.query.testing;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Breaks, so that the page for it can be looked at. */
@Controller
public class BrokenPage {
    @GetMapping("/broken")
    String broken() {
        throw new IllegalStateException("secret detail");
    }
}
