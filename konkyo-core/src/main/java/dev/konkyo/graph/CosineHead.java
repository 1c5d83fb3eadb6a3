package dev.konkyo.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Scores that are cosines: a linear layer makes an embedding, its length becomes 1, and a class's score is the cosine between it and the
 * class's centre; or, once photos are stored, the mean cosine between it and the nearest of the class's photos. Everything is in
 * the graph.
 */
public final class CosineHead {
    /** Name of the embedding of length 1, [N, length]; the graph's second output. */
    public static final String EMBEDDING = "embedding";

    /** Name of the cosines, [N, classes]; the graph's first output. */
    public static final String SCORES = "scores";

    /** The parameter that holds the class centres of any length, [classes, length]. */
    public static final String CENTRES = ClassifierStyle.NAME + ".centres";

    /** The parameter that holds the stored photos' embeddings of length 1, [photos, length], class after class. */
    public static final String PHOTOS = ClassifierStyle.NAME + ".photos";

    /** Keeps an embedding of zeros from becoming no number; it has the cosine 0 with everything. */
    static final float LEAST_LENGTH = 1e-6f;

    private CosineHead() {}

    /** Where the class centres come from. */
    public enum Centres {
        /** They learn with everything else. */
        LEARNT,
        /** They are the means of the training photos' embeddings. */
        MEAN
    }

    /** Whether a graph ends in such a head. Outputs of these names alone are none: files that give evidence have them for probabilities too. */
    public static boolean in(Graph graph) {
        return graph.outputs().containsAll(List.of(SCORES, EMBEDDING))
                && hasLengthOne(graph, EMBEDDING)
                && graph.producer(SCORES)
                        .filter(node -> node.op() instanceof LinearOp.Gemm || node.op() instanceof LayoutOp.Concat)
                        .isPresent();
    }

    /** Whether a value is another one divided by its length, as {@link #unit} makes it. */
    private static boolean hasLengthOne(Graph graph, String value) {
        return graph.producer(value)
                .filter(node -> node.op() instanceof ElementwiseOp.Div)
                .flatMap(node -> graph.producer(node.inputs().get(1)))
                .filter(node -> node.op() instanceof ElementwiseOp.Max)
                .flatMap(node -> graph.producer(node.input()))
                .filter(node -> node.op() instanceof ReductionOp.ReduceL2)
                .isPresent();
    }

    /** Whether a graph ends in such a head with class centres of this style, so that it can go on learning as it is. */
    public static boolean goesOn(Graph graph, ClassifierStyle.Cosine style) {
        Parameter centres = graph.parameters().get(CENTRES);
        return in(graph)
                && centres != null
                && centres.shape().at(1) == style.embedding()
                && (centres.role() == Parameter.Role.TRAINED) == (style.centres() == Centres.LEARNT);
    }

    /** The names of a head's parameters. */
    public static Set<String> parameters(Graph graph) {
        return graph.parameters().keySet().stream()
                .filter(name -> name.startsWith(ClassifierStyle.NAME + "."))
                .collect(Collectors.toSet());
    }

    /** Scores and embedding from features [N, channels]. */
    static List<Value> on(GraphBuilder head, Value features, ClassifierStyle.Cosine style, int classes) {
        Value embedding = unit(head, EMBEDDING, head.linear(ClassifierStyle.NAME, features, style.embedding()));
        Shape shape = Shape.of(classes, style.embedding());
        Value centres = head.parameter(
                CENTRES, style.centres() == Centres.LEARNT ? Parameter.trained(shape) : Parameter.buffer(shape));
        return List.of(cosines(head, SCORES, embedding, unit(head, CENTRES + ".unit", centres)), embedding);
    }

    private static Value unit(GraphBuilder head, String name, Value x) {
        Value axis = head.constant(name + ".axis", TensorData.ofLongs(Shape.of(1), 1));
        Value least = head.constant(name + ".least", TensorData.scalar(LEAST_LENGTH));
        Value length = head.apply(name + ".length", new ReductionOp.ReduceL2(true, false), x, axis);
        return head.apply(
                name,
                new ElementwiseOp.Div(),
                x,
                head.apply(name + ".divisor", new ElementwiseOp.Max(), length, least));
    }

    private static Value cosines(GraphBuilder head, String name, Value embedding, Value others) {
        return head.apply(name, new LinearOp.Gemm(1, 1, false, true), embedding, others);
    }

    /**
     * The network with a class's mean cosine to its k nearest stored photos as the class's score, in place of class centres.
     *
     * @param network with such a head
     * @param photos embeddings of length 1, float32 [photos, length], class after class
     * @param counts photos of each class, at least 1; of a class with fewer than k all count
     * @param k at least 1
     */
    public static WeightedGraph withNeighbours(WeightedGraph network, TensorData photos, List<Integer> counts, int k) {
        int length = photos.shape().at(1);
        if (k < 1 || counts.stream().anyMatch(count -> count < 1)) {
            throw new GraphException("neighbours need at least 1 photo of every class and 1 of them to count, got "
                    + counts + " photos and " + k);
        }
        Graph trunk = Cut.upTo(network.graph(), EMBEDDING);
        GraphBuilder head = new GraphBuilder(trunk.name());
        Value embedding = head.input(new GraphInput(EMBEDDING, ElementType.FLOAT32, List.of(GraphInput.FREE, length)));
        Value stored = head.parameter(PHOTOS, Parameter.buffer(photos.shape()));
        Value all = cosines(head, PHOTOS + ".cosines", embedding, stored);
        List<Value> scores = new ArrayList<>();
        int start = 0;
        for (int count : counts) {
            scores.add(nearest(head, all, start, count, Math.min(k, count)));
            start += count;
        }
        Graph added = head.build(head.apply(SCORES, new LayoutOp.Concat(1), scores.toArray(Value[]::new)));
        Map<String, TensorData> weights = new LinkedHashMap<>(network.weights().asMap());
        weights.keySet().retainAll(trunk.parameters().keySet());
        weights.put(PHOTOS, photos);
        Graph joined = ClassifierStyle.joined(trunk, added).withOutputs(List.of(SCORES, EMBEDDING));
        return new WeightedGraph(joined, Weights.of(weights));
    }

    private static Value nearest(GraphBuilder head, Value all, int start, int count, int k) {
        String name = PHOTOS + "." + start;
        Value[] slice = {
            all,
            number(head, name + ".start", start),
            number(head, name + ".end", start + count),
            number(head, PHOTOS + ".axis", 1)
        };
        Value own = head.apply(name + ".own", new LayoutOp.Slice(), slice);
        Value nearest = head.applyAll(
                        new ReductionOp.TopK(1, true, true),
                        Arrays.asList(name + ".nearest", name + ".which"),
                        own,
                        number(head, PHOTOS + ".k" + k, k))
                .getFirst();
        return head.apply(name, new ReductionOp.ReduceMean(true, false), nearest, number(head, PHOTOS + ".axis", 1));
    }

    private static Value number(GraphBuilder head, String name, long value) {
        return head.constant(name, TensorData.ofLongs(Shape.of(1), value));
    }
}
