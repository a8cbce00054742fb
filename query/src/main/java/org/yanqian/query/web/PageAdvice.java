package org.yanqian.query.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.ModelMap;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Fills the model of every page of the query side. */
@ControllerAdvice(basePackages = "org.yanqian.query", annotations = Controller.class)
class PageAdvice {
    private final Standstill standstill;

    PageAdvice(Standstill standstill) {
        this.standstill = standstill;
    }

    @ModelAttribute
    void fill(ModelMap model, HttpServletRequest request) {
        PageModel.fill(model, request);
        standstill.now().ifPresent(halt -> model.addAttribute("halt", halt));
    }
}
