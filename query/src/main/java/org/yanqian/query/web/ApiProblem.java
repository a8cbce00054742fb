package org.yanqian.query.web;

import java.net.URI;
import java.util.Map;
import org.springframework.http.ProblemDetail;
import org.yanqian.ledger.CodedException;

/** A refusal that the reader can do something about; becomes an RFC 9457 problem or an error page. */
public final class ApiProblem extends CodedException {
    private static final long serialVersionUID = 1L;

    private final ProblemCode problem;

    public ApiProblem(ProblemCode problem, String detail) {
        super(problem.name(), detail);
        this.problem = problem;
    }

    public ProblemCode problem() {
        return problem;
    }

    /** Members beyond RFC 9457: {@code code} and {@code message} with {@code zh} and {@code en}. */
    public ProblemDetail toDetail(String path) {
        ProblemDetail detail = ProblemDetail.forStatus(problem.status());
        detail.setType(URI.create("urn:yanqian:refusal:" + problem.name()));
        detail.setTitle(problem.name());
        if (!getMessage().isEmpty()) {
            detail.setDetail(getMessage());
        }
        detail.setInstance(URI.create(path));
        detail.setProperty("code", problem.name());
        detail.setProperty("message", Map.of("zh", problem.zh(), "en", problem.en()));
        return detail;
    }
}
