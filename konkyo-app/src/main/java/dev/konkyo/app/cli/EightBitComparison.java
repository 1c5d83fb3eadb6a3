package dev.konkyo.app.cli;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.Sample;
import dev.konkyo.evidence.Needs;
import dev.konkyo.graph.ConvolutionOp;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.TensorData;
import dev.konkyo.model.GoldenInput;
import dev.konkyo.model.Model;
import dev.konkyo.model.Prediction;
import dev.konkyo.onnx.OnnxFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a rounded model differs from the exact one.
 *
 * @param photos that both were asked about
 * @param same photos that both answer alike
 * @param right photos of a class that the model knows which the exact and the rounded model answer rightly, and of how many
 * @param mean difference of the scores
 * @param largest difference of the scores
 * @param times of one photo in milliseconds, one thread: medians of runs in pairs, exact and rounded
 * @param bytes of the files, exact and rounded
 */
record EightBitComparison(
        int photos, int same, List<Integer> right, double mean, double largest, List<Double> times, List<Long> bytes) {
    /** A loss of right answers that a user should think about. */
    private static final double LOSS = 0.01;

    static EightBitComparison of(
            Model exact, Model rounded, List<Sample> samples, Dataset data, Output output, int threads) {
        int[] counts = new int[5];
        double[] differences = new double[2];
        try (var first = Engines.open(exact, Needs.SCORES, threads);
                var second = Engines.open(rounded, Needs.SCORES, threads)) {
            new LabelledInputs(exact.card(), output).each("compared with fp32", samples, (input, label) -> {
                var one = Prediction.of(exact.card(), first.logits(input), 0);
                var other = Prediction.of(exact.card(), second.logits(input), 0);
                int truth = exact.card().index(data.labels().get(label));
                counts[0]++;
                counts[1] += one.index() == other.index() ? 1 : 0;
                counts[2] += one.index() == truth ? 1 : 0;
                counts[3] += other.index() == truth ? 1 : 0;
                counts[4] += truth >= 0 ? 1 : 0;
                for (int i = 0; i < one.scores().size(); i++) {
                    double difference =
                            Math.abs(one.scores().get(i) - other.scores().get(i));
                    differences[0] += difference / one.scores().size();
                    differences[1] = Math.max(differences[1], difference);
                }
            });
        }
        return new EightBitComparison(
                counts[0],
                counts[1],
                List.of(counts[2], counts[3], counts[4]),
                differences[0] / Math.max(1, counts[0]),
                differences[1],
                times(exact, rounded),
                List.of(size(exact), size(rounded)));
    }

    /** The root of the summed squares of differences. */
    static double distance(TensorData exact, TensorData rounded) {
        float[] first = exact.toFloats();
        float[] second = rounded.toFloats();
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += Math.pow(first[i] - second[i], 2);
        }
        return Math.sqrt(sum);
    }

    static long convolutions(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> node.op() instanceof ConvolutionOp.Conv)
                .count();
    }

    private static long size(Model model) {
        return OnnxFile.bytes(model.graph(), model.weights(), Map.of()).length;
    }

    private static List<Double> times(Model exact, Model rounded) {
        var input = new GoldenInput.Drawn(1).tensor(exact.card().preprocessing());
        var times = PairedTimes.of(exact.network(), rounded.network(), input);
        return List.of(PairedTimes.quantile(times.first(), 0.5), PairedTimes.quantile(times.second(), 0.5));
    }

    String agreement() {
        return "the same answer as fp32 on %d of %d photos, scores differ by %.4f on average and at most %.4f"
                .formatted(same, photos, mean, largest);
    }

    /** @param learnt whether the photos are those that the ranges were measured on */
    List<String> lines(boolean learnt) {
        List<String> lines = new ArrayList<>();
        lines.add("int8: " + agreement()
                + (learnt ? " (the photos that it was calibrated on; none were left over)" : ""));
        int known = right.getLast();
        if (known > 0) {
            double before = (double) right.getFirst() / known;
            double after = (double) right.get(1) / known;
            lines.add("int8: accuracy %.4f, fp32 %.4f, on %d photos%s"
                    .formatted(
                            after,
                            before,
                            known,
                            before - after > LOSS ? "; more than fp32 can spare: prefer --precision fp32" : ""));
        }
        lines.add(
                "int8: %.2f ms a photo instead of %.2f (%.2f times as fast; one thread, this machine), %.1f MB instead of %.1f%s"
                        .formatted(
                                times.getLast(),
                                times.getFirst(),
                                times.getFirst() / times.getLast(),
                                bytes.getLast() / 1e6,
                                bytes.getFirst() / 1e6,
                                times.getLast() > times.getFirst()
                                        ? "; int8 gains nothing here: prefer --precision fp32"
                                        : ""));
        return lines;
    }
}
