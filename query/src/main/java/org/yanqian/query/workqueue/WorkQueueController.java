package org.yanqian.query.workqueue;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yanqian.query.web.Paging;
import org.yanqian.query.web.ReadsProjections;
import org.yanqian.query.web.Takes;

@RestController
@ReadsProjections({"workqueue", "registry"})
class WorkQueueController {
    private final WorkQueue queue;

    WorkQueueController(WorkQueue queue) {
        this.queue = queue;
    }

    /** Filters: bureau, kind, state, light, role, drawId, q; page, size, sort. */
    @GetMapping("/api/v1/queue")
    @Takes({"bureau", "kind", "state", "light", "role", "drawId", "q"})
    Paging.Page<WorkQueue.WorkItemView> queue(HttpServletRequest request) {
        return queue.read(request);
    }
}
