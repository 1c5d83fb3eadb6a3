package dev.konkyo.torch;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.GraphInput;
import dev.konkyo.graph.Node;
import dev.konkyo.graph.Operand;
import dev.konkyo.graph.Operands;
import dev.konkyo.graph.ShapeInference;
import dev.konkyo.graph.TensorData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Makes execution plans.
 *
 * <p>Inferring all shapes first means that a photo of the wrong size is refused here and not in native code, and that whatever exported
 * graphs compute from shapes is known beforehand and costs nothing in a run.
 */
final class PlanCompiler {
    private final Graph graph;
    private final ExecutionPlan.Key key;
    private final Map<String, Tensor> persistent;
    private final Map<String, Operand> known;
    private final Map<String, Integer> slots = new HashMap<>();

    private PlanCompiler(Graph graph, ExecutionPlan.Key key, Map<String, Tensor> persistent) {
        this.graph = graph;
        this.key = key;
        this.persistent = persistent;
        this.known = ShapeInference.infer(graph, key.inputs());
    }

    /**
     * Compiles.
     *
     * @param persistent parameters and constants by name, owned by the network
     * @throws dev.konkyo.graph.GraphException if the shapes do not fit the graph
     */
    static ExecutionPlan compile(Graph graph, ExecutionPlan.Key key, Map<String, Tensor> persistent) {
        return new PlanCompiler(graph, key, persistent).compile();
    }

    private ExecutionPlan compile() {
        persistent.keySet().forEach(this::slot);
        graph.inputs().stream().map(GraphInput::name).forEach(this::slot);
        graph.nodes().stream().flatMap(node -> node.outputs().stream()).forEach(this::slot);
        List<Node> nodes = neededNodes();
        List<Node> before = new ArrayList<>();
        List<Node> after = new ArrayList<>();
        Set<String> dependent = new HashSet<>(key.leaf() == null ? known.keySet() : Set.of(key.leaf()));
        for (Node node : nodes) {
            if (node.inputs().stream().anyMatch(dependent::contains)) {
                dependent.addAll(node.outputs());
                after.add(node);
            } else {
                (key.leaf() == null ? after : before).add(node);
            }
        }
        Map<Node, List<Integer>> released = released(before, after);
        List<TensorData> folded = new ArrayList<>();
        return new ExecutionPlan(key, slots, standing(folded), folded, steps(before, released), steps(after, released));
    }

    private int slot(String name) {
        return slots.computeIfAbsent(name, _ -> slots.size());
    }

    private Set<String> goals() {
        Set<String> goals = new HashSet<>(key.wanted());
        if (key.leaf() != null) {
            goals.add(key.leaf());
        }
        goals.stream().filter(goal -> !known.containsKey(goal)).findFirst().ifPresent(goal -> {
            throw new TorchException("the graph has no value '" + goal + "'; its outputs are " + graph.outputs());
        });
        return goals;
    }

    private boolean constant(String name) {
        Operand operand = known.get(name);
        return operand != null && operand.constant() != null;
    }

    private List<Node> neededNodes() {
        Set<String> needed = goals();
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes().reversed()) {
            if (node.outputs().stream().anyMatch(output -> needed.contains(output) && !constant(output))) {
                nodes.add(node);
                needed.addAll(node.inputs());
            }
        }
        return nodes.reversed();
    }

    private Map<Node, List<Integer>> released(List<Node> before, List<Node> after) {
        List<Node> order = new ArrayList<>(before);
        order.addAll(after);
        Set<String> made = new HashSet<>();
        order.stream().map(Node::outputs).forEach(made::addAll);
        Set<String> used = goals();
        Map<Node, List<Integer>> released = new HashMap<>();
        for (Node node : order.reversed()) {
            List<Integer> last = new ArrayList<>();
            released.put(node, last);
            List<String> touched = new ArrayList<>(node.inputs());
            touched.addAll(node.outputs());
            touched.stream()
                    .filter(name -> made.contains(name) && used.add(name))
                    .forEach(name -> last.add(slot(name)));
        }
        return released;
    }

    private List<ExecutionPlan.Step> steps(List<Node> nodes, Map<Node, List<Integer>> released) {
        return nodes.stream()
                .map(node -> {
                    Signature signature = signature(node);
                    Kernel kernel = kernel(node, signature);
                    int[] inputs = places(node.inputs());
                    int[] outputs = places(node.outputs());
                    int[] done = ints(released.getOrDefault(node, List.of()));
                    return new ExecutionPlan.Step(node, signature, kernel, inputs, outputs, done);
                })
                .toList();
    }

    private static Kernel kernel(Node node, Signature signature) {
        String place = "node '" + node.name() + "' (" + node.op().type() + ")";
        try {
            return Kernel.of(node.op(), signature);
        } catch (GraphException e) {
            throw TorchException.of(place, e);
        } catch (ArithmeticException | IndexOutOfBoundsException e) {
            String problem = node.op() + " does not fit its inputs; is the file damaged?";
            throw new TorchException(place + ": " + problem, e);
        }
    }

    private Signature signature(Node node) {
        List<@Nullable Operand> operands = new ArrayList<>();
        node.inputs().forEach(name -> operands.add(known.get(name)));
        return new Signature(
                new Operands(operands),
                node.outputs().stream().map(this::operand).toList());
    }

    private Operand operand(String name) {
        Operand operand = known.get(name);
        if (operand == null) {
            throw new TorchException("the graph has no value '" + name + "'");
        }
        return operand;
    }

    private int[] places(List<String> names) {
        return names.stream().mapToInt(name -> name.isEmpty() ? -1 : slot(name)).toArray();
    }

    private static int[] ints(Collection<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    private @Nullable Tensor[] standing(List<TensorData> folded) {
        @Nullable Tensor[] standing = new Tensor[slots.size()];
        try (TensorScope scope = new TensorScope()) {
            slots.forEach((name, slot) -> {
                Operand operand = known.get(name);
                TensorData constant = operand == null ? null : operand.constant();
                if (persistent.containsKey(name)) {
                    standing[slot] = persistent.get(name);
                } else if (constant != null) {
                    folded.add(constant);
                    // A view of a few bytes that lives as long as the plan; the collector frees both.
                    standing[slot] = scope.release(Tensors.view(constant));
                }
            });
        }
        return standing;
    }
}
