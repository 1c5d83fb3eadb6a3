package dev.konkyo.graph;

/** Whether the evidence memory in a network is whole, before any engine runs it. */
final class MemoryCheck {
    private static final String REMEDY = "; the file is damaged, export the model again with --memory DATA";

    private final WeightedGraph network;

    MemoryCheck(WeightedGraph network) {
        this.network = network;
    }

    void run() {
        TensorData centres = numbers("directions", 2);
        int clusters = centres.shape().at(0);
        TensorData offsets = numbers("offsets", 1);
        TensorData weights = numbers("weights", 2);
        if (offsets.shape().at(0) != clusters || weights.shape().at(0) != clusters) {
            throw new GraphException("the evidence memory has " + clusters
                    + " centres, expected as many offsets and rows of weights, got " + offsets.shape() + " and "
                    + weights.shape() + REMEDY);
        }
        length("centres", centres, EmbeddingLayer.NAME, 2);
        network.graph().nodes().stream()
                .filter(node -> node.output().equals(EvidenceOutputs.EVIDENCE + ".map"))
                .findFirst()
                .ifPresent(map -> length("weights", weights, map.input(), 4));
    }

    private TensorData numbers(String part, int rank) {
        String name = EvidenceOutputs.CLUSTER + "." + part;
        TensorData values = network.weights().find(name);
        if (values == null) {
            throw new GraphException("the evidence memory lacks '" + name + "'" + REMEDY);
        }
        if (values.type() != ElementType.FLOAT32 || values.shape().rank() != rank) {
            throw new GraphException("the evidence memory's '" + name + "' must be float32 with " + rank + " axes, got "
                    + values + REMEDY);
        }
        for (float value : values.toFloats()) {
            if (!Float.isFinite(value)) {
                throw new GraphException(
                        "the evidence memory's '" + name + "' must be finite numbers, got " + value + REMEDY);
            }
        }
        return values;
    }

    private void length(String what, TensorData rows, String value, int rank) {
        Shape shape = ShapeInference.shape(Cut.upTo(network.graph(), value), value, 1);
        if (shape.rank() != rank || shape.at(1) != rows.shape().at(1)) {
            throw new GraphException("the evidence memory's " + what + " are " + rows.shape() + ", which does not fit '"
                    + value + "' " + shape + REMEDY);
        }
    }
}
