package dev.konkyo.app.report;

import static dev.konkyo.app.report.Page.escape;

import dev.konkyo.faithfulness.CentredGaussian;
import dev.konkyo.faithfulness.Estimate;
import dev.konkyo.faithfulness.Findings;
import dev.konkyo.faithfulness.Measure;
import dev.konkyo.faithfulness.MethodFindings;
import dev.konkyo.faithfulness.SanityCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How far the heatmaps can be trusted, beside two maps that never looked at a photo. */
record FaithfulnessSection(Findings findings) implements Section {
    @Override
    public String title() {
        return "How far the evidence can be trusted";
    }

    @Override
    public String html() {
        if (findings.measures().isEmpty() || findings.judged().isEmpty()) {
            return "";
        }
        return Page.paragraph(intro())
                + warnings()
                + table("What the decisions rest on", Measure.Subject.DECISION)
                + table("Whether the evidence lies where it should", Measure.Subject.PLACE)
                + sanity()
                + new FaithfulnessCharts(findings).html()
                + notes()
                + Page.folded("What the numbers mean", meanings());
    }

    private String intro() {
        return ("%d decisions were tested by changing photos%s. Below each number stands the range that holds 95 %% of what other photos"
                        + " of the same kind would give (bootstrap). A blurred blob in the middle and a random map are the baselines: a method"
                        + " that does not beat them shows nothing. Where it loses, the interval of the difference leaves out zero; where it does not"
                        + " beat them, it is worse within the uncertainty of these photos.")
                .formatted(
                        findings.decisions(),
                        findings.marked() == 0
                                ? ""
                                : ", and the evidence of %d photos was held against their masks, with %d photos that have nothing to mark"
                                        .formatted(findings.marked(), findings.clean()));
    }

    private String warnings() {
        return findings.judged().stream()
                .filter(method -> !method.warnings().isEmpty())
                .map(method -> "<p class=\"wrong\">%s %s.</p>%n"
                        .formatted(escape(method.name()), escape(String.join("; ", method.warnings()))))
                .collect(Collectors.joining());
    }

    private String table(String caption, Measure.Subject subject) {
        var measures = findings.measures().stream()
                .filter(measure -> measure.subject() == subject)
                .toList();
        if (measures.isEmpty()) {
            return "";
        }
        var header = Stream.of(
                        Stream.of("method"),
                        measures.stream().map(FaithfulnessSection::heading),
                        Stream.of("ms a photo"))
                .flatMap(words -> words)
                .toArray(String[]::new);
        var table = new HtmlTable(caption + ".", header);
        for (var method : findings.methods()) {
            List<String> cells = new ArrayList<>();
            measures.forEach(measure -> cells.add(cell(method, measure)));
            cells.add("<td>%s</td>".formatted(method.baseline() ? "–" : "%.1f".formatted(method.milliseconds())));
            table.cells(method.name(), cells);
        }
        return table.html();
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

    private String sanity() {
        var checked = findings.judged().stream()
                .filter(method -> method.sanity().isPresent())
                .toList();
        if (checked.isEmpty()) {
            return "";
        }
        var steps = checked.getFirst().sanity().orElseThrow().steps();
        var header = Stream.of(
                        Stream.of("method"),
                        steps.stream().map(SanityCheck.Step::name),
                        Stream.of("similarity at the end", "verdict"))
                .flatMap(words -> words)
                .toArray(String[]::new);
        var table = new HtmlTable(
                ("Sanity check: rank correlation of the maps with those of a model that forgets more and more, from the layer of the classes"
                                + " down to the first layer. Above %.1f at the end, a map does not show what the model learnt.")
                        .formatted(SanityCheck.LIMIT),
                header);
        checked.forEach(
                method -> table.cells(method.name(), sanity(method.sanity().orElseThrow())));
        return table.html();
    }

    private static List<String> sanity(SanityCheck check) {
        List<String> cells = new ArrayList<>();
        check.steps().forEach(step -> cells.add("<td>%.2f</td>".formatted(step.rankCorrelation())));
        cells.add("<td>%.2f</td>".formatted(check.steps().getLast().similarity()));
        cells.add(check.failed() ? "<td class=\"wrong\">fails</td>" : "<td>passes</td>");
        return cells;
    }

    private String notes() {
        return findings.notes().stream()
                .map(note -> note.substring(0, 1).toUpperCase(Locale.ROOT) + note.substring(1) + ".")
                .map(Page::paragraph)
                .collect(Collectors.joining());
    }

    private String meanings() {
        var table = new HtmlTable("", "number", "better", "range", "meaning", "source");
        for (var measure : findings.measures()) {
            table.row(
                    measure.name(),
                    measure.better().name().toLowerCase(Locale.ROOT),
                    measure.range(),
                    measure.meaning(),
                    measure.source());
        }
        return "<div class=\"words\">" + table.html() + "</div>";
    }
}
