package dev.konkyo.app.cli;

import dev.konkyo.graph.WeightedGraph;
import java.util.Optional;

/** Whether a file holds the numbers that it should, to the last bit: what no golden input happens to reach counts too. */
final class StoredTensors {
    private StoredTensors() {}

    /** The first parameter that both have and that is not the same, in words. */
    static Optional<String> difference(WeightedGraph expected, WeightedGraph file) {
        var weights = expected.weights().asMap();
        return file.weights().asMap().entrySet().stream()
                .filter(stored -> weights.containsKey(stored.getKey())
                        && !stored.getValue().equals(weights.get(stored.getKey())))
                .findFirst()
                .map(stored -> "the stored '" + stored.getKey() + "' is not the model's");
    }
}
