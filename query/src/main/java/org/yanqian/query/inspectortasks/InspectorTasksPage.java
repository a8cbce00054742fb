package org.yanqian.query.inspectortasks;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.yanqian.query.web.QueryClock;
import org.yanqian.query.web.ReadsProjections;

@Controller
@ReadsProjections({"inspectortasks", "registry"})
class InspectorTasksPage {
    private final InspectorTasks tasks;
    private final QueryClock clock;

    InspectorTasksPage(InspectorTasks tasks, QueryClock clock) {
        this.tasks = tasks;
        this.clock = clock;
    }

    @GetMapping("/tasks")
    String tasks(HttpServletRequest request, Model model) {
        model.addAttribute("page", tasks.read(request));
        model.addAttribute("states", List.of("TO_DO", "DONE"));
        model.addAttribute("now", clock.now());
        return "query/tasks";
    }
}
