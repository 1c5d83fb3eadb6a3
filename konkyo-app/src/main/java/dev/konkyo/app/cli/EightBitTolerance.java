package dev.konkyo.app.cli;

import dev.konkyo.graph.TensorData;
import dev.konkyo.model.Golden;
import dev.konkyo.model.GoldenInput;
import dev.konkyo.model.Model;
import dev.konkyo.torch.TorchModel;
import java.util.List;

/**
 * How far engines may differ on a rounded model: no farther than the rounding itself moves the outputs. A last digit of float32 decides
 * about whole steps here and there, and layers behind carry these on.
 */
final class EightBitTolerance {
    private static final double MOST = 0.25;

    private EightBitTolerance() {}

    /** The share of an output's largest number, at least {@link Golden#EIGHT_BITS}. */
    static double of(Model exact, Model rounded, List<GoldenInput> inputs) {
        double tolerance = Golden.EIGHT_BITS;
        try (var first = new TorchModel(exact.network());
                var second = new TorchModel(rounded.network())) {
            for (var input : inputs) {
                var tensor = input.tensor(exact.card().preprocessing());
                var given = second.outputs(tensor);
                for (var output : first.outputs(tensor).entrySet()) {
                    var other = given.getOrDefault(output.getKey(), output.getValue());
                    if (output.getValue().type().floating()) {
                        tolerance = Math.max(tolerance, difference(output.getValue(), other));
                    }
                }
            }
        }
        return Math.min(tolerance, MOST);
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
