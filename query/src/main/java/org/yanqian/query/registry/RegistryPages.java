package org.yanqian.query.registry;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.yanqian.query.web.ReadsProjections;

@Controller
@ReadsProjections("registry")
class RegistryPages {
    private final Registries registries;

    RegistryPages(Registries registries) {
        this.registries = registries;
    }

    @GetMapping("/registry/targets")
    String targets(HttpServletRequest request, Model model) {
        model.addAttribute("page", registries.targets(request));
        model.addAttribute(
                "classes", registries.values("registry_target", "supervision_class", request));
        model.addAttribute(
                "statuses", registries.values("registry_target", "operating_status", request));
        return "query/targets";
    }

    @GetMapping("/registry/inspectors")
    String inspectors(HttpServletRequest request, Model model) {
        model.addAttribute("page", registries.inspectors(request));
        model.addAttribute("onPosts", registries.values("registry_inspector", "on_post", request));
        model.addAttribute("certificates", List.of("VALID", "EXPIRED", "NONE"));
        return "query/inspectors";
    }
}
