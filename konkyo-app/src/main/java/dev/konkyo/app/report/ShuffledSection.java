package dev.konkyo.app.report;

import dev.konkyo.analysis.Pair;
import dev.konkyo.analysis.PairFindings;
import dev.konkyo.analysis.Robustness;
import dev.konkyo.model.WilsonInterval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What becomes of two models' accuracy when a photo's patches change places. */
record ShuffledSection(PairFindings findings) implements Section {
    @Override
    public String title() {
        return "Shuffled patches";
    }

    @Override
    public String html() {
        var found = findings.shuffled();
        if (found.changed().isEmpty()) {
            return "";
        }
        Map<String, List<Plotted>> lines = new LinkedHashMap<>();
        lines.put(findings.names().first(), line(found, Pair::first));
        lines.put(findings.names().second(), line(found, Pair::second));
        lines.put("always the same class", line(found, _ -> found.majority()));
        return "<div class=\"charts\">"
                + Page.chart(
                        Charts.curves("shuffled", "patches in a row", "accuracy", lines, new Plotted(0, 1)), sentence())
                + "</div>\n"
                + table(found, findings.names());
    }

    private static List<Plotted> line(Robustness found, Function<Pair<Double>, Double> accuracy) {
        List<Plotted> line = new ArrayList<>();
        for (var change : found.changes()) {
            line.add(new Plotted(grid(change), accuracy.apply(change.accuracy())));
        }
        return line;
    }

    /** Patches in a row: the number that the change's name begins with. */
    private static int grid(Robustness.Change change) {
        var digits = change.name().replaceAll("\\D.*", "");
        return digits.isEmpty() ? 1 : Integer.parseInt(digits);
    }

    /** What the figure means here. */
    String sentence() {
        var found = findings.shuffled();
        return "%s, and always naming one class gives %.2f: %s."
                .formatted(
                        "A goes from %.2f to %.2f and B from %.2f to %.2f at %s patches"
                                .formatted(
                                        found.unchanged().accuracy().first(),
                                        found.changed().getLast().accuracy().first(),
                                        found.unchanged().accuracy().second(),
                                        found.changed().getLast().accuracy().second(),
                                        found.changed().getLast().name()),
                        found.majority(),
                        AnalysisWords.ofBoth(
                                words(found, Pair::first, Pair::first), words(found, Pair::second, Pair::second)));
    }

    private static String words(
            Robustness found, Function<Pair<Double>, Double> of, Function<Pair<WilsonInterval>, WilsonInterval> range) {
        double chance = found.majority();
        double whole = of.apply(found.unchanged().accuracy());
        if (!RobustnessWords.beatsChance(found, range)) {
            return RobustnessWords.NOT_BETTER;
        }
        var kept = "";
        for (var change : found.changed()) {
            if (of.apply(change.accuracy()) - chance < RobustnessWords.MOST * (whole - chance)) {
                return kept.isEmpty()
                        ? "needs the parts where they are"
                        : "decides by parts in any order down to %s, and no further".formatted(kept);
            }
            kept = change.name();
        }
        return "decides by local parts, wherever they are";
    }

    static String table(Robustness found, Pair<String> names) {
        var table = new HtmlTable(
                "Accuracy, with the range that holds it on all such photos with 95 % confidence (Wilson).",
                "photos", names.first(), names.second());
        for (var change : found.changes()) {
            table.row(
                    change.name(),
                    "%.2f (%s)"
                            .formatted(
                                    change.accuracy().first(),
                                    change.intervals().first()),
                    "%.2f (%s)"
                            .formatted(
                                    change.accuracy().second(),
                                    change.intervals().second()));
        }
        return table.html();
    }
}
