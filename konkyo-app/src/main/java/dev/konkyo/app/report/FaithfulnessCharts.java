package dev.konkyo.app.report;

import dev.konkyo.faithfulness.Findings;
import dev.konkyo.faithfulness.MethodFindings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Curves of deletion and insertion, and what methods reach for their time. */
record FaithfulnessCharts(Findings findings) {
    /** More lines cannot be told apart. */
    private static final int LINES = 6;

    private static final String LOCATED = "energy-pointing-game";

    String html() {
        var charts = curves(
                        "deletion",
                        "share of pixels taken away",
                        "The most important pixels go first: the lower, the better.")
                + curves(
                        "insertion",
                        "share of pixels put back",
                        "The most important pixels come first: the higher, the better.")
                + points();
        return charts.isEmpty() ? "" : "<div class=\"charts\">" + charts + "</div>\n";
    }

    private String curves(String measure, String axis, String caption) {
        var baselines =
                findings.methods().stream().filter(MethodFindings::baseline).toList();
        boolean higher = findings.measures().stream()
                .anyMatch(
                        found -> found.name().equals(measure) && found.better().worse(0, 1));
        var byValue = Comparator.comparingDouble((MethodFindings method) -> method.value(measure));
        var judged = findings.judged().stream()
                .filter(method -> method.curves().containsKey(measure))
                .sorted(higher ? byValue.reversed() : byValue)
                .toList();
        var shown = judged.subList(0, Math.min(judged.size(), Math.max(1, LINES - baselines.size())));
        Map<String, List<Double>> lines = new LinkedHashMap<>();
        Stream.concat(shown.stream(), baselines.stream())
                .forEach(method -> lines.put(method.name(), method.curves().getOrDefault(measure, List.of())));
        lines.values().removeIf(List::isEmpty);
        if (shown.isEmpty()) {
            return "";
        }
        var best = shown.size() < judged.size() ? " The best %d methods.".formatted(shown.size()) : "";
        return Page.chart(Charts.shares("faithfulness-" + measure, axis, "score", lines), caption + best);
    }

    private String points() {
        Map<String, List<Double>> points = new LinkedHashMap<>();
        List<MethodFindings> located = new ArrayList<>(findings.judged());
        located.removeIf(method -> method.number(LOCATED).isEmpty());
        located.sort(Comparator.comparingDouble((MethodFindings method) -> method.value(LOCATED))
                .reversed());
        located.stream()
                .limit(LINES)
                .forEach(method -> points.put(method.name(), List.of(method.milliseconds(), method.value(LOCATED))));
        return points.size() < 2
                ? ""
                : Page.chart(
                        Charts.points("faithfulness-cost", "ms a photo", "share of evidence on the mask", points),
                        "Top left is best: on the mask and quick."
                                + (located.size() > LINES ? " The best %d methods.".formatted(LINES) : ""));
    }
}
