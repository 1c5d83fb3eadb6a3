package dev.konkyo.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A classifier's scores before they become probabilities. */
public final class Logits {
    private Logits() {}

    /** The name of the scores before softmax or sigmoid: those of the output that holds the scores. */
    public static String name(Graph graph) {
        return new HeadChain(graph, ShapeInference.infer(graph, 1)).beforeNormalization(HeadChain.scores(graph));
    }

    /** The outputs that may hold scores, which are those that are no maps: several where a network has several heads. */
    public static List<String> heads(Graph graph) {
        HeadChain chain = new HeadChain(graph, ShapeInference.infer(graph, 1));
        return graph.outputs().stream().filter(output -> !chain.spatial(output)).toList();
    }

    /** The output that is taken for the scores: the one called logits, else the first that is no map. */
    public static String head(Graph graph) {
        return HeadChain.scores(graph);
    }

    /**
     * The graph up to its scores, without a softmax or sigmoid at its end. Its only output is [N, classes]: scores that keep further axes
     * of size 1, as after a pool, lose these.
     *
     * @throws GraphException if the graph gives no such scores
     */
    public static Graph of(Graph graph) {
        HeadChain chain = new HeadChain(graph, ShapeInference.infer(graph, 1));
        String output = HeadChain.scores(graph);
        String scores = chain.beforeNormalization(output);
        Shape shape = chain.shape(scores);
        int longest = Arrays.stream(shape.toInts()).skip(1).max().orElse(0);
        if (shape.rank() < 2 || shape.elements() != (long) shape.at(0) * longest) {
            throw new GraphException("the model's output '" + output + "' is " + shape
                    + ", expected scores [N, classes]; it is no classifier");
        }
        Graph cut = Cut.upTo(graph, scores);
        return shape.rank() == 2 ? cut : ending(cut, new LayoutOp.Flatten(1), scores + ".flat", List.of(scores));
    }

    /**
     * A classifier of two classes from one that gives a single score z, the logit of a yes. Its scores are -z / 2 for no and z / 2 for
     * yes: their softmax gives the yes exactly sigmoid(z), and each answer can have evidence.
     *
     * @param graph with the only output [N, 1]
     */
    public static Graph ofTwo(Graph graph) {
        String score = graph.outputs().getFirst();
        String halves = score + ".halves";
        Map<String, TensorData> constants = new LinkedHashMap<>(graph.constants());
        constants.put(halves, TensorData.ofFloats(Shape.of(1, 2), -0.5f, 0.5f));
        Graph with =
                new Graph(graph.name(), graph.inputs(), graph.parameters(), constants, graph.nodes(), graph.outputs());
        return ending(with, new LinearOp.Gemm(1, 1, false, false), score + ".two", List.of(score, halves));
    }

    private static Graph ending(Graph graph, Op op, String output, List<String> inputs) {
        List<Node> nodes = new ArrayList<>(graph.nodes());
        nodes.add(new Node(output, op, inputs, List.of(output)));
        return graph.withNodes(nodes).withOutputs(List.of(output));
    }
}
