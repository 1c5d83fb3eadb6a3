package dev.konkyo.app.report;

import dev.konkyo.faithfulness.Findings;
import dev.konkyo.faithfulness.Measure;
import dev.konkyo.faithfulness.SanityCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How far the heatmaps can be trusted, beside two maps that never looked at a photo. */
record FaithfulnessSection(Findings findings) implements Section {
    static final String TITLE = "How far the evidence can be trusted";

    @Override
    public String title() {
        return TITLE;
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
                + FaithfulnessRows.notes(findings.notes())
                + FaithfulnessRows.meanings(findings.measures());
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
                                : ", and the evidence of %d photos was held against their masks or boxes, with %d photos that have nothing to mark"
                                        .formatted(findings.marked(), findings.clean()));
    }

    private String warnings() {
        return findings.judged().stream()
                .map(method -> FaithfulnessRows.warnings(method.name(), method))
                .collect(Collectors.joining());
    }

    private String table(String caption, Measure.Subject subject) {
        var rows = new FaithfulnessRows(caption, "method", findings.measures(), subject);
        findings.methods().forEach(method -> rows.add(method.name(), method));
        return rows.html();
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
                ("Sanity check: rank correlation, without sign, of the maps with those of a model that forgets more and more, from the layer of the classes"
                                + " down to the first layer. Above %.1f at the end, a map does not show what the model learnt,"
                                + " unless it has so few places that chance does the same.")
                        .formatted(SanityCheck.LIMIT),
                header);
        checked.forEach(
                method -> table.cells(method.name(), sanity(method.sanity().orElseThrow())));
        return table.html();
    }

    private static List<String> sanity(SanityCheck check) {
        List<String> cells = new ArrayList<>();
        check.steps().forEach(step -> cells.add(cell(step, step.absoluteRankCorrelation())));
        var last = check.steps().getLast();
        cells.add(cell(last, last.similarity()));
        cells.add(
                switch (check.verdict()) {
                    case PASSES -> "<td>passes</td>";
                    case FAILS -> "<td class=\"wrong\">fails</td>";
                    case CONSTANT_MAPS, FEW_PLACES, CHANCE -> "<td class=\"wrong\">none</td>";
                });
        return cells;
    }

    private static String cell(SanityCheck.Step step, double value) {
        return step.compared() == 0 ? "<td>constant</td>" : "<td>%.2f</td>".formatted(value);
    }
}
