package dev.konkyo.app.cli;

import dev.konkyo.faithfulness.Estimate;
import dev.konkyo.faithfulness.Findings;
import dev.konkyo.faithfulness.Measure;
import dev.konkyo.faithfulness.MethodFindings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The findings of a study as lines for people. */
record FaithfulnessTable(Findings findings) {
    /** So many methods stand side by side with their intervals. */
    private static final int SIDE_BY_SIDE = 4;

    /** The measures that say most where there is no room for all. */
    private static final List<String> CHOSEN = List.of(
            "deletion",
            "insertion",
            "road",
            "adcc",
            "max-sensitivity",
            "energy-pointing-game",
            "pixel-auroc",
            "aupimo",
            "iou");

    /** The table, then what speaks against each method. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(findings.methods().size() <= SIDE_BY_SIDE ? byMeasure() : byMethod());
        for (var method : findings.judged()) {
            if (!method.warnings().isEmpty()) {
                lines.add("WARNING: " + method.name() + " " + String.join("; ", method.warnings()));
            }
        }
        return lines;
    }

    private List<String> byMeasure() {
        var header =
                Stream.concat(Stream.of("measure"), findings.methods().stream().map(MethodFindings::name));
        var table = new Table(header.toArray(String[]::new));
        for (var measure : findings.measures()) {
            var cells = findings.methods().stream().map(method -> interval(method.number(measure.name())));
            table.row(Stream.concat(Stream.of(heading(measure)), cells).toArray(String[]::new));
        }
        var times = findings.methods().stream()
                .map(method -> method.baseline() ? "-" : "%.1f".formatted(method.milliseconds()));
        table.row(Stream.concat(Stream.of("ms a photo"), times).toArray(String[]::new));
        if (findings.judged().stream().anyMatch(method -> method.sanity().isPresent())) {
            var verdicts = findings.methods().stream().map(FaithfulnessTable::verdict);
            table.row(Stream.concat(Stream.of("sanity check"), verdicts).toArray(String[]::new));
        }
        return table.lines();
    }

    private static String verdict(MethodFindings method) {
        return method.sanity()
                .map(check -> switch (check.verdict()) {
                    case PASSES -> "passes";
                    case FAILS -> "FAILS";
                    case CONSTANT_MAPS, FEW_PLACES, CHANCE -> "none";
                })
                .orElse("-");
    }

    private List<String> byMethod() {
        var measures = findings.measures().stream()
                .filter(measure -> CHOSEN.contains(measure.name()))
                .toList();
        var header = Stream.of(
                        Stream.of("method"),
                        measures.stream().map(FaithfulnessTable::heading),
                        Stream.of("ms a photo", "sanity"))
                .flatMap(words -> words);
        var table = new Table(header.toArray(String[]::new));
        for (var method : findings.methods()) {
            List<String> cells = new ArrayList<>(List.of(method.name()));
            measures.forEach(measure -> cells.add(value(method.number(measure.name()))));
            cells.add(method.baseline() ? "-" : "%.1f".formatted(method.milliseconds()));
            cells.add(verdict(method));
            table.row(cells.toArray(String[]::new));
        }
        return table.lines();
    }

    private static String heading(Measure measure) {
        return measure.name() + (measure.better() == Measure.Better.HIGHER ? " +" : " -");
    }

    private static String value(Optional<Estimate> number) {
        return number.map(estimate -> "%.3f".formatted(estimate.value())).orElse("-");
    }

    private static String interval(Optional<Estimate> number) {
        return number.filter(Estimate::bounded)
                .map(estimate -> "%.3f [%.3f, %.3f]".formatted(estimate.value(), estimate.low(), estimate.high()))
                .orElseGet(() -> value(number));
    }
}
