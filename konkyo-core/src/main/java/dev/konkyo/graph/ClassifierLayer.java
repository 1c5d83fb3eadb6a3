package dev.konkyo.graph;

import java.util.Optional;

/**
 * A linear layer that gives one number per class: Gemm, MatMul or a 1x1 convolution, with the addition of a bias after it if there is one.
 *
 * @param node name of the node that multiplies
 * @param input name of the features [N, channels] or [N, channels, H, W]
 * @param output name of the scores, bias included
 * @param weight name of the factors
 * @param bias name of the summands, empty if there are none
 * @param layout how the factors are stored
 * @param weightFactor on the products, Gemm's alpha
 * @param biasFactor on the bias, Gemm's beta
 */
public record ClassifierLayer(
        String node,
        String input,
        String output,
        String weight,
        Optional<String> bias,
        Layout layout,
        float weightFactor,
        float biasFactor) {

    /** The order of a weight's axes. */
    public enum Layout {
        /** [classes, channels], or [classes, channels, 1, 1] of a convolution. */
        CLASSES_FIRST,
        /** [channels, classes]. */
        CHANNELS_FIRST
    }

    /**
     * What the layer computes: scores = weights * features + bias.
     *
     * @param weights float32 [classes, channels]
     * @param bias float32 [classes]
     */
    public record Coefficients(TensorData weights, TensorData bias) {}

    /** The last such layer before a graph's scores; shapes, dropout, activations and pools may follow it. */
    public static Optional<ClassifierLayer> find(Graph graph) {
        return find(graph, HeadChain.scores(graph));
    }

    /** The last such layer before a value; shapes, dropout, activations and pools may follow it. */
    public static Optional<ClassifierLayer> find(Graph graph, String value) {
        String current = value;
        while (true) {
            Optional<ClassifierLayer> layer = making(graph, current);
            Optional<Node> producer = graph.producer(current);
            if (layer.isPresent() || producer.isEmpty() || !passes(producer.get())) {
                return layer;
            }
            current = producer.get().input();
        }
    }

    private static boolean passes(Node node) {
        return HeadChain.reshapes(node)
                || node.op() instanceof ActivationOp
                || node.op() instanceof PoolingOp
                || node.op() instanceof ReductionOp.ReduceMean;
    }

    /** The layer whose scores this value is, if a layer makes it. */
    static Optional<ClassifierLayer> making(Graph graph, String value) {
        Node node = graph.producer(value).orElse(null);
        if (node == null) {
            return Optional.empty();
        }
        return switch (node.op()) {
            case LinearOp.Gemm gemm ->
                gemm.transA() || !fixed(graph, node, 1)
                        ? Optional.empty()
                        : Optional.of(of(
                                node,
                                gemm.transB() ? Layout.CLASSES_FIRST : Layout.CHANNELS_FIRST,
                                gemm.alpha(),
                                gemm.beta()));
            case LinearOp.MatMul _ ->
                fixed(graph, node, 1) && shape(graph, node.inputs().get(1)).rank() == 2
                        ? Optional.of(of(node, Layout.CHANNELS_FIRST, 1, 1))
                        : Optional.empty();
            case ConvolutionOp.Conv conv ->
                conv.group() == 1
                                && fixed(graph, node, 1)
                                && pointwise(shape(graph, node.inputs().get(1)))
                        ? Optional.of(of(node, Layout.CLASSES_FIRST, 1, 1))
                        : Optional.empty();
            case ElementwiseOp.Add _ -> shifted(graph, node);
            default -> Optional.empty();
        };
    }

    private static Optional<ClassifierLayer> shifted(Graph graph, Node add) {
        int bias = fixed(graph, add, 0) ? 0 : 1;
        if (!fixed(graph, add, bias) || fixed(graph, add, 1 - bias)) {
            return Optional.empty();
        }
        String sum = add.inputs().get(bias);
        return making(graph, add.inputs().get(1 - bias))
                .filter(layer -> layer.bias.isEmpty())
                .filter(layer -> shape(graph, sum).elements() == layer.classes(graph))
                .map(layer -> new ClassifierLayer(
                        layer.node,
                        layer.input,
                        add.output(),
                        layer.weight,
                        Optional.of(sum),
                        layer.layout,
                        layer.weightFactor,
                        1));
    }

    private static ClassifierLayer of(Node node, Layout layout, float weightFactor, float biasFactor) {
        Optional<String> bias =
                node.inputs().stream().skip(2).filter(name -> !name.isEmpty()).findFirst();
        return new ClassifierLayer(
                node.name(), node.input(), node.output(), node.inputs().get(1), bias, layout, weightFactor, biasFactor);
    }

    private static boolean fixed(Graph graph, Node node, int input) {
        String name = node.inputs().get(input);
        return graph.parameters().containsKey(name) || graph.constants().containsKey(name);
    }

    private static boolean pointwise(Shape weights) {
        return weights.elements() == (long) weights.at(0) * weights.at(1);
    }

    private static Shape shape(Graph graph, String name) {
        Parameter parameter = graph.parameters().get(name);
        if (parameter != null) {
            return parameter.shape();
        }
        TensorData constant = graph.constants().get(name);
        if (constant == null) {
            throw new GraphException("'" + name + "' is neither a parameter nor a constant");
        }
        return constant.shape();
    }

    /** How many classes it gives. */
    public int classes(Graph graph) {
        return shape(graph, weight).at(layout == Layout.CLASSES_FIRST ? 0 : 1);
    }

    /** How many channels it reads. */
    public int channels(Graph graph) {
        return shape(graph, weight).at(layout == Layout.CLASSES_FIRST ? 1 : 0);
    }

    /** The coefficients as they are stored in these weights; factors are multiplied in. */
    public Coefficients coefficients(WeightedGraph network) {
        int classes = classes(network.graph());
        int channels = channels(network.graph());
        float[] stored = tensor(network, weight).toFloats();
        float[] weights = new float[stored.length];
        for (int i = 0; i < stored.length; i++) {
            int from = layout == Layout.CLASSES_FIRST ? i : i % channels * classes + i / channels;
            weights[i] = weightFactor * stored[from];
        }
        return new Coefficients(
                TensorData.ofFloats(Shape.of(classes, channels), weights),
                TensorData.ofFloats(Shape.of(classes), summands(network, classes)));
    }

    /** A bias of one element counts for every class, as ONNX broadcasts it. */
    private float[] summands(WeightedGraph network, int classes) {
        float[] stored = bias.map(name -> tensor(network, name).toFloats()).orElse(new float[1]);
        float[] summands = new float[classes];
        for (int i = 0; i < classes; i++) {
            summands[i] = biasFactor * stored[stored.length == 1 ? 0 : i];
        }
        return summands;
    }

    private static TensorData tensor(WeightedGraph network, String name) {
        TensorData constant = network.graph().constants().get(name);
        return constant != null ? constant : network.weights().at(name);
    }
}
