package dev.konkyo.app.cli;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.NearestNames;
import dev.konkyo.graph.ShapeInference;
import dev.konkyo.model.Model;
import java.util.List;

/** The values of a graph that evidence can be located in: maps that nodes make. */
final class EvidenceLayers {
    private static final int NEAREST = 4;

    private EvidenceLayers() {}

    /**
     * Makes sure that a layer can be explained.
     *
     * @throws UsageException naming the nearest layers if it is none
     */
    static void require(Model model, String layer) {
        var names = names(model.graph());
        if (!names.contains(layer)) {
            throw new UsageException("the model has no layer '" + layer + "' with a height and a width to explain; "
                    + (names.isEmpty() ? "it has none" : "near it are " + nearest(layer, names)));
        }
    }

    private static String nearest(String layer, List<String> names) {
        var near = NearestNames.of(layer, names, NEAREST);
        int others = names.size() - near.size();
        return String.join(", ", near) + (others > 0 ? " (" + others + " more)" : "");
    }

    /** Names of the values [N, channels, height, width] with more than one place, in the order of the nodes. */
    static List<String> names(Graph graph) {
        var values = ShapeInference.infer(graph, 1);
        return graph.nodes().stream()
                .flatMap(node -> node.outputs().stream())
                .filter(name -> {
                    var value = values.get(name);
                    return value != null
                            && value.constant() == null
                            && value.shape().rank() == 4
                            && value.shape().at(2) * value.shape().at(3) > 1;
                })
                .toList();
    }
}
