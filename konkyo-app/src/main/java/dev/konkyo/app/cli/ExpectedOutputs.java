package dev.konkyo.app.cli;

import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.model.Golden;
import dev.konkyo.model.GoldenInput;
import dev.konkyo.model.Model;
import dev.konkyo.model.Tolerances;
import dev.konkyo.runtime.OnnxRuntimeSession;
import dev.konkyo.runtime.RuntimeOptions;
import dev.konkyo.torch.TorchModel;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The outputs of the model that was exported, computed by the other engine. */
final class ExpectedOutputs implements Expected {
    private final WeightedGraph network;
    private final Tolerances tolerances;
    private final TorchModel torch;

    ExpectedOutputs(Model model, Tolerances tolerances) {
        network = model.network();
        this.tolerances = tolerances;
        torch = new TorchModel(network);
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
        for (var expected : torch.outputs(input).entrySet()) {
            var value = got.get(expected.getKey());
            var difference = value == null
                    ? Optional.of(": the file has none")
                    : Golden.difference(expected.getValue(), value, tolerances.of(expected.getKey()));
            if (difference.isPresent()) {
                return Optional.of("output '" + expected.getKey() + "'" + difference.get());
            }
        }
        return Optional.empty();
    }

    @Override
    public List<GoldenInput> clear(Model exported, List<GoldenInput> inputs) {
        if (tolerances.equals(Tolerances.OF_FLOATS)) {
            return inputs;
        }
        try (var session = OnnxRuntimeSession.of(exported.network(), RuntimeOptions.sharing(1))) {
            var clear = inputs.stream()
                    .filter(input -> sameWholeNumbers(
                            session, input.tensor(exported.card().preprocessing())))
                    .toList();
            return clear.isEmpty() ? inputs : clear;
        }
    }

    private boolean sameWholeNumbers(OnnxRuntimeSession session, TensorData input) {
        var got = GoldenRun.outputs(session, input);
        return torch.outputs(input).entrySet().stream()
                .filter(output -> !output.getValue().type().floating())
                .allMatch(output -> Objects.equals(output.getValue(), got.get(output.getKey())));
    }

    @Override
    public void close() {
        torch.close();
    }
}
