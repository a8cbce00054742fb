package org.yanqian.query.projection;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.yanqian.query.web.ApiProblem;
import org.yanqian.query.web.ProblemCode;

/** Empties a projection and lets it read the ledger again from the first entry. */
@Component
public class ProjectionAdmin {
    private final List<String> names;
    private final ObjectProvider<EventProcessingConfiguration> processing;
    private final ConcurrentMap<String, Object> locks = new ConcurrentHashMap<>();

    public ProjectionAdmin(
            List<Projection> projections, ObjectProvider<EventProcessingConfiguration> processing) {
        this.names = projections.stream().map(Projection::name).sorted().toList();
        this.processing = processing;
    }

    public List<String> names() {
        return names;
    }

    /** Returns when the tables are empty; they fill again in the background. */
    public void reset(String name) {
        if (!names.contains(name)) {
            throw new ApiProblem(ProblemCode.UNKNOWN_PROJECTION, name);
        }
        StreamingEventProcessor processor =
                processing
                        .getObject()
                        .eventProcessor(name, StreamingEventProcessor.class)
                        .orElseThrow(() -> new AssertionError("no processor " + name));
        synchronized (locks.computeIfAbsent(name, n -> new Object())) {
            processor.shutDown();
            try {
                processor.resetTokens();
            } finally {
                processor.start();
            }
        }
    }
}
