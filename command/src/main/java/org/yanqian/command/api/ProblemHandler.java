package org.yanqian.command.api;

import java.net.URI;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.yanqian.command.refusal.Refusal;
import org.yanqian.command.refusal.RefusalCode;
import org.yanqian.command.registry.RejectedFile;
import org.yanqian.ledger.CodedException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** Refusals and bad input become RFC 9457 problem details here and nowhere else. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(basePackages = "org.yanqian.command")
public class ProblemHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(Refusal refusal) {
        return problem(
                refusal.code().name(),
                refusal.code().status(),
                refusal.zh(),
                refusal.en(),
                refusal.code().article());
    }

    /** The problem with {@code rows}: at most 1,000 of the file's problems. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> rejected(RejectedFile e) {
        ResponseEntity<ProblemDetail> answer = refused(e.refusal());
        answer.getBody().setProperty("rows", e.problems().stream().limit(1_000).toList());
        answer.getBody().setProperty("rowsTotal", e.problems().size());
        return answer;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> bad(CodedException e) {
        return problem(e.code(), 422, "输入不合规：" + e.getMessage(), e.getMessage(), "");
    }

    // The parser's own message names our classes; where it stopped is all that helps the caller.
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(HttpMessageNotReadableException e) {
        TokenStreamLocation at =
                e.getCause() instanceof JacksonException json ? json.getLocation() : null;
        int line = at == null ? 0 : at.getLineNr();
        int column = at == null ? 0 : at.getColumnNr();
        return problem(
                "MALFORMED_JSON",
                400,
                "请求内容缺失，或者不是合规的 JSON：第 " + line + " 行第 " + column + " 列",
                "The body is missing or not readable: line " + line + ", column " + column,
                "");
    }

    @ExceptionHandler({ServletRequestBindingException.class, TypeMismatchException.class})
    ResponseEntity<ProblemDetail> incomplete(Exception e) {
        String what =
                e instanceof MissingServletRequestParameterException missing
                        ? missing.getParameterName()
                        : e instanceof TypeMismatchException wrong
                                ? String.valueOf(wrong.getPropertyName())
                                : "";
        return problem(
                "BAD_REQUEST",
                400,
                "请求缺少参数，或者参数的形式不对：" + what,
                "A parameter is missing or has the wrong form: " + what,
                "");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unknown(AggregateNotFoundException e) {
        return refused(new Refusal(RefusalCode.DRAW_UNKNOWN, e.getAggregateIdentifier()));
    }

    @ExceptionHandler({ConcurrencyException.class, AggregateStreamCreationException.class})
    ResponseEntity<ProblemDetail> conflict(RuntimeException e) {
        return refused(new Refusal(RefusalCode.CONFLICT, e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> wrapped(CommandExecutionException e) {
        return e.getCause() instanceof Refusal refusal ? refused(refusal) : inner(e);
    }

    /** A bug of ours: the log has it, the caller gets a code and nothing of the inside. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> inner(RuntimeException e) {
        LOG.error("a request failed", e);
        return problem("INTERNAL", 500, "内部错误", "Internal error", "");
    }

    private static ResponseEntity<ProblemDetail> problem(
            String code, int status, String zh, String en, String article) {
        ProblemDetail detail = ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(status), zh);
        detail.setType(URI.create("urn:yanqian:refusal:" + code));
        detail.setTitle(code);
        detail.setProperty("code", code);
        detail.setProperty("message", java.util.Map.of("zh", zh, "en", en));
        if (!article.isEmpty()) {
            detail.setProperty("article", article);
        }
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (status == 503) {
            answer.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return answer.body(detail);
    }
}
