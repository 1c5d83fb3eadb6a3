package dev.konkyo.app.report;

import dev.konkyo.analysis.PairFindings;
import dev.konkyo.analysis.Sensitivity;
import dev.konkyo.analysis.Sensitivity.Curve;
import dev.konkyo.analysis.Sensitivity.Order;
import dev.konkyo.faithfulness.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether two models look at the same places. */
record SensitivitySection(PairFindings findings, String saliency) implements Section {
    /** What takes so small a part of the score's fall looks elsewhere. */
    private static final double DIFFERENT = 0.2;
    /** What takes nearly all of the fall, and certainly more than half, looks at the same. */
    private static final double SAME = 0.8;

    private static final double SAME_AT_LEAST = 0.5;

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

    /** Says only what the intervals bear: a difference that few photos could not show is not therefore absent. */
    private static String verdict(Curve own, Curve other, double lot, String rival) {
        var mine = own.againstLot();
        var theirs = other.againstLot();
        if (!mine.bounded() || !theirs.bounded()) {
            return "whether both look at the same places cannot be told from %s".formatted(photos(mine));
        }
        if (mine.low() > 0) {
            return "its own evidence names places that its score rests on less than on others, so the places cannot be compared";
        }
        if (mine.high() >= 0) {
            return "that its own evidence names the places that its score rests on cannot be told from %s, so the places cannot be compared"
                    .formatted(photos(mine));
        }
        if (theirs.low() >= DIFFERENT * mine.value()) {
            return "what matters to %s takes at most %.0f %% of what its own evidence takes, so they look at different places"
                    .formatted(rival, 100 * Math.max(0, theirs.low() / mine.value()));
        }
        if (theirs.high() >= 0) {
            return "whether what matters to %s is better than chance here cannot be told from %s"
                    .formatted(rival, photos(theirs));
        }
        return shared(
                mine, theirs, (lot - other.area().value()) / (lot - own.area().value()), rival);
    }

    private static String shared(Estimate own, Estimate other, double share, String rival) {
        if (share >= SAME && other.high() / own.value() >= SAME_AT_LEAST) {
            return "what matters to %s matters here as much, so both look at the same places".formatted(rival);
        }
        var takes = "what matters to %s takes %.0f %% of what its own evidence takes".formatted(rival, 100 * share);
        return share >= SAME || overlap(own, other)
                ? takes + "; whether that is less cannot be told from " + photos(other)
                : takes + ", so they share some of the places";
    }

    private String saliency(List<Curve> curves, Curve own) {
        return curve(curves, Order.SALIENCY)
                .map(curve -> "; %s gives %.2f, %s"
                        .formatted(saliency, curve.area().value(), better(curve.againstLot(), own.againstLot())))
                .orElse("");
    }

    private static String better(Estimate saliency, Estimate own) {
        if (!saliency.bounded() || !own.bounded() || overlap(saliency, own)) {
            return "and which of both finds the places better cannot be told from " + photos(saliency);
        }
        return saliency.value() < own.value()
                ? "so it finds the places better than that evidence"
                : "so it finds the places worse than that evidence";
    }

    private static boolean overlap(Estimate first, Estimate second) {
        return first.low() <= second.high() && second.low() <= first.high();
    }

    private static String photos(Estimate estimate) {
        return estimate.photos() == 1 ? "1 photo" : estimate.photos() + " photos";
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
