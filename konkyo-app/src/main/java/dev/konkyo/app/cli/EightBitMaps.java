package dev.konkyo.app.cli;

import dev.konkyo.dataset.Sample;
import dev.konkyo.evidence.memory.RankCorrelation;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.model.Model;
import dev.konkyo.runtime.RuntimeEvidenceClassifier;
import dev.konkyo.runtime.RuntimeOptions;
import java.util.List;
import java.util.Optional;

/**
 * How far rounding moves the evidence in the graph. What a photo's map loses is no fault of the file, but its user should know it.
 *
 * @param photos that both answer alike; the maps of other photos are of different classes
 * @param correlation mean rank correlation of a photo's two maps
 * @param largest differences between two maps at one place, as a share of the exact one's strongest place: their mean and the largest
 */
record EightBitMaps(int photos, double correlation, List<Double> largest) {
    /** Below this, places change their order. */
    private static final double ALIKE = 0.9;

    /** Above this share of the strongest place, on average over the photos, a threshold finds other regions. */
    private static final double MOVED = 0.25;

    /** Empty if the models give no evidence. */
    static Optional<EightBitMaps> of(Model exact, Model rounded, List<Sample> samples, Output output, int threads) {
        if (!EvidenceOutputs.in(exact.graph())) {
            return Optional.empty();
        }
        int[] photos = new int[1];
        double[] sums = new double[3];
        try (var first = new RuntimeEvidenceClassifier(exact, RuntimeOptions.sharing(threads));
                var second = new RuntimeEvidenceClassifier(rounded, RuntimeOptions.sharing(threads))) {
            new LabelledInputs(exact.card(), output).each("maps compared with fp32", samples, (input, _) -> {
                var one = first.pass(input);
                var other = second.pass(input);
                if (!one.clusters().equals(other.clusters())) {
                    return;
                }
                photos[0]++;
                sums[0] += RankCorrelation.spearman(
                        one.evidence().toFloats(), other.evidence().toFloats());
                double gap = Math.min(1, EightBitGolden.gap(one.evidence(), other.evidence()));
                sums[1] += gap;
                sums[2] = Math.max(sums[2], gap);
            });
        }
        int count = Math.max(1, photos[0]);
        return Optional.of(new EightBitMaps(photos[0], sums[0] / count, List.of(sums[1] / count, sums[2])));
    }

    /** For the user, with a warning where places change. */
    String sentence() {
        if (photos == 0) {
            return "int8: no photo has a map of the same class or cluster in both, so what rounding does to maps is not known";
        }
        boolean lost = correlation < ALIKE || largest.getFirst() > MOVED;
        return "int8: maps of %d photos have a rank correlation of %.3f with those of fp32, and differ at one place by %.0f %% of the strongest, at most %.0f %%%s"
                .formatted(
                        photos,
                        correlation,
                        100 * largest.getFirst(),
                        100 * largest.getLast(),
                        lost ? "; the places are not those of fp32: prefer --precision fp32" : "");
    }
}
