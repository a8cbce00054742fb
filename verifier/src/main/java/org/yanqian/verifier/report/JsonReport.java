package org.yanqian.verifier.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.yanqian.verifier.check.CheckResult;
import org.yanqian.verifier.check.Codes;
import org.yanqian.verifier.check.DrawSummary;
import org.yanqian.verifier.check.Finding;
import org.yanqian.verifier.check.Outcome;

/** For machines: stable codes, and both languages wherever there are words. */
final class JsonReport {
    private final JsonGenerator json;

    private JsonReport(JsonGenerator json) {
        this.json = json;
    }

    static String format(Report report) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            new JsonReport(json).write(report);
        } catch (IOException e) {
            throw new AssertionError("no I/O in memory", e);
        }
        return out + "\n";
    }

    private void write(Report report) throws IOException {
        Outcome o = report.outcome();
        json.writeStartObject();
        json.writeStringField("verifier", "yanqian-verify 0.1.0");
        json.writeStringField("kind", o.kind());
        json.writeStringField("verdict", o.verdict().name().replace('_', ' '));
        json.writeNumberField("exitCode", o.verdict().exitCode());
        json.writeStringField("origin", o.origin());
        json.writeStringField("suite", o.suite());
        json.writeNumberField("size", o.size());
        json.writeStringField("root", o.root());
        json.writeNumberField("entries", o.entries());
        json.writeArrayFieldStart("layers");
        for (CheckResult layer : o.layers()) {
            layer(layer, o.required().contains(layer.id()));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("draws");
        for (DrawSummary draw : o.draws()) {
            draw(draw);
        }
        json.writeEndArray();
        strings("notProven", report.notProven());
        json.writeStringField("performance", report.performance());
        json.writeEndObject();
    }

    private void strings(String field, List<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private void layer(CheckResult layer, boolean required) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", layer.id());
        json.writeStringField("status", layer.status().text());
        json.writeBooleanField("required", required);
        json.writeStringField("zh", Titles.layer(layer.id(), Lang.ZH));
        json.writeStringField("en", Titles.layer(layer.id(), Lang.EN));
        json.writeStringField("reason", layer.reason());
        json.writeNumberField("total", layer.total());
        json.writeArrayFieldStart("findings");
        for (Finding f : layer.findings()) {
            json.writeStartObject();
            json.writeStringField("code", f.code());
            json.writeStringField("effect", f.effect().name());
            json.writeNumberField("index", f.index());
            json.writeStringField("expected", f.expected());
            json.writeStringField("found", f.found());
            json.writeStringField("section", f.section());
            json.writeStringField("zh", Codes.of(f.code()).zh());
            json.writeStringField("en", Codes.of(f.code()).en());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void draw(DrawSummary d) throws IOException {
        json.writeStartObject();
        json.writeStringField("drawId", d.drawId());
        json.writeStringField("drawHash", d.drawHash());
        json.writeStringField("state", d.state());
        json.writeStringField("grade", d.grade());
        json.writeStringField("beacon", d.beacon());
        json.writeNumberField("candidates", d.candidates());
        json.writeNumberField("excluded", d.excluded());
        json.writeNumberField("inspectors", d.inspectors());
        json.writeArrayFieldStart("quotas");
        for (var q : d.quotas()) {
            json.writeStartObject();
            json.writeStringField("stratum", q.stratum());
            json.writeNumberField("base", q.base());
            json.writeNumberField("quota", q.quota());
            json.writeStringField("formula", q.formula());
            json.writeNumberField("drawn", d.drawn().getOrDefault(q.stratum(), 0L));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("lapsed", d.lapsed());
        json.writeBooleanField("lapseAdmitted", d.lapseAdmitted());
        json.writeStringField("voided", d.voided());
        json.writeNumberField("attempt", d.attempt());
        json.writeStringField("attemptReason", d.attemptReason());
        json.writeNumberField("owed", d.owed());
        json.writeStringField("uniqueness", d.uniqueness());
        edits(d.edits());
        json.writeEndObject();
    }

    private void edits(DrawSummary.Edits edits) throws IOException {
        json.writeArrayFieldStart("edits");
        for (DrawSummary.Edit e : edits.named()) {
            json.writeStartObject();
            json.writeNumberField("index", e.index());
            json.writeStringField("time", e.time());
            json.writeStringField("bureau", e.bureau());
            json.writeStringField("officer", e.officer());
            json.writeStringField("kind", e.kind());
            json.writeStringField("id", e.id());
            json.writeStringField("reason", e.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("editsNotListed", edits.more());
        json.writeNumberField("linesImported", edits.imported());
    }
}
