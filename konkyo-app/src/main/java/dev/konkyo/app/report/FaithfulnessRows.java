package dev.konkyo.app.report;

import static dev.konkyo.app.report.Page.escape;

import dev.konkyo.faithfulness.CentredGaussian;
import dev.konkyo.faithfulness.Estimate;
import dev.konkyo.faithfulness.Measure;
import dev.konkyo.faithfulness.MethodFindings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The numbers of methods, a row for each; red where a method loses to a baseline. */
final class FaithfulnessRows {
    private final List<Measure> measures;
    private final HtmlTable table;

    /**
     * No rows yet.
     *
     * @param first heading of the rows' names
     * @param all measures, of which those of the subject are shown
     */
    FaithfulnessRows(String caption, String first, List<Measure> all, Measure.Subject subject) {
        measures = all.stream().filter(measure -> measure.subject() == subject).toList();
        table = new HtmlTable(
                caption + ".",
                Stream.of(Stream.of(first), measures.stream().map(FaithfulnessRows::heading), Stream.of("ms a photo"))
                        .flatMap(words -> words)
                        .toArray(String[]::new));
    }

    void add(String name, MethodFindings method) {
        List<String> cells = new ArrayList<>();
        measures.forEach(measure -> cells.add(cell(method, measure)));
        cells.add("<td>%s</td>".formatted(method.baseline() ? "–" : "%.1f".formatted(method.milliseconds())));
        table.cells(name, cells);
    }

    /** The table; nothing without a measure of the subject. */
    String html() {
        return measures.isEmpty() ? "" : table.html();
    }

    /** What speaks against a method, in red; nothing if nothing does. */
    static String warnings(String name, MethodFindings method) {
        return method.warnings().isEmpty()
                ? ""
                : "<p class=\"wrong\">%s %s.</p>%n"
                        .formatted(escape(name), escape(String.join("; ", method.warnings())));
    }

    /** What a reader must know, one sentence each. */
    static String notes(List<String> notes) {
        return notes.stream().map(Page::sentence).map(Page::paragraph).collect(Collectors.joining());
    }

    /** What the measures say, folded. */
    static String meanings(List<Measure> measures) {
        var table = new HtmlTable("", "number", "better", "range", "meaning", "source");
        for (var measure : measures) {
            table.row(
                    measure.name(),
                    measure.better().name().toLowerCase(Locale.ROOT),
                    measure.range(),
                    measure.meaning(),
                    measure.source());
        }
        return Page.folded("What the numbers mean", "<div class=\"words\">" + table.html() + "</div>");
    }

    private static String heading(Measure measure) {
        return measure.name() + (measure.better() == Measure.Better.HIGHER ? " ↑" : " ↓");
    }

    private static String cell(MethodFindings method, Measure measure) {
        return method.number(measure.name())
                .map(estimate -> cell(method, measure, estimate))
                .orElse("<td>–</td>");
    }

    private static String cell(MethodFindings method, Measure measure, Estimate estimate) {
        var losses = method.losses().stream()
                .filter(loss -> loss.measure().equals(measure.name()))
                .map(loss -> (loss.certain() ? "loses to " : "does not beat ")
                        + (loss.baseline().equals(CentredGaussian.NAME) ? "the centre" : "chance"))
                .toList();
        return "<td%s>%.3f<br><span class=\"%s\">%s</span>%s</td>"
                .formatted(
                        losses.isEmpty() ? "" : " class=\"wrong\"",
                        estimate.value(),
                        losses.isEmpty() ? "soft" : "wrong",
                        range(estimate),
                        losses.stream().map(words -> "<br>" + escape(words)).collect(Collectors.joining()));
    }

    private static String range(Estimate estimate) {
        return estimate.bounded() ? "%.3f to %.3f".formatted(estimate.low(), estimate.high()) : "one photo";
    }
}
