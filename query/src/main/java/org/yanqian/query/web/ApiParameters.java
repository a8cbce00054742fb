package org.yanqian.query.web;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import java.util.Map;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Describes in OpenAPI the query parameters that {@link Takes} names, each with an example. */
@Component
class ApiParameters implements OperationCustomizer {
    private static final Map<String, String> EXAMPLES =
            Map.ofEntries(
                    Map.entry("area", "城关镇"),
                    Map.entry("atLeast", "1234"),
                    Map.entry("bureau", "yunling"),
                    Map.entry("certificate", "VALID"),
                    Map.entry("class", "重点"),
                    Map.entry("drawId", "yanqian.sample/yunling/2026/1"),
                    Map.entry("inspector", "RY00001"),
                    Map.entry("kind", "RESULT_TO_PUBLISH"),
                    Map.entry("light", "SOON"),
                    Map.entry("objectId", "QY000001"),
                    Map.entry("onPost", "在岗"),
                    Map.entry("operatingStatus", "在产"),
                    Map.entry("outcome", "NO_PROBLEM_FOUND"),
                    Map.entry("page", "0"),
                    Map.entry("personId", "RY00001"),
                    Map.entry("plan", "plan/yunling/2026/Q4/L1"),
                    Map.entry("q", "样本"),
                    Map.entry("role", "publisher"),
                    Map.entry("size", "20"),
                    Map.entry("sort", "bureau,desc"),
                    Map.entry("state", "COMPLETED"),
                    Map.entry("year", "2026"));
    private static final Map<String, String> MEANINGS =
            Map.of(
                    "atLeast", "ledger index that must be visible; waits up to 5 s, else 503",
                    "page", "from 0",
                    "q", "part of a name or number",
                    "size", "1 to 200, 20 unless given",
                    "sort", "field or field,desc");

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        Takes takes = handler.getMethodAnnotation(Takes.class);
        if (takes != null) {
            for (String name : takes.value()) {
                add(operation, name);
            }
            for (String name : new String[] {"page", "size", "sort", "atLeast"}) {
                add(operation, name);
            }
        }
        return operation;
    }

    private static void add(Operation operation, String name) {
        String example = EXAMPLES.get(name);
        if (example == null) {
            throw new AssertionError("no example for the parameter " + name);
        }
        Schema<?> schema = new StringSchema();
        operation.addParametersItem(
                new QueryParameter()
                        .name(name)
                        .description(MEANINGS.get(name))
                        .required(false)
                        .schema(schema)
                        .example(example));
    }
}
