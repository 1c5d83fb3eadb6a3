package dev.konkyo.app.cli;

import dev.konkyo.dataset.DatasetReader;
import dev.konkyo.dataset.LabelSource;
import dev.konkyo.dataset.Part;
import dev.konkyo.dataset.Sample;
import dev.konkyo.dataset.Split;
import dev.konkyo.evidence.Needs;
import dev.konkyo.graph.BatchNormFolding;
import dev.konkyo.graph.EightBitValues;
import dev.konkyo.graph.EightBits;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.graph.ValueRange;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.model.Model;
import dev.konkyo.runtime.ActivationRanges;
import dev.konkyo.runtime.RuntimeOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A model whose convolutions compute in whole numbers of 8 bits, with steps as wide as photos need them.
 *
 * @param model with evidence in its graph or without
 * @param layer the evidence layer, up to which is rounded
 * @param photos a folder of class folders
 */
record EightBitExport(Model model, String layer, Path photos, Output output, int threads) {
    /** More photos hardly widen a range. */
    private static final int CALIBRATING = 100;

    private static final int CHOOSING = 32;
    private static final int COMPARED = 200;
    private static final double HELD_BACK = 0.2;

    /** All numbers, or all but the rarest: clipping a few makes the steps of all others finer. */
    private static final List<Double> SHARES = List.of(1.0, 0.9999, 0.999);

    Model rounded() {
        var data = new DatasetReader(new LabelSource.Folders()).read(photos);
        var divided = new Split(HELD_BACK, 1).apply(data);
        var training = divided.only(Part.TRAINING).spread(CALIBRATING).samples();
        if (training.isEmpty()) {
            throw new CommandException(photos + " holds no photo to calibrate with; give a folder of class folders");
        }
        var folded = BatchNormFolding.fold(model.network());
        var values = EightBitValues.of(folded.graph(), layer);
        var best = chosen(candidates(training, folded, values), training);
        var held = divided.only(Part.VALIDATION, Part.TEST).spread(COMPARED).samples();
        var compared = held.isEmpty() ? training : held;
        var comparison = EightBitComparison.of(model, best.model(), compared, divided, output, threads);
        output.note("int8: %d of %d convolutions in whole numbers, ranges of %d photos (%s)"
                .formatted(
                        values.convolutions().size(),
                        EightBitComparison.convolutions(folded.graph()),
                        training.size(),
                        best.name()));
        comparison.lines(held.isEmpty()).forEach(output::note);
        EightBitMaps.of(model, best.model(), compared, output, threads)
                .map(EightBitMaps::sentence)
                .ifPresent(output::note);
        return described(best.model(), training.size(), best.name(), comparison);
    }

    private record Candidate(String name, Model model) {}

    private List<Candidate> candidates(List<Sample> training, WeightedGraph folded, EightBitValues values) {
        var inputs = new LabelledInputs(model.card(), output);
        try (var ranges = new ActivationRanges(folded, values.measured(), RuntimeOptions.sharing(threads))) {
            int read = inputs.each("ranges measured", training, (input, _) -> ranges.widen(input));
            if (read == 0) {
                throw new CommandException("none of the photos in " + photos + " could be read to calibrate with");
            }
            inputs.each("ranges counted", training, (input, _) -> ranges.count(input));
            return SHARES.stream()
                    .map(share -> candidate(share, ranges.within(share), folded, values))
                    .toList();
        }
    }

    private Candidate candidate(
            double share, Map<String, ValueRange> ranges, WeightedGraph folded, EightBitValues values) {
        var network = EightBits.of(folded, values, ranges);
        var name = share == 1 ? "from the least to the largest number" : 100 * share + " % of the numbers";
        // Evidence in the graph keeps the layer that it was exported with, which may be an earlier one than the head's.
        var card = EvidenceOutputs.in(model.graph())
                ? model.card()
                : model.card()
                        .withEvidenceLayer(EvidenceLayer.of(network.graph()).value());
        return new Candidate(name, new Model(network.graph(), network.weights(), card));
    }

    /** The one whose scores are nearest to the model's. */
    private Candidate chosen(List<Candidate> candidates, List<Sample> training) {
        var some = training.subList(0, Math.min(CHOOSING, training.size()));
        var inputs = new LabelledInputs(model.card(), output);
        double[] distances = new double[candidates.size()];
        try (var exact = Engines.open(model, Needs.SCORES, threads)) {
            for (int i = 0; i < distances.length; i++) {
                int candidate = i;
                try (var rounded = Engines.open(candidates.get(i).model(), Needs.SCORES, threads)) {
                    inputs.each(
                            "compared",
                            some,
                            (input, _) -> distances[candidate] +=
                                    EightBitComparison.distance(exact.logits(input), rounded.logits(input)));
                }
            }
        }
        return candidates.get(
                IntStream.range(0, distances.length).reduce(0, (best, i) -> distances[i] < distances[best] ? i : best));
    }

    private static Model described(Model rounded, int photos, String name, EightBitComparison comparison) {
        var fact = "int8, calibrated on %d photos (%s); %s".formatted(photos, name, comparison.agreement());
        return new Model(rounded.graph(), rounded.weights(), rounded.card().withFacts(Map.of("precision", fact)));
    }
}
