package dev.konkyo.faithfulness;

import dev.konkyo.graph.ClassifierLayer;
import dev.konkyo.graph.CosineHead;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.Stages;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A network that forgets from its scores downwards (Adebayo et al. 2018, "Sanity Checks for Saliency Maps", section 3, cascading
 * randomisation): first the layer of the classes, then stage after stage, each in addition to those before.
 */
public final class CascadingRandomization {
    private CascadingRandomization() {}

    /**
     * A network with some of its weights drawn anew.
     *
     * @param name of the part that was drawn last
     */
    public record Step(String name, WeightedGraph network) {}

    /** The steps, each with more forgotten; in the last no trained weight is left where it was learnt. */
    public static List<Step> of(WeightedGraph network, RandomGenerator random) {
        var drawn = Forgetting.of(network, random);
        Set<String> forgotten = new HashSet<>();
        List<Step> steps = new ArrayList<>();
        parts(network).forEach((name, parameters) -> {
            forgotten.addAll(parameters);
            steps.add(new Step(name, mixed(network, drawn, forgotten)));
        });
        return steps;
    }

    private static Map<String, Set<String>> parts(WeightedGraph network) {
        Map<String, Set<String>> parts = new LinkedHashMap<>();
        Set<String> head = head(network.graph());
        if (!head.isEmpty()) {
            parts.put("classes", head);
        }
        var stages = Stages.of(network.graph());
        for (int stage = stages.count(); stage >= 1; stage--) {
            Set<String> own = new LinkedHashSet<>();
            for (String parameter : network.graph().parameters().keySet()) {
                if (stage(stages, parameter) == stage) {
                    own.add(parameter);
                }
            }
            own.removeAll(head);
            if (!own.isEmpty()) {
                parts.put("stage " + stage, own);
            }
        }
        return parts;
    }

    /** What tells classes apart: the last layer, the centres or photos that cosines are taken with, and the rows of a memory. */
    private static Set<String> head(Graph graph) {
        Set<String> head = new LinkedHashSet<>();
        ClassifierLayer.find(graph).ifPresent(layer -> {
            head.add(layer.weight());
            layer.bias().ifPresent(head::add);
        });
        head.add(CosineHead.CENTRES);
        head.add(CosineHead.PHOTOS);
        graph.parameters().keySet().stream()
                .filter(name -> name.startsWith(EvidenceOutputs.CLUSTER + "."))
                .forEach(head::add);
        head.retainAll(graph.parameters().keySet());
        return head;
    }

    /** Parameters that no node uses belong to no stage. */
    private static int stage(Stages stages, String parameter) {
        try {
            return stages.of(parameter);
        } catch (GraphException _) {
            return 0;
        }
    }

    private static WeightedGraph mixed(WeightedGraph network, Weights drawn, Set<String> forgotten) {
        Map<String, TensorData> tensors = new LinkedHashMap<>(network.weights().asMap());
        forgotten.forEach(name -> tensors.put(name, drawn.at(name)));
        return new WeightedGraph(network.graph(), Weights.of(tensors));
    }
}
