package dev.konkyo.app.report;

import dev.konkyo.analysis.PairFindings;
import dev.konkyo.analysis.Sensitivity;
import dev.konkyo.analysis.Sensitivity.Curve;
import dev.konkyo.analysis.Sensitivity.Order;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether two models look at the same places. */
record SensitivitySection(PairFindings findings, String saliency) implements Section {
    @Override
    public String title() {
        return "The patches that matter most";
    }

    @Override
    public String html() {
        return findings.sensitivity()
                .map(found -> "<div class=\"charts\">"
                        + chart(found, "A", found.curves().first(), Order.FIRST, Order.SECOND)
                        + chart(found, "B", found.curves().second(), Order.SECOND, Order.FIRST)
                        + "</div>\n"
                        + table(found))
                .orElse("");
    }

    private String chart(Sensitivity found, String model, List<Curve> curves, Order own, Order other) {
        Map<String, List<Plotted>> lines = new LinkedHashMap<>();
        for (var curve : curves) {
            List<Plotted> line = new ArrayList<>();
            for (int i = 0; i < found.shares().size(); i++) {
                line.add(new Plotted(found.shares().get(i), curve.scores().get(i)));
            }
            lines.put(name(curve.order()), line);
        }
        return Page.chart(
                Charts.curves(
                        "masking-" + (model.equals("A") ? "a" : "b"),
                        "share of patches masked",
                        "score of " + model,
                        lines,
                        new Plotted(0, 1)),
                sentence(model, curves, own, other));
    }

    private String name(Order order) {
        return switch (order) {
            case FIRST -> "most important to A";
            case SECOND -> "most important to B";
            case SALIENCY -> "by " + saliency;
            case LOT -> "by lot";
        };
    }

    /** What the figure of one model means here. */
    String sentence(String model, List<Curve> curves, Order own, Order other) {
        var ownCurve = curve(curves, own).orElseThrow();
        var otherCurve = curve(curves, other).orElseThrow();
        double lot = curve(curves, Order.LOT).orElseThrow().area().value();
        var rival = model.equals("A") ? "B" : "A";
        var numbers =
                "Mean score of %s while up to half of the patches are masked: %.2f by its own evidence, %.2f by %s's, %.2f by lot"
                        .formatted(
                                model,
                                ownCurve.area().value(),
                                otherCurve.area().value(),
                                rival,
                                lot);
        return "%s: %s%s.".formatted(numbers, verdict(ownCurve, otherCurve, lot, rival), saliency(curves, ownCurve));
    }

    private static String verdict(Curve own, Curve other, double lot, String rival) {
        if (!(own.againstLot().high() < 0)) {
            return "its own evidence names no places that its score rests on more than on others, so the places cannot be compared";
        }
        if (!(other.againstLot().high() < 0)) {
            return "what matters to %s is no better than chance here, so they look at different places"
                    .formatted(rival);
        }
        double share = (lot - other.area().value()) / (lot - own.area().value());
        if (share >= 0.8) {
            return "what matters to %s matters here as much, so both look at the same places".formatted(rival);
        }
        return "what matters to %s takes %.0f %% of what its own evidence takes, so they share some of the places"
                .formatted(rival, 100 * share);
    }

    private String saliency(List<Curve> curves, Curve own) {
        return curve(curves, Order.SALIENCY)
                .map(curve -> "; %s gives %.2f, %s"
                        .formatted(
                                saliency,
                                curve.area().value(),
                                curve.area().value() < own.area().value()
                                        ? "so it finds the places better than that evidence"
                                        : "so it finds the places no better than that evidence"))
                .orElse("");
    }

    private static Optional<Curve> curve(List<Curve> curves, Order order) {
        return curves.stream().filter(curve -> curve.order() == order).findFirst();
    }

    private String table(Sensitivity found) {
        var table = new HtmlTable(
                "Mean score over the curve, and below it the difference to patches by lot on the same photos; with 95 % intervals (bootstrap).",
                "masked first", findings.names().first(), findings.names().second());
        for (var order : Order.values()) {
            var first = curve(found.curves().first(), order);
            var second = curve(found.curves().second(), order);
            if (first.isPresent() || second.isPresent()) {
                table.cells(name(order), List.of(cell(first), cell(second)));
            }
        }
        return table.html();
    }

    private static String cell(Optional<Curve> curve) {
        return curve.map(found -> "<td>%s<br><span class=\"soft\">%s</span></td>"
                        .formatted(
                                AnalysisWords.range(found.area()),
                                found.order() == Order.LOT ? "" : AnalysisWords.range(found.againstLot())))
                .orElse("<td>–</td>");
    }
}
