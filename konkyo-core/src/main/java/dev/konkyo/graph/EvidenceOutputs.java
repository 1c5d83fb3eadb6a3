package dev.konkyo.graph;

import dev.konkyo.graph.EvidenceLayer.Head;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Evidence as an output of the network itself: channel weights are looked up by the decision or by the nearest cluster of a memory, and the
 * evidence layer is summed with them, all by nodes of the graph. No gradient is needed where the graph runs.
 *
 * <p>The outputs are {@value #SCORES} float32 [N, classes], {@value EmbeddingLayer#NAME} float32 [N, length], {@value #EVIDENCE}
 * float32 [N, height, width], at least 0 and in the unit of the score before softmax, and {@value #CLUSTER} int64 [N].
 */
public final class EvidenceOutputs {
    /** Probabilities, or cosines of metric-learning heads. */
    public static final String SCORES = "scores";

    /** The map of evidence for the decision. */
    public static final String EVIDENCE = "evidence";

    /** The row of channel weights that was taken: a cluster of the memory or, without a memory, the class. */
    public static final String CLUSTER = "cluster";

    private final WeightedGraph network;
    private final Graph graph;
    private final GraphBuilder added;
    private final Map<String, TensorData> weights = new LinkedHashMap<>();

    /** How channel weights are found. */
    public sealed interface Lookup {
        /**
         * The class with the highest score says which of the head's own weights count, as in CAM; for cosines of a linear embedding those
         * of its centre, at the embedding's length.
         */
        record ByClass() implements Lookup {}

        /**
         * The cluster k with the largest {@code directions[k] . embedding + offsets[k]}. For the nearest centre c by Euclidean distance
         * the direction is c and the offset -|c|^2 / 2; by cosine the direction is c / |c| and the offset 0.
         *
         * @param directions float32 [clusters, length]
         * @param offsets float32 [clusters]
         * @param weights float32 [clusters, channels]
         * @param weighing what is made of a row
         */
        record ByCluster(TensorData directions, TensorData offsets, TensorData weights, Weighing weighing)
                implements Lookup {
            /** Rows that count as they are. */
            public ByCluster(TensorData directions, TensorData offsets, TensorData weights) {
                this(directions, offsets, weights, Weighing.AS_STORED);
            }
        }
    }

    private EvidenceOutputs(WeightedGraph network) {
        this.network = network;
        graph = network.graph();
        added = new GraphBuilder(graph.name());
    }

    /** Whether a graph gives evidence itself. */
    public static boolean in(Graph graph) {
        return graph.outputs().containsAll(List.of(SCORES, EVIDENCE, CLUSTER));
    }

    /**
     * Makes sure that a memory in a network can be looked up: as many centres, offsets and rows of channel weights, as long as embedding and
     * evidence layer ask for, and all of them numbers.
     *
     * @throws GraphException with one line that names what is wrong
     */
    public static void requireSound(WeightedGraph network) {
        if (in(network.graph())
                && network.graph().parameters().containsKey(CLUSTER + ".directions")
                && network.graph().parameters().containsKey(CLUSTER + ".offsets")) {
            new MemoryCheck(network).run();
        }
    }

    /** Whether a graph looks its evidence up in a memory. */
    public static boolean byMemory(Graph graph) {
        return in(graph) && graph.parameters().containsKey(CLUSTER + ".directions");
    }

    /** Whether it does, and the memory holds parts of cosines. */
    public static boolean byMemoryOfCosines(Graph graph) {
        return byMemory(graph) && CosineParts.inMemory(graph);
    }

    /**
     * The network with the four outputs, the old ones replaced.
     *
     * @param layer the value [N, channels, height, width] whose places are weighed
     * @param softmax whether scores are made of the logits by softmax; otherwise they are taken as they are
     * @throws GraphException if the lookup does not fit the network
     */
    public static WeightedGraph add(WeightedGraph network, String layer, boolean softmax, Lookup lookup) {
        Graph named = EmbeddingLayer.add(named(network.graph(), softmax));
        return new EvidenceOutputs(new WeightedGraph(named, network.weights())).with(layer, softmax, lookup);
    }

    /** The network that decides only: its outputs are the scores before softmax and a metric-learning head's embedding. */
    public static WeightedGraph without(WeightedGraph network) {
        Graph graph = network.graph();
        if (!in(graph)) {
            return network;
        }
        String logits = Logits.name(graph);
        Graph decision = logits.equals(SCORES) ? Cut.upTo(graph, logits, EmbeddingLayer.NAME) : Cut.upTo(graph, logits);
        Map<String, TensorData> kept = new LinkedHashMap<>(network.weights().asMap());
        kept.keySet().retainAll(decision.parameters().keySet());
        return new WeightedGraph(decision, Weights.of(kept));
    }

    /** The graph in which the outputs' names are free, but for scores that are called so already. */
    private static Graph named(Graph graph, boolean softmax) {
        Graph free = GraphExtension.freed(GraphExtension.freed(graph, EVIDENCE), CLUSTER);
        if (softmax) {
            return GraphExtension.freed(free, SCORES);
        }
        String logits = Logits.name(free);
        return logits.equals(SCORES)
                ? free
                : GraphExtension.renamed(GraphExtension.freed(free, SCORES), logits, SCORES);
    }

    private WeightedGraph with(String layer, boolean softmax, Lookup lookup) {
        Value logits = GraphExtension.borrowed(added, graph, Logits.name(graph));
        if (softmax) {
            added.apply(SCORES, new ActivationOp.Softmax(-1), logits);
        }
        Value map = GraphExtension.borrowed(added, graph, layer);
        if (map.shape().rank() != 4) {
            throw new GraphException("the evidence layer '" + layer + "' must give [N, channels, height, width], got "
                    + map.shape() + "; name a layer before the pooling");
        }
        Value sum = switch (lookup) {
            case Lookup.ByClass _ -> byClass(map, logits);
            case Lookup.ByCluster clusters -> byCluster(map, clusters);
        };
        // The ReLU of Grad-CAM's equation 2.
        Value positive = added.apply(EVIDENCE + ".positive", new ActivationOp.Relu(), sum);
        Value sizes = added.constant(
                EVIDENCE + ".sizes",
                TensorData.vector(-1, map.shape().at(2), map.shape().at(3)));
        added.apply(EVIDENCE, new LayoutOp.Reshape(false), positive, sizes);
        return finished();
    }

    private WeightedGraph finished() {
        Graph joined = GraphExtension.joined(graph, added.build())
                .withOutputs(List.of(SCORES, EmbeddingLayer.NAME, EVIDENCE, CLUSTER));
        Map<String, TensorData> all = new LinkedHashMap<>(network.weights().asMap());
        all.putAll(weights);
        Graph needed = Cut.pruned(joined);
        all.keySet().retainAll(needed.parameters().keySet());
        return new WeightedGraph(needed, Weights.of(all));
    }

    private Value byCluster(Value map, Lookup.ByCluster clusters) {
        check(map, clusters);
        Value embedding = GraphExtension.borrowed(added, graph, EmbeddingLayer.NAME);
        Value directions = stored(CLUSTER + ".directions", clusters.directions());
        Value offsets = stored(CLUSTER + ".offsets", clusters.offsets());
        Value near = added.apply(
                CLUSTER + ".nearness", new LinearOp.Gemm(1, 1, false, true), embedding, directions, offsets);
        Value cluster = added.apply(CLUSTER, new ReductionOp.ArgMax(1, false, false), near);
        Value row = gathered(stored(CLUSTER + ".weights", clusters.weights()), cluster);
        return summed(
                map,
                switch (clusters.weighing()) {
                    case AS_STORED -> row;
                    case OVER_LENGTH -> CosineParts.overLength(added, graph, row);
                });
    }

    private void check(Value map, Lookup.ByCluster clusters) {
        Shape embedding = ShapeInference.shape(graph, EmbeddingLayer.NAME, 1);
        if (embedding.at(1) != clusters.directions().shape().at(1)) {
            throw new GraphException("the embedding has " + embedding.at(1) + " numbers, the memory's centres have "
                    + clusters.directions().shape().at(1) + "; was the memory built for another model?");
        }
        if (map.channels() != clusters.weights().shape().at(1)) {
            throw new GraphException("evidence layer '" + map.name() + "' gives " + map.shape() + ", expected "
                    + clusters.weights().shape().at(1) + " channels; was the memory built for another model?");
        }
    }

    private Value byClass(Value map, Value logits) {
        Value predicted = added.apply(CLUSTER, new ReductionOp.ArgMax(1, false, false), logits);
        return switch (EvidenceLayer.of(graph).head()) {
            case Head.PooledLinear pooled -> summed(map, gathered(headWeights(pooled.linear()), predicted));
            case Head.ClassMaps _ -> summed(map, oneHot(predicted, map.channels()));
            case Head.FlattenedLinear flattened ->
                summedByPlace(map, gathered(headWeights(flattened.linear()), predicted));
            case Head.PooledCosine _ -> summed(map, CosineParts.channelWeights(added, graph, predicted));
            case Head.Other _ ->
                throw new GraphException("the scores of '" + graph.name() + "' are no weighted sum of the evidence "
                        + "layer or cosines of a linear embedding, so its weights for a class are unknown; build a memory with "
                        + "--memory DATA");
        };
    }

    /** The head's [classes, channels]: its own parameter where it has that order, so that nothing is stored twice. */
    private Value headWeights(ClassifierLayer linear) {
        Parameter own = graph.parameters().get(linear.weight());
        if (own != null
                && linear.layout() == ClassifierLayer.Layout.CLASSES_FIRST
                && own.shape().rank() == 2
                && linear.weightFactor() == 1) {
            return GraphExtension.borrowed(added, graph, linear.weight());
        }
        return stored(CLUSTER + ".weights", linear.coefficients(network).weights());
    }

    private Value oneHot(Value predicted, int classes) {
        long[] numbers = new long[classes];
        for (int i = 0; i < classes; i++) {
            numbers[i] = i;
        }
        Value axis = added.constant(CLUSTER + ".axis", TensorData.vector(1));
        Value column = added.apply(CLUSTER + ".column", new LayoutOp.Unsqueeze(), predicted, axis);
        Value all = added.constant(CLUSTER + ".classes", TensorData.ofLongs(Shape.of(1, classes), numbers));
        Value same = added.apply(CLUSTER + ".same", new LogicOp.Equal(), column, all);
        return added.apply(CLUSTER + ".one", new LayoutOp.Cast(ElementType.FLOAT32), same);
    }

    private Value gathered(Value rows, Value index) {
        return added.apply(CLUSTER + ".row", new LayoutOp.Gather(0), rows, index);
    }

    /** The sum over channels [N, 1, places]. */
    private Value summed(Value map, Value row) {
        Value axis = added.constant(EVIDENCE + ".axis", TensorData.vector(1));
        Value factors = added.apply(EVIDENCE + ".factors", new LayoutOp.Unsqueeze(), row, axis);
        return added.apply(EVIDENCE + ".sum", new LinearOp.MatMul(), factors, flat(map));
    }

    /** The sum over channels where each place has weights of its own [N, channels * places], times the number of places. */
    private Value summedByPlace(Value map, Value row) {
        Value sizes = added.constant(EVIDENCE + ".shape", TensorData.vector(0, map.channels(), -1));
        Value factors = added.apply(EVIDENCE + ".factors", new LayoutOp.Reshape(false), row, sizes);
        Value parts = added.apply(EVIDENCE + ".parts", new ElementwiseOp.Mul(), factors, flat(map));
        Value axis = added.constant(EVIDENCE + ".axis", TensorData.vector(1));
        Value sum = added.apply(EVIDENCE + ".parts.sum", new ReductionOp.ReduceSum(true, false), parts, axis);
        Value places = added.constant(
                EVIDENCE + ".places",
                TensorData.scalar((float) map.shape().at(2) * map.shape().at(3)));
        return added.apply(EVIDENCE + ".sum", new ElementwiseOp.Mul(), sum, places);
    }

    private Value flat(Value map) {
        Value sizes = added.constant(EVIDENCE + ".flat", TensorData.vector(0, map.channels(), -1));
        return added.apply(EVIDENCE + ".map", new LayoutOp.Reshape(false), map, sizes);
    }

    private Value stored(String name, TensorData tensor) {
        weights.put(name, tensor);
        return added.parameter(name, Parameter.buffer(tensor.shape()));
    }
}
