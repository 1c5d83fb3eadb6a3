package dev.konkyo.app.report;

import dev.konkyo.faithfulness.Estimate;

/** Numbers of an analysis as words. */
final class AnalysisWords {
    private AnalysisWords() {}

    /** A number with its range, if it has one. */
    static String range(Estimate estimate) {
        if (Double.isNaN(estimate.value())) {
            return "none";
        }
        return estimate.bounded()
                ? "%.2f (%.2f to %.2f)".formatted(estimate.value(), estimate.low(), estimate.high())
                : "%.2f".formatted(estimate.value());
    }

    static String number(double value) {
        return Double.isNaN(value) ? "–" : "%.2f".formatted(value);
    }

    /** One clause for both where it is the same. */
    static String ofBoth(String first, String second) {
        return first.equals(second) ? "each " + first : "A " + first + ", B " + second;
    }
}
