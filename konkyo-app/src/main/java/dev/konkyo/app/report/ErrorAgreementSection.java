package dev.konkyo.app.report;

import dev.konkyo.analysis.ErrorAgreement;
import dev.konkyo.analysis.PairFindings;
import java.util.List;
import java.util.Map;

/** Whether two models fail on the same classes and photos. */
record ErrorAgreementSection(PairFindings findings) implements Section {
    private static final double WEAK = 0.4;
    private static final double SLIGHT = 0.1;

    @Override
    public String title() {
        return "Errors";
    }

    @Override
    public String html() {
        var found = findings.errors();
        var points = found.shown().stream()
                .map(errors ->
                        new Plotted(errors.rates().first(), errors.rates().second()))
                .toList();
        var chart = Double.isNaN(found.correlation())
                ? Page.paragraph(sentence())
                : "<div class=\"charts\">"
                        + Page.chart(
                                Charts.cloud(
                                        "errors",
                                        "error rate of A",
                                        "error rate of B",
                                        Map.of("classes", points),
                                        true),
                                sentence())
                        + "</div>\n";
        return chart + table(found);
    }

    /** What the figures mean here. */
    String sentence() {
        var found = findings.errors();
        return classes(found) + photos(found);
    }

    private static String classes(ErrorAgreement found) {
        int classes = found.shown().size();
        double r = found.correlation();
        if (classes < 3) {
            return "%d classes say next to nothing of whether the same classes are difficult: two points always lie on a line. "
                    .formatted(classes);
        }
        if (Double.isNaN(r)) {
            return "One of the models has the same error rate in all %d classes, so no class is more difficult to it. "
                    .formatted(classes);
        }
        var range = found.correlated();
        if (!range.bounded() || (range.low() <= 0 && range.high() >= WEAK)) {
            return "Whether the same classes are difficult to both cannot be told from %d classes: r = %s over their error rates. "
                    .formatted(classes, AnalysisWords.range(range));
        }
        var words = r >= 0.7
                ? "The same classes are difficult to both"
                : r >= WEAK
                        ? "Partly the same classes are difficult to both"
                        : "What is difficult to one model says little of the other";
        return "%s: r = %s over the error rates of %d classes. ".formatted(words, AnalysisWords.range(range), classes);
    }

    private static String photos(ErrorAgreement found) {
        double kappa = found.consistency();
        var counts = "Of %d photos, both are wrong on %d, A alone on %d and B alone on %d"
                .formatted(
                        found.photos(),
                        found.both(),
                        found.alone().first(),
                        found.alone().second());
        if (Double.isNaN(kappa)) {
            return counts + ".";
        }
        var range = found.consistent();
        if (range.low() <= 0 && range.high() >= SLIGHT) {
            return "%s: whether they fail on the same photos more often than chance would have it cannot be told from %d photos (Cohen's kappa %s)."
                    .formatted(counts, found.photos(), AnalysisWords.range(range));
        }
        var words = kappa >= 0.4
                ? "they fail on the same photos far more often than chance would have it"
                : kappa >= SLIGHT
                        ? "they fail on the same photos a little more often than chance would have it"
                        : kappa > -SLIGHT
                                ? "they fail on the same photos no more often than chance would have it"
                                : "they fail on different photos";
        return "%s: %s (Cohen's kappa %s).".formatted(counts, words, AnalysisWords.range(range));
    }

    private String table(ErrorAgreement found) {
        var table = new HtmlTable(
                "Share of each class's photos that are judged wrong.",
                "class",
                "photos",
                findings.names().first(),
                findings.names().second());
        List<ErrorAgreement.ClassErrors> shown = found.shown();
        for (var errors : shown) {
            table.row(
                    findings.labels().get(errors.label()),
                    String.valueOf(errors.photos()),
                    AnalysisWords.number(errors.rates().first()),
                    AnalysisWords.number(errors.rates().second()));
        }
        return table.html(12, "All " + shown.size() + " classes");
    }
}
