package org.yanqian.bench;

import java.util.Locale;

/** One line per figure: {@code name value unit ratio target ok|short}; "-" where there is none. */
final class Report {
    private static boolean allHeld = true;

    private Report() {}

    /** A figure with its ratio to the limit measured in the same run. */
    static void line(String name, double value, String unit, double ratio, String note) {
        print(name, value, unit, ratio == 0 ? "-" : two(ratio), "-", "ok", note);
    }

    /** A figure with a target; {@code atLeast} says which side is good. */
    static void target(String name, double value, String unit, double target, boolean atLeast) {
        boolean ok = atLeast ? value >= target : value <= target;
        print(name, value, unit, "-", two(target), ok ? "ok" : "short", "");
    }

    /** A figure whose ratio to the limit, measured in the same run, has a target. */
    static void ratio(
            String name, double value, String unit, double ratio, double target, boolean atLeast) {
        boolean ok = atLeast ? ratio >= target : ratio <= target;
        print(name, value, unit, two(ratio), two(target), ok ? "ok" : "short", "");
    }

    /** Something that must be true, with its numbers in the name. */
    static void fact(String name, boolean holds) {
        allHeld &= holds;
        System.out.println(name + " " + (holds ? "ok" : "WRONG"));
    }

    static boolean allHeld() {
        return allHeld;
    }

    private static void print(
            String name,
            double value,
            String unit,
            String ratio,
            String target,
            String verdict,
            String note) {
        System.out.println(
                String.join(" ", name, two(value), unit, ratio, target, verdict)
                        + (note.isEmpty() ? "" : "  # " + note));
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.2f", value);
    }
}
