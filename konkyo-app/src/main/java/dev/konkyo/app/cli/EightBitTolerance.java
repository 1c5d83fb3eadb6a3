package dev.konkyo.app.cli;

import dev.konkyo.graph.Logits;
import dev.konkyo.graph.TensorData;
import dev.konkyo.model.GoldenInput;
import dev.konkyo.model.Model;
import dev.konkyo.model.Tolerances;
import dev.konkyo.torch.TorchModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far engines may differ on a rounded model. A last digit of float32 decides about whole steps here and there, and layers behind carry these
 * on: single places of a map may move as far as the rounding itself moves them, but scores, which are means over many, hardly do.
 */
final class EightBitTolerance {
    /** Of embedding and evidence at least: some steps of one in 255. */
    private static final double LEAST = 0.05;

    private static final double MOST = 0.25;

    /** Of the scores: on 40 pictures an early MobileNetV2 of 96 x 96 gave at most 0.068 in two engines, half of them less than 0.01. */
    static final double SCORES = 0.1;

    private EightBitTolerance() {}

    /** The share of each output's largest number. */
    static Tolerances of(Model exact, Model rounded, List<GoldenInput> inputs) {
        Map<String, Double> tolerances = new LinkedHashMap<>();
        try (var first = new TorchModel(exact.network());
                var second = new TorchModel(rounded.network())) {
            for (var input : inputs) {
                var tensor = input.tensor(exact.card().preprocessing());
                var given = second.outputs(tensor);
                for (var output : first.outputs(tensor).entrySet()) {
                    var other = given.getOrDefault(output.getKey(), output.getValue());
                    if (output.getValue().type().floating()) {
                        tolerances.merge(output.getKey(), difference(output.getValue(), other), Math::max);
                    }
                }
            }
        }
        tolerances.replaceAll((_, moved) -> Math.clamp(moved, LEAST, MOST));
        tolerances.replace(Logits.head(exact.graph()), SCORES);
        return new Tolerances(tolerances);
    }

    private static double difference(TensorData exact, TensorData rounded) {
        float[] before = exact.toFloats();
        float[] after = rounded.toFloats();
        double largest = Float.MIN_NORMAL;
        double difference = 0;
        for (int i = 0; i < before.length; i++) {
            largest = Math.max(largest, Math.abs(before[i]));
            difference = Math.max(difference, Math.abs((double) before[i] - after[i]));
        }
        return difference / largest;
    }
}
