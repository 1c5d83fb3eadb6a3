package dev.konkyo.app.report;

import dev.konkyo.analysis.ErrorAgreement;
import dev.konkyo.analysis.PairFindings;
import java.util.List;
import java.util.Map;

/** Whether two models fail on the same classes and photos. */
record ErrorAgreementSection(PairFindings findings) implements Section {
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
        var words = r >= 0.7
                ? "The same classes are difficult to both"
                : r >= 0.4
                        ? "Partly the same classes are difficult to both"
                        : "What is difficult to one model says little of the other";
        return "%s: r = %.2f over the error rates of %d classes. ".formatted(words, r, classes);
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
        var words = kappa >= 0.4
                ? "they fail on the same photos far more often than chance would have it"
                : kappa >= 0.1
                        ? "they fail on the same photos a little more often than chance would have it"
                        : kappa > -0.1
                                ? "they fail on the same photos no more often than chance would have it"
                                : "they fail on different photos";
        return "%s: %s (Cohen's kappa %.2f).".formatted(counts, words, kappa);
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
