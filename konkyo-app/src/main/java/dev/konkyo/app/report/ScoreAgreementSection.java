package dev.konkyo.app.report;

import dev.konkyo.analysis.PairFindings;
import dev.konkyo.analysis.ScoreAgreement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether two models give the same scores. */
record ScoreAgreementSection(PairFindings findings) implements Section {
    /** Classes with a colour of their own. */
    private static final int COLOURS = 6;

    @Override
    public String title() {
        return "Scores";
    }

    @Override
    public String html() {
        Map<String, List<Plotted>> points = new LinkedHashMap<>();
        var labels = findings.labels();
        if (labels.size() > COLOURS) {
            points.put("all classes", plotted(findings.scores().points()));
        } else {
            for (int label = 0; label < labels.size(); label++) {
                int shown = label;
                points.put(
                        labels.get(label),
                        plotted(findings.scores().points().stream()
                                .filter(point -> point.label() == shown)
                                .toList()));
            }
        }
        return "<div class=\"charts\">"
                + Page.chart(Charts.cloud("scores", "score by A", "score by B", points, false), sentence())
                + "</div>\n"
                + table();
    }

    private static List<Plotted> plotted(List<ScoreAgreement.Point> points) {
        return points.stream()
                .map(point -> new Plotted(point.first(), point.second()))
                .toList();
    }

    /** What the figure means here. */
    String sentence() {
        var scores = findings.scores();
        double r = scores.correlation().value();
        var same = "the same label to %.0f %% of the photos"
                .formatted(100 * scores.sameAnswer().value());
        if (Double.isNaN(r)) {
            return "One of the models gives every photo and class the same score, so nothing correlates; both give "
                    + same + ".";
        }
        return "A and B %s: Pearson's r = %s over %d photos and %d classes, and they give %s."
                .formatted(
                        degree(r),
                        AnalysisWords.range(scores.correlation()),
                        findings.photos(),
                        findings.labels().size(),
                        same);
    }

    private static String degree(double r) {
        if (r >= 0.9) {
            return "score nearly alike";
        }
        if (r >= 0.7) {
            return "score largely alike";
        }
        if (r >= 0.4) {
            return "score somewhat alike";
        }
        return r > -0.4 ? "score without much in common" : "score against each other";
    }

    private String table() {
        var table = new HtmlTable("The correlation within each class.", "class", "r");
        for (int label = 0; label < findings.labels().size(); label++) {
            table.row(
                    findings.labels().get(label),
                    AnalysisWords.number(findings.scores().perClass().get(label)));
        }
        return table.html(12, "All " + findings.labels().size() + " classes");
    }
}
