package org.yanqian.ledger.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yanqian.ledger.bundle.DrawBundle;
import org.yanqian.ledger.bundle.Manifest;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventTypes;
import org.yanqian.ledger.event.InspectorEvent.InspectorRecord;
import org.yanqian.ledger.event.PlanEvent.StratumQuota;
import org.yanqian.ledger.event.TargetEvent.TargetRecord;
import org.yanqian.ledger.rules.RuleSet;

/** Whoever writes a second reader finds every field of every format in the page, with its type. */
class SpecFieldsTest {
    @Test
    void everyWireTypeHasARowWithItsFields() {
        EventTypes.all()
                .forEach(
                        (name, type) -> {
                            String wire = name.substring(0, name.indexOf('/'));
                            String row = only("\\|[^|]*\\| `" + Pattern.quote(wire) + "` \\|.*");
                            String text =
                                    row.contains("| section 9.")
                                            ? paragraph("`" + wire + "`: ")
                                            : row;
                            fields(text, type);
                        });
    }

    @Test
    void everyNestedRecordIsWrittenDown() {
        fields(paragraph("Target: "), TargetRecord.class);
        fields(paragraph("Inspector: "), InspectorRecord.class);
        String line = paragraph("Quota: ");
        fields(line, StratumQuota.class);
        fields(line, DrawEvent.BeaconTerms.class);
        fields(line, DrawEvent.BeaconValue.class);
        String announced = paragraph("`draw.announced`: ");
        fields(announced, DrawEvent.Roots.class);
        fields(announced, DrawEvent.Counts.class);
        fields(announced, DrawEvent.PartyCommitment.class);
    }

    @Test
    void everyFieldOfRuleSetManifestAndBundleIsNamed() {
        String all = String.join("\n", SpecPage.lines());
        String rules = between(all, "### 8.2 ", "### 8.3 ");
        for (Class<?> type : RuleSet.class.getDeclaredClasses()) {
            named(rules, type);
        }
        named(rules, RuleSet.class);
        String export = between(all, "## 11 ", "## 12 ");
        named(export, Manifest.class);
        named(export, Manifest.FileLine.class);
        String bundle = between(all, "## 12 ", "## 13 ");
        for (Class<?> type : DrawBundle.class.getDeclaredClasses()) {
            named(bundle, type);
        }
        named(bundle, DrawBundle.class);
    }

    private static final Map<Class<?>, String> LETTERS =
            Map.of(String.class, "s", long.class, "n", boolean.class, "b");

    private static void fields(String text, Class<?> type) {
        for (RecordComponent c : type.getRecordComponents()) {
            String letter = LETTERS.get(c.getType());
            String field =
                    "(?<![A-Za-z])"
                            + c.getName()
                            + (letter == null ? "[ ,(]" : " " + letter + "\\b");
            // A constant stands with its value: algorithm "DRAW/1".
            String constant = "(?<![A-Za-z])" + c.getName() + " `\"";
            assertThat(Pattern.compile(field + "|" + constant).matcher(text).find())
                    .as(type.getSimpleName() + "." + c.getName() + " in: " + text)
                    .isTrue();
        }
    }

    private static void named(String text, Class<?> type) {
        if (!type.isRecord()) {
            return;
        }
        for (RecordComponent c : type.getRecordComponents()) {
            assertThat(Pattern.compile("\\b" + c.getName() + "\\b").matcher(text).find())
                    .as(type.getSimpleName() + "." + c.getName())
                    .isTrue();
        }
    }

    private static String only(String regex) {
        List<String> found = SpecPage.lines().stream().filter(l -> l.matches(regex)).toList();
        assertThat(found).as(regex).hasSize(1);
        return found.get(0);
    }

    /** From the line with this beginning to the next empty line. */
    private static String paragraph(String beginning) {
        return SpecPage.lines().stream()
                .dropWhile(l -> !l.startsWith(beginning))
                .takeWhile(l -> !l.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String between(String all, String from, String to) {
        return all.substring(all.indexOf("\n" + from), all.indexOf("\n" + to));
    }
}
