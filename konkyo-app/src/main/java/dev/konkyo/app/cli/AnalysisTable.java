package dev.konkyo.app.cli;

import dev.konkyo.analysis.PairFindings;
import dev.konkyo.analysis.Robustness;
import dev.konkyo.analysis.Sensitivity;
import dev.konkyo.faithfulness.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The findings about two models as lines for people. */
record AnalysisTable(PairFindings findings) {
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        var scores = findings.scores();
        lines.add("A and B on %d photos: scores correlate by %s, the same answer to %s"
                .formatted(findings.photos(), range(scores.correlation()), range(scores.sameAnswer())));
        var errors = findings.errors();
        lines.add("both wrong on %d, A alone on %d, B alone on %d; error rates of the classes correlate by %s"
                .formatted(
                        errors.both(),
                        errors.alone().first(),
                        errors.alone().second(),
                        Double.isNaN(errors.correlation())
                                ? "nothing that says much (%d classes)"
                                        .formatted(errors.shown().size())
                                : number(errors.correlation())));
        var table = new Table("", findings.names().first(), findings.names().second());
        rows(table, "accuracy, patches ", findings.shuffled());
        findings.textures().ifPresent(found -> rows(table, "accuracy of %d, ".formatted(found.photos()), found));
        var additivity = findings.additivity().correlation();
        table.row("masks together and summed, r", range(additivity.first()), range(additivity.second()));
        findings.sensitivity().ifPresent(found -> rows(table, found));
        lines.addAll(table.lines());
        return lines;
    }

    private static void rows(Table table, String what, Robustness found) {
        for (var change : found.changes()) {
            table.row(
                    what + change.name(),
                    number(change.accuracy().first()),
                    number(change.accuracy().second()));
        }
    }

    private static void rows(Table table, Sensitivity found) {
        for (var order : Sensitivity.Order.values()) {
            var first = range(found.curves().first(), order);
            var second = range(found.curves().second(), order);
            if (!first.isEmpty() || !second.isEmpty()) {
                table.row("mean score, masked first " + name(order), first, second);
            }
        }
    }

    private static String name(Sensitivity.Order order) {
        return switch (order) {
            case FIRST -> "what matters to A";
            case SECOND -> "what matters to B";
            case SALIENCY -> "by saliency";
            case LOT -> "by lot";
        };
    }

    private static String range(List<Sensitivity.Curve> curves, Sensitivity.Order order) {
        return curves.stream()
                .filter(curve -> curve.order() == order)
                .map(curve -> range(curve.area()))
                .findFirst()
                .orElse("");
    }

    private static String range(Estimate estimate) {
        return estimate.bounded()
                ? "%s (%s to %s)".formatted(number(estimate.value()), number(estimate.low()), number(estimate.high()))
                : number(estimate.value());
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }
}
