package dev.konkyo.app.cli;

import dev.konkyo.graph.RoundedParts;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.model.Golden;
import dev.konkyo.model.Model;
import dev.konkyo.model.Tolerances;
import dev.konkyo.runtime.OnnxRuntimeSession;
import dev.konkyo.runtime.RuntimeOptions;
import dev.konkyo.torch.TorchModel;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a file in 8 bits must compute: at every rounding the step that the other engine finds from the steps which the file gave before it,
 * and from the last ones its outputs. How far rounding moves the outputs is no question of right and wrong and is told apart.
 */
final class ExpectedRounding implements Expected {
    /**
     * The share of all steps that may be one beside: numbers that lie halfway between two, but for the last digits of float32, in which engines
     * differ. MobileNetV2 at 96 x 96 had one to four of 1.3 million on ten pictures.
     */
    private static final double HALFWAY = 1e-4;

    /** As many in a network of few. */
    private static final int FEW = 8;

    private final WeightedGraph network;
    private final RoundedParts parts;
    private final Tolerances tolerances;
    private final OnnxRuntimeSession watched;
    private final TorchModel parted;

    /** @param tolerances that the file states for other machines */
    ExpectedRounding(Model model, Tolerances tolerances) {
        network = model.network();
        this.tolerances = tolerances;
        parts = new RoundedParts(network.graph());
        watched =
                OnnxRuntimeSession.of(new WeightedGraph(parts.watched(), network.weights()), RuntimeOptions.sharing(1));
        parted = new TorchModel(new WeightedGraph(parts.parted(), network.weights()));
    }

    @Override
    public Tolerances tolerances() {
        return tolerances;
    }

    @Override
    public Optional<String> stored(Model file) {
        return StoredTensors.difference(network, file.network());
    }

    @Override
    public Optional<String> difference(TensorData input, Map<String, TensorData> got) {
        var seen = GoldenRun.outputs(watched, input);
        var right = parted.outputs(given(input, seen));
        return wrongStep(right, seen).or(() -> outputs(seen, got)).or(() -> outputs(right, got));
    }

    /**
     * The first rounding that is not as it should be after those before it, in words.
     *
     * @param seen all steps by name
     */
    Optional<String> wrongStep(TensorData input, Map<String, TensorData> seen) {
        return wrongStep(parted.outputs(given(input, seen)), seen);
    }

    private Optional<String> wrongStep(Map<String, TensorData> right, Map<String, TensorData> seen) {
        long all = 0;
        long beside = 0;
        for (var name : parts.steps()) {
            float[] expected = at(right, RoundedParts.again(name)).toFloats();
            float[] steps = at(seen, name).toFloats();
            all += steps.length;
            for (int i = 0; i < steps.length; i++) {
                double difference = Math.abs((double) steps[i] - expected[i]);
                if (difference > 1) {
                    return Optional.of("'%s', element %d: expected step %.0f or one beside it, got %.0f"
                            .formatted(name, i, expected[i], steps[i]));
                }
                beside += difference == 0 ? 0 : 1;
            }
        }
        return beside <= Math.max(FEW, HALFWAY * all)
                ? Optional.empty()
                : Optional.of(
                        "%d of %d numbers in 8 bits are a step beside the other engine's, expected at most %.2f %%"
                                .formatted(beside, all, 100 * HALFWAY));
    }

    private Map<String, TensorData> given(TensorData input, Map<String, TensorData> seen) {
        Map<String, TensorData> given = new HashMap<>();
        given.put(network.graph().input().name(), input);
        parts.steps().forEach(step -> given.put(step, at(seen, step)));
        return given;
    }

    private static TensorData at(Map<String, TensorData> values, String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    private Optional<String> outputs(Map<String, TensorData> right, Map<String, TensorData> got) {
        return network.graph().outputs().stream()
                .flatMap(name -> {
                    var value = got.get(name);
                    return (value == null
                                    ? Optional.of(": the file has none")
                                    : Golden.difference(at(right, name), value, Tolerances.USUAL))
                            .map(difference -> "output '" + name + "'" + difference).stream();
                })
                .findFirst();
    }

    @Override
    public void close() {
        parted.close();
        watched.close();
    }
}
