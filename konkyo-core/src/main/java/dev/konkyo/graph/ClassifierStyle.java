package dev.konkyo.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** What makes scores of a network's last map. */
public sealed interface ClassifierStyle {
    /** The name under which a new classifier's parameters stand. */
    String NAME = "head";

    /** The network's own head, resized to the classes. */
    record Own() implements ClassifierStyle {}

    /** The mean over all places, then one linear layer. */
    record Linear() implements ClassifierStyle {}

    /** The mean over all places, dropout, then one linear layer. */
    record DropoutLinear(float dropout) implements ClassifierStyle {
        public DropoutLinear {
            check(dropout);
        }
    }

    /** Dropout over all channels of all places, then one linear layer with factors of its own for every place: photos of one size only. */
    record FlattenDropoutLinear(float dropout) implements ClassifierStyle {
        public FlattenDropoutLinear {
            check(dropout);
        }
    }

    private static void check(float dropout) {
        if (!(dropout >= 0 && dropout < 1)) {
            throw new GraphException("the share that dropout zeroes must lie in [0, 1), got " + dropout);
        }
    }

    /**
     * The network with a fresh head in this style on its evidence layer; its only output are the logits. Own heads begin as in
     * {@link HeadReplacement#replace(WeightedGraph, int, RandomGenerator)}, new ones likewise.
     *
     * @throws GraphException if the network has no head to resize or no evidence layer to put one on
     */
    default WeightedGraph on(WeightedGraph network, int classes, RandomGenerator random) {
        Graph graph = network.graph();
        return switch (this) {
            case Own _ ->
                HeadReplacement.replace(
                        new WeightedGraph(Cut.upTo(graph, HeadChain.scores(graph)), network.weights()),
                        classes,
                        random);
            case Linear _ -> pooled(network, 0, classes, random);
            case DropoutLinear(float dropout) -> pooled(network, dropout, classes, random);
            case FlattenDropoutLinear(float dropout) -> appended(network, false, dropout, classes, random);
        };
    }

    private static WeightedGraph pooled(WeightedGraph network, float dropout, int classes, RandomGenerator random) {
        return appended(network, true, dropout, classes, random);
    }

    private static WeightedGraph appended(
            WeightedGraph network, boolean pooled, float dropout, int classes, RandomGenerator random) {
        EvidenceLayer evidence = EvidenceLayer.of(network.graph());
        Graph trunk = Cut.upTo(network.graph(), evidence.value());
        GraphBuilder head = new GraphBuilder(trunk.name());
        Shape shape = evidence.shape();
        Value map = head.input(new GraphInput(
                evidence.value(),
                ElementType.FLOAT32,
                List.of(GraphInput.FREE, shape.at(1), shape.at(2), shape.at(3))));
        Value x = pooled ? head.apply(NAME + ".pool", new PoolingOp.GlobalAveragePool(), map) : map;
        x = head.apply(NAME + ".flatten", new LayoutOp.Flatten(1), x);
        if (dropout > 0) {
            Value ratio = head.constant(NAME + ".ratio", TensorData.scalar(dropout));
            x = head.apply(NAME + ".dropout", new ActivationOp.Dropout(), x, ratio);
        }
        Graph added = head.build(head.linear(NAME, HeadChain.LOGITS, x, classes));
        Map<String, TensorData> weights = new LinkedHashMap<>(network.weights().asMap());
        weights.keySet().retainAll(trunk.parameters().keySet());
        added.parameters()
                .forEach((name, parameter) -> weights.put(
                        name,
                        parameter.shape().rank() == 2
                                ? new Initialization.Distribution.Normal(0.01).draw(parameter.shape(), random)
                                : TensorData.allocate(parameter.type(), parameter.shape())));
        return new WeightedGraph(joined(trunk, added), Weights.of(weights));
    }

    private static Graph joined(Graph trunk, Graph head) {
        Map<String, Parameter> parameters = new LinkedHashMap<>(trunk.parameters());
        parameters.putAll(head.parameters());
        Map<String, TensorData> constants = new LinkedHashMap<>(trunk.constants());
        constants.putAll(head.constants());
        return new Graph(
                trunk.name(),
                trunk.inputs(),
                parameters,
                constants,
                Stream.concat(trunk.nodes().stream(), head.nodes().stream()).toList(),
                head.outputs());
    }
}
