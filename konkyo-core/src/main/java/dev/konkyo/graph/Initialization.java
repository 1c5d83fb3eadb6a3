package dev.konkyo.graph;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Weights to start training from. Normalisations begin as the identity and biases at zero.
 *
 * @param convolution for the weights of convolutions
 * @param linear for the weights of linear layers and of a convolution that gives the classes
 */
public record Initialization(Distribution convolution, Distribution linear) {
    /** What torchvision starts ResNets, VGGs and MobileNets with. */
    public static final Initialization KAIMING =
            new Initialization(new Distribution.KaimingNormal(), new Distribution.Normal(0.01));

    /** How one tensor is filled. Weights are [outputs, inputs / groups, ...]. */
    public sealed interface Distribution {
        /** Mean 0 and this standard deviation. */
        record Normal(double deviation) implements Distribution {}

        /** Variance 2 / (outputs * window): He et al., Delving Deep into Rectifiers, ICCV 2015, equation 14. */
        record KaimingNormal() implements Distribution {}

        /** Uniform with variance 2 / (inputs / groups * window): the same paper, equation 10. */
        record KaimingUniform() implements Distribution {}

        /** A float32 tensor of this shape. */
        default TensorData draw(Shape shape, RandomGenerator random) {
            float[] values = new float[Math.toIntExact(shape.elements())];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) draw(random, shape);
            }
            return TensorData.ofFloats(shape, values);
        }

        private double draw(RandomGenerator random, Shape shape) {
            return switch (this) {
                case Normal normal -> normal.deviation * random.nextGaussian();
                case KaimingNormal _ -> {
                    double fanOut = (double) shape.elements() / shape.at(1);
                    yield Math.sqrt(2 / fanOut) * random.nextGaussian();
                }
                case KaimingUniform _ -> {
                    double bound = Math.sqrt(6 / ((double) shape.elements() / shape.at(0)));
                    yield bound * (2 * random.nextDouble() - 1);
                }
            };
        }
    }

    /** Weights for all parameters of a graph, the same for the same state of the generator; zeros where there is no rule. */
    public Weights weights(Graph graph, RandomGenerator random) {
        Map<String, TensorData> drawn = drawn(graph, random);
        Map<String, TensorData> ordered = new LinkedHashMap<>();
        graph.parameters().forEach((name, parameter) -> {
            TensorData tensor = drawn.get(name);
            ordered.put(name, tensor == null ? zeros(parameter) : tensor);
        });
        return Weights.of(ordered);
    }

    /** New tensors for the parameters that there is a rule for: factors, biases, slopes and what normalises. */
    public Map<String, TensorData> drawn(Graph graph, RandomGenerator random) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        Optional<String> classifying = ClassifierLayer.find(graph).map(ClassifierLayer::weight);
        for (Node node : graph.nodes()) {
            switch (node.op()) {
                case ConvolutionOp _ -> {
                    boolean last = classifying.equals(Optional.of(node.inputs().get(1)));
                    fill(tensors, graph, node, 1, last ? linear : convolution, random);
                    zeros(tensors, graph, node, 2);
                }
                case LinearOp _ -> {
                    fill(tensors, graph, node, 0, linear, random);
                    fill(tensors, graph, node, 1, linear, random);
                    zeros(tensors, graph, node, 2);
                }
                case NormalizationOp.BatchNormalization _ -> {
                    ones(tensors, graph, node, 1);
                    ones(tensors, graph, node, 4);
                    zeros(tensors, graph, node, 2);
                    zeros(tensors, graph, node, 3);
                }
                case NormalizationOp _ -> {
                    ones(tensors, graph, node, 1);
                    zeros(tensors, graph, node, 2);
                }
                case ActivationOp.PRelu _ -> fill(tensors, graph, node, 1, 0.25f);
                default -> {}
            }
        }
        return tensors;
    }

    private static TensorData zeros(Parameter parameter) {
        return TensorData.allocate(parameter.type(), parameter.shape());
    }

    private static void zeros(Map<String, TensorData> tensors, Graph graph, Node node, int input) {
        if (input < node.inputs().size()) {
            String name = node.inputs().get(input);
            Parameter parameter = graph.parameters().get(name);
            if (parameter != null) {
                tensors.putIfAbsent(name, zeros(parameter));
            }
        }
    }

    private static void fill(
            Map<String, TensorData> tensors,
            Graph graph,
            Node node,
            int input,
            Distribution distribution,
            RandomGenerator random) {
        String name = node.inputs().get(input);
        Parameter parameter = graph.parameters().get(name);
        if (parameter != null && !tensors.containsKey(name)) {
            tensors.put(name, distribution.draw(parameter.shape(), random));
        }
    }

    private static void ones(Map<String, TensorData> tensors, Graph graph, Node node, int input) {
        fill(tensors, graph, node, input, 1);
    }

    private static void fill(Map<String, TensorData> tensors, Graph graph, Node node, int input, float value) {
        if (input >= node.inputs().size()) {
            return;
        }
        Parameter parameter = graph.parameters().get(node.inputs().get(input));
        if (parameter != null) {
            float[] values = new float[Math.toIntExact(parameter.shape().elements())];
            Arrays.fill(values, value);
            tensors.put(node.inputs().get(input), TensorData.ofFloats(parameter.shape(), values));
        }
    }
}
