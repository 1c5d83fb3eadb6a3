package dev.konkyo.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A classifier for other classes: the last linear layer keeps its name, gets another size and starts afresh; everything before it stays.
 * Outputs become scores before softmax. Other outputs for the same classes, such as auxiliary ones, are replaced with it.
 */
public final class HeadReplacement {
    private final Graph graph;
    private final int classes;
    private final Map<String, Parameter> parameters;
    private final Map<String, TensorData> constants;

    private HeadReplacement(Graph graph, int classes) {
        if (classes < 1) {
            throw new GraphException("a head needs at least one class, got " + classes);
        }
        this.graph = graph;
        this.classes = classes;
        parameters = new LinkedHashMap<>(graph.parameters());
        constants = new LinkedHashMap<>(graph.constants());
    }

    /**
     * The network with a fresh head, whose weights are normal with deviation 0.01 and whose bias is zero.
     *
     * @throws GraphException if no such layer is found or what follows it takes only the old number of classes
     */
    public static WeightedGraph replace(WeightedGraph network, int classes, RandomGenerator random) {
        Graph replaced = replace(network.graph(), classes);
        Map<String, TensorData> weights = new LinkedHashMap<>(network.weights().asMap());
        weights.keySet().retainAll(replaced.parameters().keySet());
        Set<String> factors = new HashSet<>();
        heads(replaced).forEach(head -> factors.add(head.weight()));
        Set<String> fresh = parameters(replaced);
        replaced.parameters().forEach((name, parameter) -> {
            if (factors.contains(name)) {
                weights.put(name, new Initialization.Distribution.Normal(0.01).draw(parameter.shape(), random));
            } else if (fresh.contains(name)) {
                weights.put(name, TensorData.allocate(parameter.type(), parameter.shape()));
            }
        });
        return new WeightedGraph(replaced, Weights.of(weights));
    }

    /**
     * The graph with a head of this many classes.
     *
     * @throws GraphException if no such layer is found or what follows it takes only the old number of classes
     */
    public static Graph replace(Graph graph, int classes) {
        return new HeadReplacement(graph, classes).replaced();
    }

    /** The names of the parameters that a replacement resizes. */
    public static Set<String> parameters(Graph graph) {
        Set<String> names = new LinkedHashSet<>();
        for (ClassifierLayer head : heads(graph)) {
            names.add(head.weight());
            head.bias().ifPresent(names::add);
        }
        return names;
    }

    static List<ClassifierLayer> heads(Graph graph) {
        ClassifierLayer main = ClassifierLayer.find(graph)
                .orElseThrow(() -> new GraphException("graph '" + graph.name() + "' has no head to replace: expected a "
                        + "Gemm, MatMul or 1x1 Conv before the output '"
                        + HeadChain.scores(graph) + "'"));
        Set<ClassifierLayer> heads = new LinkedHashSet<>(List.of(main));
        for (String output : graph.outputs()) {
            ClassifierLayer.find(graph, output)
                    .filter(head -> head.classes(graph) == main.classes(graph))
                    .ifPresent(heads::add);
        }
        return List.copyOf(heads);
    }

    private Graph replaced() {
        List<ClassifierLayer> heads = heads(graph);
        int before = heads.getFirst().classes(graph);
        heads.forEach(this::resize);
        Set<String> after = Cut.dependents(
                graph, heads.stream().map(ClassifierLayer::output).toList());
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            boolean reshape = node.op() instanceof LayoutOp.Reshape && after.contains(node.input());
            nodes.add(reshape ? reshaped(node, before) : node);
        }
        HeadChain chain = new HeadChain(graph, ShapeInference.infer(graph, 1));
        List<String> outputs = graph.outputs().stream()
                .map(output -> after.contains(output) ? chain.beforeNormalization(output) : output)
                .toList();
        Graph resized = Cut.pruned(new Graph(graph.name(), graph.inputs(), parameters, constants, nodes, outputs));
        check(resized, after);
        return named(resized, outputs.get(graph.outputs().indexOf(HeadChain.scores(graph))));
    }

    private void resize(ClassifierLayer head) {
        int axis = head.layout() == ClassifierLayer.Layout.CLASSES_FIRST ? 0 : 1;
        resize(head.weight(), axis);
        head.bias().filter(bias -> !single(graph, bias)).ifPresent(bias -> resize(bias, -1));
    }

    /** Whether a bias is one number for all classes. */
    static boolean single(Graph graph, String bias) {
        Parameter parameter = graph.parameters().get(bias);
        return parameter != null && parameter.shape().rank() == 0;
    }

    private void resize(String name, int axis) {
        Parameter parameter = parameters.get(name);
        if (parameter == null || graph.consumers(name).size() != 1) {
            throw new GraphException("the head's '" + name + "' of graph '" + graph.name()
                    + "' cannot be replaced: expected a parameter of its own");
        }
        Shape shape = parameter.shape();
        int at = axis < 0 ? classAxis(shape) : axis;
        parameters.put(name, new Parameter(parameter.type(), shape.with(at, classes), parameter.role()));
    }

    /** A bias is [classes], [1, classes] or, beside images, [1, classes, 1, 1]. */
    static int classAxis(Shape bias) {
        int longest = bias.rank() - 1;
        for (int axis = 0; axis < bias.rank(); axis++) {
            longest = bias.at(axis) > bias.at(longest) ? axis : longest;
        }
        return longest;
    }

    /** A reshape that writes the number of classes out gets the new number. */
    private Node reshaped(Node node, int before) {
        String name = node.inputs().get(1);
        TensorData shape = constants.get(name);
        if (shape == null) {
            return node;
        }
        long[] sizes = shape.toLongs();
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = sizes[i] == before ? classes : sizes[i];
        }
        String changed = name + "." + classes;
        constants.put(changed, TensorData.ofLongs(shape.shape(), sizes));
        return new Node(node.name(), node.op(), List.of(node.input(), changed), node.outputs());
    }

    private void check(Graph resized, Set<String> after) {
        Map<String, Operand> values;
        try {
            values = ShapeInference.infer(resized, 1);
        } catch (GraphException e) {
            throw new GraphException(
                    "the head of graph '" + graph.name() + "' cannot take " + classes + " classes: " + e.getMessage(),
                    e);
        }
        for (String output : resized.outputs()) {
            Operand operand = values.get(output);
            if (after.contains(output) && operand != null && operand.shape().elements() != classes) {
                throw new GraphException("the head of graph '" + graph.name() + "' cannot take " + classes
                        + " classes: its output '" + output + "' would be " + operand.shape());
            }
        }
    }

    /** The same graph whose scores are called logits, unless another value has that name. */
    private static Graph named(Graph graph, String old) {
        boolean taken = graph.nodes().stream().anyMatch(node -> node.outputs().contains(HeadChain.LOGITS))
                || graph.parameters().containsKey(HeadChain.LOGITS)
                || graph.constants().containsKey(HeadChain.LOGITS)
                || graph.inputs().stream().anyMatch(input -> input.name().equals(HeadChain.LOGITS));
        if (taken) {
            return graph;
        }
        List<Node> nodes = graph.nodes().stream()
                .map(node ->
                        new Node(node.name(), node.op(), renamed(node.inputs(), old), renamed(node.outputs(), old)))
                .toList();
        return graph.withOutputs(List.of()).withNodes(nodes).withOutputs(renamed(graph.outputs(), old));
    }

    private static List<String> renamed(List<String> names, String old) {
        return names.stream()
                .map(name -> name.equals(old) ? HeadChain.LOGITS : name)
                .toList();
    }
}
