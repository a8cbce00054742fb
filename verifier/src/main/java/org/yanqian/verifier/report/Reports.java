package org.yanqian.verifier.report;

import org.yanqian.verifier.check.Outcome;

/** The three forms of a report, all from one list. */
public final class Reports {
    private Reports() {}

    /**
     * @param format {@code text}, {@code json} or {@code html}
     * @param performance lines about speed, {@code ""} without
     */
    public static String format(Outcome outcome, String format, Lang lang, String performance) {
        Report report = Report.of(outcome, lang, performance);
        return switch (format) {
            case "json" -> JsonReport.format(report);
            case "html" -> HtmlReport.format(report);
            default -> TextReport.format(report);
        };
    }
}
