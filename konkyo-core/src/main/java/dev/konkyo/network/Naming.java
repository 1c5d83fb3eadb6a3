package dev.konkyo.network;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.Node;
import dev.konkyo.graph.NormalizationOp.BatchNormalization;
import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.graph.Parameter;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Weights;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How others call a network's parameters, and how their networks differ where the tensors do not show it.
 *
 * @param source who publishes weights under these names
 * @param networks names of those that it is for; empty for all
 * @param firstBlock the number that the first of the {@code blocks.STAGE.BLOCK} gets; empty where blocks have no stages
 * @param epsilons of their batch normalisations, by padding; the network's own where empty
 * @param rules of which the first that matches holds; names without one stay
 */
public record Naming(
        String source,
        List<String> networks,
        Optional<Integer> firstBlock,
        Map<PaddingStyle, Float> epsilons,
        List<Rule> rules) {
    /** Torchvision's names, which are the networks' own. */
    public static final Naming TORCHVISION =
            new Naming("torchvision", List.of(), Optional.empty(), Map.of(), List.of());

    private static final Pattern STAGED = Pattern.compile("blocks\\.(\\d+)\\.(\\d+)\\.");

    /** What wrappers put before every name. */
    private static final List<String> WRAPPERS = List.of("module.", "_orig_mod.", "model.", "backbone.");

    /**
     * A part of a name and what stands there in the network.
     *
     * @param begin of a published name
     * @param replacements of which the first holds that makes a name of the network; {@code $1} is the pattern's first group
     */
    public record Rule(Pattern begin, List<String> replacements) {
        public Rule {
            replacements = List.copyOf(replacements);
        }
    }

    public Naming {
        networks = List.copyOf(networks);
        epsilons = Map.copyOf(epsilons);
        rules = List.copyOf(rules);
    }

    /** Whether weights of this network are published under these names. */
    public boolean covers(Network network) {
        return networks.isEmpty() || networks.contains(network.name());
    }

    /** The tensors under the network's names; of the same elements in another shape where only the shape differs, as in 1x1 convolutions. */
    public Weights renamed(Graph graph, Weights file) {
        Map<String, Integer> numbers = numbers(file);
        String wrapper = wrapper(file);
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        file.asMap().forEach((published, tensor) -> {
            String name = name(graph, numbered(published.substring(wrapper.length()), numbers));
            tensors.put(name, shaped(graph.parameters().get(name), tensor));
        });
        return Weights.of(tensors);
    }

    private static String wrapper(Weights file) {
        return WRAPPERS.stream()
                .filter(begin ->
                        !file.names().isEmpty() && file.names().stream().allMatch(name -> name.startsWith(begin)))
                .findFirst()
                .orElse("");
    }

    /** The number of every {@code STAGE.BLOCK}, in their order. */
    private Map<String, Integer> numbers(Weights file) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        if (firstBlock.isPresent()) {
            file.names().stream()
                    .map(STAGED::matcher)
                    .filter(Matcher::find)
                    .sorted(Comparator.<Matcher>comparingInt(m -> Integer.parseInt(m.group(1)))
                            .thenComparingInt(m -> Integer.parseInt(m.group(2))))
                    .forEach(m -> numbers.putIfAbsent(m.group(), firstBlock.get() + numbers.size()));
        }
        return numbers;
    }

    private static String numbered(String name, Map<String, Integer> numbers) {
        Matcher matcher = STAGED.matcher(name);
        Integer number = matcher.lookingAt() ? numbers.get(matcher.group()) : null;
        return number == null ? name : "block." + number + "." + name.substring(matcher.end());
    }

    private String name(Graph graph, String published) {
        for (Rule rule : rules) {
            Matcher matcher = rule.begin.matcher(published);
            if (matcher.lookingAt()) {
                List<String> names =
                        rule.replacements.stream().map(matcher::replaceFirst).toList();
                return names.stream()
                        .filter(graph.parameters()::containsKey)
                        .findFirst()
                        .orElse(names.getFirst());
            }
        }
        return published;
    }

    private static TensorData shaped(@Nullable Parameter parameter, TensorData tensor) {
        if (parameter == null
                || tensor.shape().rank() == 0
                || parameter.shape().rank() == tensor.shape().rank()) {
            return tensor;
        }
        Shape shape = parameter.shape();
        boolean same = shape.elements() == tensor.shape().elements()
                && shape.at(0) == tensor.shape().at(0);
        return same ? TensorData.of(tensor.type(), shape, tensor.buffer()) : tensor;
    }

    /** The graph as these weights were trained in it. */
    public Graph adapted(Graph graph, PaddingStyle padding) {
        Float epsilon = epsilons.get(padding);
        if (epsilon == null) {
            return graph;
        }
        return graph.withNodes(graph.nodes().stream()
                .map(node -> node.op() instanceof BatchNormalization norm
                        ? new Node(
                                node.name(),
                                new BatchNormalization(epsilon, norm.momentum()),
                                node.inputs(),
                                node.outputs())
                        : node)
                .toList());
    }
}
