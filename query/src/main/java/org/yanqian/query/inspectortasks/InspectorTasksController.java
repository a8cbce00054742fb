package org.yanqian.query.inspectortasks;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yanqian.query.web.Paging;
import org.yanqian.query.web.ReadsProjections;
import org.yanqian.query.web.Takes;

@RestController
@ReadsProjections({"inspectortasks", "registry"})
class InspectorTasksController {
    private final InspectorTasks tasks;

    InspectorTasksController(InspectorTasks tasks) {
        this.tasks = tasks;
    }

    /** Filters: inspector, bureau, state, light, q; page, size, sort. */
    @GetMapping("/api/v1/tasks")
    @Takes({"bureau", "inspector", "state", "light", "q"})
    Paging.Page<InspectorTasks.TaskView> tasks(HttpServletRequest request) {
        return tasks.read(request);
    }
}
