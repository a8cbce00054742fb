package org.yanqian.query.registry;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yanqian.query.web.Paging;
import org.yanqian.query.web.ReadsProjections;
import org.yanqian.query.web.Takes;

@RestController
@ReadsProjections("registry")
class RegistryController {
    private final Registries registries;

    RegistryController(Registries registries) {
        this.registries = registries;
    }

    /** Filters: bureau, class, operatingStatus, area, objectId, q; page, size, sort. */
    @GetMapping("/api/v1/registry/targets")
    @Takes({"bureau", "class", "operatingStatus", "area", "objectId", "q"})
    Paging.Page<Registries.TargetView> targets(HttpServletRequest request) {
        return registries.targets(request);
    }

    /** Filters: bureau, onPost, certificate, personId, q; page, size, sort. */
    @GetMapping("/api/v1/registry/inspectors")
    @Takes({"bureau", "onPost", "certificate", "personId", "q"})
    Paging.Page<Registries.InspectorView> inspectors(HttpServletRequest request) {
        return registries.inspectors(request);
    }
}
