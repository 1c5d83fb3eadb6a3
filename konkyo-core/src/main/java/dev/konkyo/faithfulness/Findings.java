package dev.konkyo.faithfulness;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * How far a model's heatmaps can be trusted.
 *
 * @param measures of all numbers, in the order of the table
 * @param methods first those that are judged, then the baselines
 * @param decisions photos whose decisions were tested
 * @param marked photos that were held against their masks
 * @param clean photos that have nothing to name
 * @param notes what a reader of the numbers must know, one sentence each
 */
public record Findings(
        List<Measure> measures,
        List<MethodFindings> methods,
        int decisions,
        int marked,
        int clean,
        List<String> notes) {
    public Findings {
        measures = List.copyOf(measures);
        methods = List.copyOf(methods);
        notes = List.copyOf(notes);
    }

    /** The same with changed methods. */
    public Findings map(UnaryOperator<MethodFindings> change) {
        return new Findings(measures, methods.stream().map(change).toList(), decisions, marked, clean, notes);
    }

    /** The same with more to know. */
    public Findings noting(List<String> more) {
        return new Findings(
                measures,
                methods,
                decisions,
                marked,
                clean,
                Stream.concat(notes.stream(), more.stream()).distinct().toList());
    }

    /** The methods without the baselines. */
    public List<MethodFindings> judged() {
        return methods.stream().filter(method -> !method.baseline()).toList();
    }
}
