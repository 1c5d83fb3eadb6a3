package dev.konkyo.graph;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Steps backwards through the nodes between a classifier's scores and its maps. */
final class HeadChain {
    /** What networks call their scores before softmax. */
    static final String LOGITS = "logits";

    private final Graph graph;
    private final Map<String, Operand> values;

    HeadChain(Graph graph, Map<String, Operand> values) {
        this.graph = graph;
        this.values = values;
    }

    /** The output that holds the scores: the logits if it is called so, else the first output that is no map. */
    static String scores(Graph graph) {
        if (graph.outputs().contains(LOGITS)) {
            return LOGITS;
        }
        HeadChain chain = new HeadChain(graph, ShapeInference.infer(graph, 1));
        return graph.outputs().stream()
                .filter(output -> !chain.spatial(output))
                .findFirst()
                .orElseGet(() -> graph.outputs().getFirst());
    }

    Shape shape(String value) {
        Operand operand = values.get(value);
        if (operand == null) {
            throw new GraphException("graph '" + graph.name() + "' has no value '" + value + "'");
        }
        return operand.shape();
    }

    /** Whether a value [N, ...] of four axes has more than one axis that counts something. */
    boolean spatial(String value) {
        Shape shape = shape(value);
        return shape.rank() == 4 && shape.elements() > Math.max(shape.at(1), Math.max(shape.at(2), shape.at(3)));
    }

    /** Whether a node hands its numbers on at inference, perhaps in another shape. */
    static boolean reshapes(Node node) {
        return switch (node.op()) {
            case LayoutOp.Flatten _,
                    LayoutOp.Reshape _,
                    LayoutOp.Squeeze _,
                    LayoutOp.Unsqueeze _,
                    LayoutOp.Transpose _,
                    LayoutOp.Cast _,
                    ActivationOp.Dropout _,
                    ActivationOp.Identity _ -> true;
            default -> false;
        };
    }

    /** The value before nodes that only reshape. */
    String beforeReshaping(String value) {
        return before(value, HeadChain::reshapes);
    }

    /** The value before nodes that only reshape and leave the order of the elements. */
    String beforeFlattening(String value) {
        return before(value, node -> reshapes(node) && !(node.op() instanceof LayoutOp.Transpose));
    }

    /** The scores that become probabilities, the given ones if they do not. */
    String beforeNormalization(String scores) {
        return graph.producer(beforeReshaping(scores))
                .filter(HeadChain::normalizes)
                .map(Node::input)
                .orElse(scores);
    }

    private static boolean normalizes(Node node) {
        return switch (node.op()) {
            case ActivationOp.Softmax _, ActivationOp.LogSoftmax _, ActivationOp.Sigmoid _ -> true;
            default -> false;
        };
    }

    /** The map itself where the given value is a map that was pooled in windows or handed on. */
    String beforePools(String value) {
        return before(value, node -> node.op() instanceof PoolingOp || (reshapes(node) && spatial(node.input())));
    }

    private String before(String value, Predicate<Node> passing) {
        String current = value;
        Optional<Node> producer = graph.producer(current).filter(passing);
        while (producer.isPresent()) {
            current = producer.get().input();
            producer = graph.producer(current).filter(passing);
        }
        return current;
    }

    /**
     * The last map [N, C, 1, 1] before a value: what is averaged over its one place or, if nothing is, what becomes features as it is. Empty if
     * the last map has more places.
     */
    Optional<String> singlePlace(String value) {
        Set<String> seen = Cut.dependents(graph, Set.of(graph.input().name()));
        Optional<String> map = Optional.empty();
        Optional<String> current = Optional.of(value);
        while (current.isPresent() && !spatial(current.get())) {
            String now = current.get();
            Optional<Node> producer = graph.producer(now);
            if (!Cut.reaches(graph, value, now, graph.input().name())) {
                Optional<String> averaged = producer.filter(this::averagesAllPlaces)
                        .map(Node::input)
                        .map(this::beforeReshaping);
                if (averaged.isPresent()) {
                    return averaged.filter(input -> !spatial(input));
                }
                if (map.isEmpty()
                        && shape(now).rank() == 4
                        && producer.filter(HeadChain::reshapes).isEmpty()) {
                    map = current;
                }
            }
            current = producer.stream()
                    .flatMap(node -> node.inputs().stream())
                    .filter(seen::contains)
                    .findFirst();
        }
        return map;
    }

    /** The value whose mean over all places, and nothing else, the given one is. */
    Optional<String> beforeMean(String value) {
        return graph.producer(value).filter(this::averagesAllPlaces).map(Node::input);
    }

    private boolean averagesAllPlaces(Node node) {
        Shape in = shape(node.input());
        return switch (node.op()) {
            case PoolingOp.GlobalAveragePool _ -> true;
            case PoolingOp.AveragePool pool -> coversAll(pool, in, shape(node.output()));
            case ReductionOp.ReduceMean mean -> {
                Operand axes =
                        node.inputs().size() > 1 ? values.get(node.inputs().get(1)) : null;
                long[] given = axes == null || axes.constant() == null
                        ? new long[0]
                        : axes.constant().toLongs();
                Set<Integer> reduced = mean.axes(in.rank(), given);
                // Channels are the second axis or, in TensorFlow's order, the last.
                yield in.rank() == 4 && (reduced.equals(Set.of(2, 3)) || reduced.equals(Set.of(1, 2)));
            }
            default -> false;
        };
    }

    private static boolean coversAll(PoolingOp.AveragePool pool, Shape in, Shape out) {
        Window window = pool.window();
        boolean covers = out.elements() == (long) out.at(0) * out.at(1);
        for (int axis = 0; axis < window.kernel().size(); axis++) {
            int[] pads = window.pads(in.at(axis + 2), axis);
            covers &= window.extent(axis) == in.at(axis + 2) && pads[0] + pads[1] == 0;
        }
        return covers;
    }
}
