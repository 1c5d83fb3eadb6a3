package dev.konkyo.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A network in stages from the photo to the scores: a stage is everything at one spatial resolution, so any convolutional network has
 * them. A parameter belongs to the first stage that uses it. Stages are counted from 1.
 */
public final class Stages {
    private static final String STAGE = "stage";
    private static final int SHOWN = 4;

    private final Graph graph;
    private final Map<String, Integer> ofNode = new HashMap<>();
    /** The first stage that uses a value or parameter. */
    private final Map<String, Integer> used = new HashMap<>();

    private int count = 1;

    private Stages(Graph graph) {
        this.graph = graph;
    }

    public static Stages of(Graph graph) {
        Stages stages = new Stages(graph);
        stages.divide();
        return stages;
    }

    private void divide() {
        Map<String, Operand> values = ShapeInference.infer(graph, 1);
        Map<String, Integer> ofValue = new HashMap<>();
        graph.inputs().forEach(input -> ofValue.put(input.name(), 1));
        Map<Long, Integer> ofArea = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            OptionalInt before = node.inputs().stream()
                    .filter(ofValue::containsKey)
                    .mapToInt(input -> ofValue.getOrDefault(input, 1))
                    .max();
            if (before.isEmpty()) {
                continue;
            }
            int stage = before.getAsInt();
            Operand made = values.get(node.output());
            if (made != null && made.shape().rank() == 4) {
                long area = (long) made.shape().at(2) * made.shape().at(3);
                // One place is a pool's summary of the stage it stands in, not a resolution of its own.
                if (area > 1) {
                    stage = Math.max(stage, ofArea.computeIfAbsent(area, _ -> ofArea.size() + 1));
                }
            }
            int found = stage;
            node.outputs().forEach(output -> ofValue.put(output, found));
            place(node, found);
            count = Math.max(count, found);
        }
        // What is made of weights alone, such as centres of length 1, stands where it is first used.
        for (Node node : graph.nodes().reversed()) {
            if (!ofNode.containsKey(node.name())) {
                place(
                        node,
                        node.outputs().stream()
                                .filter(used::containsKey)
                                .mapToInt(output -> used.getOrDefault(output, 1))
                                .min()
                                .orElse(1));
            }
        }
    }

    private void place(Node node, int stage) {
        ofNode.put(node.name(), stage);
        node.inputs().forEach(input -> used.merge(input, stage, Math::min));
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /**
     * The stage that a parameter belongs to, from 1 to {@link #count}.
     *
     * @throws GraphException if the graph has no such parameter
     */
    public int of(String parameter) {
        Integer stage = used.get(parameter);
        if (stage == null || !graph.parameters().containsKey(parameter)) {
            throw new GraphException("graph '" + graph.name() + "' has no parameter '" + parameter + "' in use");
        }
        return stage;
    }

    /**
     * The parameters, running statistics included, of everything that a part of the network builds on.
     *
     * @param name a module such as {@code layer3} or {@code features.7} (whatever has parameters under that name), a stage such as
     *     {@code stage3}, or a node
     * @throws GraphException naming the nearest names if there is no such part
     */
    public Set<String> before(String name) {
        List<Node> part = part(name);
        Set<String> own = new HashSet<>();
        Set<String> made = new HashSet<>();
        part.forEach(node -> {
            made.addAll(node.outputs());
            node.inputs().stream().filter(graph.parameters()::containsKey).forEach(own::add);
        });
        List<String> fed = part.stream()
                .flatMap(node -> node.inputs().stream())
                .filter(input -> !made.contains(input))
                .toList();
        Set<String> before = new LinkedHashSet<>(Cut.needed(graph, fed, Set.of()));
        before.retainAll(graph.parameters().keySet());
        before.removeAll(own);
        return before;
    }

    private List<Node> part(String name) {
        List<Node> module = graph.nodes().stream()
                .filter(node -> node.inputs().stream()
                        .anyMatch(input -> graph.parameters().containsKey(input) && within(input, name)))
                .toList();
        if (!module.isEmpty()) {
            return module;
        }
        if (name.matches(STAGE + "\\d{1,4}")) {
            int number = Integer.parseInt(name.substring(STAGE.length()));
            List<Node> stage = graph.nodes().stream()
                    .filter(node -> ofNode.getOrDefault(node.name(), 0) == number)
                    .toList();
            if (!stage.isEmpty()) {
                return stage;
            }
        }
        return graph.nodes().stream()
                .filter(node -> node.name().equals(name) || node.outputs().contains(name))
                .findFirst()
                .map(List::of)
                .orElseThrow(() -> unknown(name));
    }

    private static boolean within(String parameter, String module) {
        return parameter.startsWith(module + ".");
    }

    private GraphException unknown(String name) {
        Set<String> names = new LinkedHashSet<>();
        for (String parameter : graph.parameters().keySet()) {
            for (int dot = parameter.indexOf('.'); dot > 0; dot = parameter.indexOf('.', dot + 1)) {
                names.add(parameter.substring(0, dot));
            }
        }
        graph.nodes().forEach(node -> names.add(node.name()));
        for (int stage = 1; stage <= count; stage++) {
            names.add(STAGE + stage);
        }
        List<String> nearest = NearestNames.of(name, names, SHOWN);
        return new GraphException("network '" + graph.name() + "' has no node, module or stage '" + name
                + "'; the nearest are " + String.join(", ", nearest)
                + ", and the stages are " + STAGE + "1 to " + STAGE + count);
    }
}
