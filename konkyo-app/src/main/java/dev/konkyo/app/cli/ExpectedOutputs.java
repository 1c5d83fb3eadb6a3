package dev.konkyo.app.cli;

import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.model.Golden;
import dev.konkyo.model.Model;
import dev.konkyo.model.Tolerances;
import dev.konkyo.torch.TorchModel;
import java.util.Map;
import java.util.Optional;

/** The outputs of the model that was exported, computed by the other engine. */
final class ExpectedOutputs implements Expected {
    private final WeightedGraph network;
    private final TorchModel torch;

    ExpectedOutputs(Model model) {
        network = model.network();
        torch = new TorchModel(network);
    }

    @Override
    public Tolerances tolerances() {
        return Tolerances.OF_FLOATS;
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
                    : Golden.difference(expected.getValue(), value, Tolerances.USUAL);
            if (difference.isPresent()) {
                return Optional.of("output '" + expected.getKey() + "'" + difference.get());
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        torch.close();
    }
}
