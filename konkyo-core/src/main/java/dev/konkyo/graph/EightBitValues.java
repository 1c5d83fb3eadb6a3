package dev.konkyo.graph;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which values of a network are kept in 8 bits: what convolutions over maps read and, behind their rectifier, what they give; sums and joints
 * of such values; maxima of them, which keep their range. So every convolution stands between two rounded values, as engines need it to
 * compute in whole numbers.
 *
 * <p>What lies behind the evidence layer stays in float32, so that head and evidence add no rounding of their own. So do convolutions of a
 * single place, as in squeeze and excitation: their few numbers scale whole channels, all places at once, and rounding would not average
 * out.
 *
 * @param convolutions the nodes that compute in whole numbers
 * @param measured values whose range must be known, in the order of the nodes
 * @param sharing values with the range of another
 */
public record EightBitValues(List<Node> convolutions, Set<String> measured, Map<String, String> sharing) {
    /**
     * Those of a network whose normalisations are folded.
     *
     * @param layer the evidence layer
     * @throws GraphException if the network is rounded already, or there is nothing to round
     */
    public static EightBitValues of(Graph graph, String layer) {
        if (graph.nodes().stream().anyMatch(node -> node.op() instanceof QuantizationOp)) {
            throw new GraphException(
                    "'" + graph.name() + "' is rounded to 8 bits already; start from the float32 model");
        }
        return new Search(graph, layer).values();
    }

    private static final class Search {
        private final Graph graph;
        private final Map<String, Operand> values;
        private final Set<String> needed;
        private final Set<String> rounded = new LinkedHashSet<>();
        private final Map<String, String> sharing = new LinkedHashMap<>();

        Search(Graph graph, String layer) {
            this.graph = graph;
            values = ShapeInference.infer(graph, 1);
            needed = Cut.needed(graph, List.of(layer), Set.of());
        }

        EightBitValues values() {
            List<Node> convolutions =
                    graph.nodes().stream().filter(this::wholeNumbers).toList();
            if (convolutions.isEmpty()) {
                throw new GraphException("'" + graph.name() + "' has no convolution over a map that could be rounded");
            }
            for (Node convolution : convolutions) {
                rounded.add(convolution.input());
                rounded.add(rectified(convolution.output()));
            }
            graph.nodes().stream()
                    .filter(node -> node.outputs().stream().anyMatch(needed::contains))
                    .forEach(this::follow);
            Set<String> measured = new LinkedHashSet<>(rounded);
            measured.removeAll(sharing.keySet());
            return new EightBitValues(convolutions, measured, sharing);
        }

        private boolean wholeNumbers(Node node) {
            if (!(node.op() instanceof ConvolutionOp.Conv) || !needed.contains(node.output())) {
                return false;
            }
            Operand input = values.get(node.input());
            return input != null
                    && input.shape().rank() == 4
                    && input.shape().at(2) * input.shape().at(3) > 1
                    && graph.parameters().containsKey(node.inputs().get(1))
                    && (node.inputs().size() < 3
                            || node.inputs().get(2).isEmpty()
                            || graph.parameters().containsKey(node.inputs().get(2)));
        }

        /** The value behind a rectifier that is all that reads this one; engines make both one step. */
        private String rectified(String value) {
            List<Node> readers = graph.consumers(value);
            boolean only = readers.size() == 1 && !graph.outputs().contains(value);
            return only && (readers.getFirst().op() instanceof ActivationOp.Relu || clipsAtZero(readers.getFirst()))
                    ? readers.getFirst().output()
                    : value;
        }

        private boolean clipsAtZero(Node node) {
            return node.op() instanceof ActivationOp.Clip
                    && node.inputs().size() > 1
                    && Optional.ofNullable(graph.constants().get(node.inputs().get(1)))
                            .filter(least -> least.toFloats()[0] == 0)
                            .isPresent();
        }

        private void follow(Node node) {
            boolean all = node.inputs().stream().allMatch(rounded::contains);
            if (all && (node.op() instanceof ElementwiseOp.Add || node.op() instanceof LayoutOp.Concat)) {
                rounded.add(rectified(node.output()));
            } else if (node.op() instanceof PoolingOp.MaxPool && all) {
                rounded.add(node.output());
                sharing.put(node.output(), sharing.getOrDefault(node.input(), node.input()));
            }
        }
    }
}
