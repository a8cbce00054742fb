package org.yanqian.query.workqueue;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.yanqian.query.web.QueryClock;
import org.yanqian.query.web.ReadsProjections;
import org.yanqian.query.web.Viewer;

@Controller
@ReadsProjections({"workqueue", "registry"})
class WorkQueuePage {
    private static final List<String> STATES =
            List.of(
                    WorkItem.TO_DO,
                    WorkItem.AWAITING_COMMITMENTS,
                    WorkItem.AWAITING_ANNOUNCEMENT,
                    WorkItem.WAITING_FOR_WITNESS,
                    WorkItem.AWAITING_REVEALS,
                    WorkItem.AWAITING_CLOSE,
                    WorkItem.AWAITING_BEACON,
                    WorkItem.AWAITING_RESULT,
                    WorkItem.LAPSED,
                    WorkItem.VOIDED,
                    WorkItem.REDRAW_ALLOWED);

    private final WorkQueue queue;
    private final QueryClock clock;

    WorkQueuePage(WorkQueue queue, QueryClock clock) {
        this.queue = queue;
        this.clock = clock;
    }

    @GetMapping("/queue")
    String queue(HttpServletRequest request, Model model) {
        Viewer viewer = Viewer.current();
        // The login leads here; an inspector's own list is another page.
        if (viewer.has(Viewer.INSPECTOR) && !viewer.worksInBureau()) {
            return "redirect:/tasks";
        }
        model.addAttribute("page", queue.read(request));
        model.addAttribute("kinds", WorkItem.Kind.values());
        model.addAttribute("states", STATES);
        model.addAttribute("lights", List.of("OVERDUE", "SOON", "ON_TIME", "NO_DATE"));
        model.addAttribute("now", clock.now());
        return "query/queue";
    }
}
