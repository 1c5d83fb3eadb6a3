package dev.konkyo.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** What makes scores of a network's last map. */
public sealed interface ClassifierStyle {
    /** The name under which a new classifier's parameters stand. */
    String NAME = "head";

    /** The means over all places that a new classifier reads. */
    String POOLED = NAME + ".pool";

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

    /**
     * The mean over all places, dropout, a linear layer that makes an embedding, and cosines between it and class centres, see {@link
     * CosineHead}. Outputs are the scores and the embedding.
     *
     * @param embedding numbers of an embedding, at least 2
     * @param centres where the class centres come from
     */
    record Cosine(int embedding, float dropout, CosineHead.Centres centres) implements ClassifierStyle {
        public Cosine {
            check(dropout);
            if (embedding < 2) {
                throw new GraphException("an embedding has at least 2 numbers, got " + embedding);
            }
        }
    }

    private static void check(float dropout) {
        if (!(dropout >= 0 && dropout < 1)) {
            throw new GraphException("the share that dropout zeroes must lie in [0, 1), got " + dropout);
        }
    }

    /**
     * The network with a fresh head in this style: its factors are normal with deviation 0.01, those of
     * an embedding uniform as He et al. 2015 have it, its bias is zero.
     *
     * @throws GraphException if the network has no head to resize or no evidence layer to put one on
     */
    default WeightedGraph on(WeightedGraph network, int classes, RandomGenerator random) {
        // A head of cosines has no layer of scores that could be resized.
        if (this instanceof Own && CosineHead.in(network.graph())) {
            return new Linear().on(network, classes, random);
        }
        if (this instanceof Own) {
            Graph graph = Cut.upTo(network.graph(), HeadChain.scores(network.graph()));
            return HeadReplacement.replace(new WeightedGraph(graph, network.weights()), classes, random);
        }
        Graph styled = on(network.graph(), classes);
        Map<String, TensorData> weights = new LinkedHashMap<>();
        styled.parameters().forEach((name, parameter) -> {
            if (!name.startsWith(NAME + ".")) {
                weights.put(name, network.weights().at(name));
            } else if (parameter.shape().rank() == 2) {
                weights.put(name, factors().draw(parameter.shape(), random));
            } else {
                weights.put(name, TensorData.allocate(parameter.type(), parameter.shape()));
            }
        });
        return new WeightedGraph(styled, Weights.of(weights));
    }

    private Initialization.Distribution factors() {
        return this instanceof Cosine
                ? new Initialization.Distribution.KaimingUniform()
                : new Initialization.Distribution.Normal(0.01);
    }

    /**
     * The graph with a head in this style; its first output are the scores.
     *
     * @throws GraphException if it has no head to resize or no evidence layer to put one on
     */
    default Graph on(Graph graph, int classes) {
        return switch (this) {
            case Own _ -> HeadReplacement.replace(Cut.upTo(graph, HeadChain.scores(graph)), classes);
            case Linear _ -> appended(graph, Places.AVERAGED, 0, logits(classes));
            case DropoutLinear(float dropout) -> appended(graph, Places.AVERAGED, dropout, logits(classes));
            case FlattenDropoutLinear(float dropout) -> appended(graph, Places.APART, dropout, logits(classes));
            case Cosine cosine ->
                appended(graph, Places.AVERAGED, cosine.dropout, (head, x) -> CosineHead.on(head, x, cosine, classes));
        };
    }

    /** What becomes of the places of the last map. */
    enum Places {
        AVERAGED,
        APART
    }

    /** Makes outputs of features [N, channels]. */
    interface Ending extends BiFunction<GraphBuilder, Value, List<Value>> {}

    private static Ending logits(int classes) {
        return (head, x) -> List.of(head.linear(NAME, HeadChain.LOGITS, x, classes));
    }

    private static Graph appended(Graph graph, Places places, float dropout, Ending ending) {
        String features = features(graph);
        // A head that was put on before makes room for the new one of the same name.
        Graph trunk = Cut.upTo(graph, features);
        GraphBuilder head = new GraphBuilder(trunk.name());
        Shape shape = ShapeInference.shape(graph, features, 1);
        List<Integer> sizes = List.of(GraphInput.FREE, shape.at(1), shape.at(2), shape.at(3));
        Value x = head.input(new GraphInput(features, ElementType.FLOAT32, sizes));
        if (places == Places.AVERAGED) {
            x = head.apply(POOLED, new PoolingOp.GlobalAveragePool(), x);
        }
        x = head.apply(NAME + ".flatten", new LayoutOp.Flatten(1), x);
        if (dropout > 0) {
            Value ratio = head.constant(NAME + ".ratio", TensorData.scalar(dropout));
            x = head.apply(NAME + ".dropout", new ActivationOp.Dropout(), x, ratio);
        }
        return joined(trunk, head.build(ending.apply(head, x).toArray(Value[]::new)));
    }

    /** The last map that does not know the classes: where maps of classes are averaged, what they are made of. */
    private static String features(Graph graph) {
        EvidenceLayer evidence = EvidenceLayer.of(graph);
        HeadChain chain = new HeadChain(graph, ShapeInference.infer(graph, 1));
        String start = ClassifierLayer.find(graph).map(ClassifierLayer::input).orElseGet(() -> HeadChain.scores(graph));
        Optional<String> single = chain.singlePlace(start);
        if (single.isPresent()) {
            // Small photos leave the last map one place, where no evidence can be told apart but all features are.
            return single.get();
        }
        return evidence.head() instanceof EvidenceLayer.Head.ClassMaps
                ? ClassifierLayer.find(graph)
                        .map(layer -> chain.beforeReshaping(layer.input()))
                        .orElse(evidence.value())
                : evidence.value();
    }

    /** Two graphs of which the second begins with a value of the first. */
    static Graph joined(Graph trunk, Graph head) {
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
