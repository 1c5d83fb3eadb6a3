package dev.konkyo.app.report;

import dev.konkyo.model.WilsonInterval;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The networks of a comparison, each with its accuracy and what it costs. */
record NetworksSection(Comparison comparison) implements Section {
    @Override
    public String title() {
        return "Networks";
    }

    @Override
    public String html() {
        return table() + failures() + chart();
    }

    private String table() {
        var table = new HtmlTable(
                "",
                "network",
                "accuracy",
                "p",
                "parameters",
                "multiply-adds",
                "file",
                "ms a photo",
                "peak memory",
                "training",
                "weights");
        for (var entrant : comparison.finished()) {
            var confusion = comparison.confusion(entrant);
            table.row(
                    entrant.network(),
                    "%.3f (%s)".formatted(confusion.accuracy(), WilsonInterval.of(confusion.hits(), confusion.total())),
                    comparison.pValue(entrant).map("%.3f"::formatted).orElse("best"),
                    "%.2f M".formatted(entrant.parameters() / 1e6),
                    "%.3f G".formatted(entrant.multiplyAdds() / 1e9),
                    "%.1f MB".formatted(entrant.fileBytes() / 1e6),
                    "%.2f".formatted(entrant.milliseconds()),
                    entrant.peakMemory() == null ? "–" : "%.2f GB".formatted(entrant.peakMemory() / 1e9),
                    "%.0f s".formatted(entrant.trainingSeconds()),
                    entrant.start());
        }
        return comparison.finished().isEmpty() ? "" : table.html() + Page.paragraph(legend());
    }

    private String legend() {
        int threads = comparison.finished().getFirst().threads();
        return ("In brackets the range that holds the accuracy on all such photos with 95 %% confidence (Wilson). p is how likely equally"
                        + " good networks would differ as much as this one from the best (McNemar's exact test); below 0.05 the difference is hardly"
                        + " chance. Milliseconds are the decision alone, the median of single photos on ONNX Runtime,"
                        + " %s. Peak memory is that of the process that trained.")
                .formatted(threads == 1 ? "one thread" : threads + " threads");
    }

    private String failures() {
        var table = new HtmlTable("Networks that could not be compared.", "network", "why");
        var failed = comparison.entrants().stream()
                .filter(Entrant.Failed.class::isInstance)
                .map(Entrant.Failed.class::cast)
                .toList();
        failed.forEach(entrant -> table.row(entrant.network(), entrant.reason()));
        return failed.isEmpty() ? "" : "<div class=\"words\">" + table.html() + "</div>";
    }

    private String chart() {
        Map<String, List<Double>> points = new LinkedHashMap<>();
        comparison
                .finished()
                .forEach(entrant -> points.put(
                        entrant.network(),
                        List.of(
                                entrant.milliseconds(),
                                comparison.confusion(entrant).accuracy())));
        return points.size() < 2
                ? ""
                : "<div class=\"charts\">"
                        + Page.chart(
                                Charts.points("cost", "ms a photo", "accuracy", points),
                                "Top left is best: right and quick.")
                        + "</div>";
    }
}
