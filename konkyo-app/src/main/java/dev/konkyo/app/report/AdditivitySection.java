package dev.konkyo.app.report;

import dev.konkyo.analysis.Additivity;
import dev.konkyo.analysis.Pair;
import dev.konkyo.analysis.PairFindings;
import dev.konkyo.faithfulness.Estimate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Whether parts of a photo count separately. */
record AdditivitySection(PairFindings findings) implements Section {
    /** Four fifths; its inverse is the most. */
    private static final double LEAST_SLOPE = 0.8;

    @Override
    public String title() {
        return "Masked patches together and alone";
    }

    @Override
    public String html() {
        var found = findings.additivity();
        return "<div class=\"charts\">"
                + chart("a", "A", findings.names().first(), found.points().first(), sentence("A", Pair::first))
                + chart("b", "B", findings.names().second(), found.points().second(), sentence("B", Pair::second))
                + "</div>\n"
                + table(found);
    }

    private static String chart(String id, String model, String name, List<Additivity.Point> points, String words) {
        Map<String, List<Plotted>> cloud = new LinkedHashMap<>();
        cloud.put(
                name,
                points.stream()
                        .map(point -> new Plotted(point.sum(), point.together()))
                        .toList());
        return Page.chart(
                Charts.cloud(
                        "additivity-" + id, "falls by each mask, summed", "fall of " + model + " by all", cloud, true),
                words);
    }

    /** What the figure of one model means here. */
    String sentence(String model, Function<Pair<Double>, Double> of) {
        var found = findings.additivity();
        Estimate r = model.equals("A")
                ? found.correlation().first()
                : found.correlation().second();
        if (Double.isNaN(r.value())) {
            return "No mask changes a score of %s, so nothing can be said of its parts.".formatted(model);
        }
        double slope = Additivity.slope(
                model.equals("A") ? found.points().first() : found.points().second());
        return "The score of %s %s: the fall when four patches are masked together goes with the sum of the single falls by r = %s, and is %.2f of it%s."
                .formatted(model, degree(r, slope), AnalysisWords.range(r), slope, distance(found, of));
    }

    /** Falls that go together but are not equal are no sum: a score that saturates falls by less together than alone. */
    private static String degree(Estimate r, double slope) {
        if (!r.bounded()) {
            return "may be a sum over places or not, which cannot be told from %s"
                    .formatted(r.photos() == 1 ? "1 photo" : r.photos() + " photos");
        }
        if (r.value() >= 0.75 && !(slope >= LEAST_SLOPE && slope <= 1 / LEAST_SLOPE)) {
            return slope < LEAST_SLOPE
                    ? "is no sum over places, though it goes with one: places count for less together than alone"
                    : "is no sum over places, though it goes with one: places count for more together than alone";
        }
        if (r.value() >= 0.95) {
            return "is nearly a sum over places";
        }
        if (r.value() >= 0.75) {
            return "is largely a sum over places";
        }
        return r.value() >= 0.4 ? "is partly a sum over places" : "depends on places in combination";
    }

    /** Whether patches count more separately the farther apart they lie. */
    private static String distance(Additivity found, Function<Pair<Double>, Double> of) {
        int widest = found.settings().stream()
                .mapToInt(Additivity.Setting::gap)
                .max()
                .orElse(0);
        double near = mean(found, of, 0);
        double far = mean(found, of, widest);
        if (widest == 0 || Double.isNaN(far - near)) {
            return "";
        }
        var words = far > near + 0.05
                ? ", more so the farther the patches lie apart"
                : far < near - 0.05 ? ", less so the farther the patches lie apart" : ", at any distance alike";
        return words + " (%.2f where they touch, %.2f at %d pixels)".formatted(near, far, widest);
    }

    private static double mean(Additivity found, Function<Pair<Double>, Double> of, int gap) {
        return found.settings().stream()
                .filter(setting -> setting.gap() == gap)
                .mapToDouble(setting -> of.apply(setting.correlation()))
                .average()
                .orElse(Double.NaN);
    }

    private static String table(Additivity found) {
        var table = new HtmlTable(
                "By size of the patches and distance between them, in pixels of the picture. The interaction is the mean difference between the fall"
                        + " together and the sum, as a share of the mean fall together: 0 where parts count separately.",
                "patch",
                "distance",
                "r of A",
                "r of B",
                "interaction in A",
                "interaction in B");
        found.settings().stream()
                .sorted(Comparator.comparingInt(Additivity.Setting::side).thenComparingInt(Additivity.Setting::gap))
                .forEach(setting -> table.row(
                        "%d x %d".formatted(setting.side(), setting.side()),
                        String.valueOf(setting.gap()),
                        AnalysisWords.number(setting.correlation().first()),
                        AnalysisWords.number(setting.correlation().second()),
                        AnalysisWords.number(setting.interaction().first()),
                        AnalysisWords.number(setting.interaction().second())));
        return table.html();
    }
}
