package dev.konkyo.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network whose convolutions compute in whole numbers, written as pairs of QuantizeLinear and DequantizeLinear around float32
 * operators (Jacob et al. 2018, "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference", sections
 * 2.1 to 2.4): activations uint8 with one scale and zero point each, weights int8 with a scale for every output channel and no zero
 * point, biases int32 with the product of both scales.
 *
 * <p>Processors without instructions of their own for dot products of bytes add two products in 16 bits, which 255 * (127 + 127) overflows
 * and 255 * 128 does not. So no two weights of an output channel with the same sign add up to more than 128 steps, and all machines compute the
 * same; depthwise convolutions, which are computed otherwise, use all 127.
 */
public final class EightBits {
    private static final double WEIGHT_STEPS = 127;
    private static final double PAIR_STEPS = 128;
    /** Leaves the sum of products room beside the bias. */
    private static final double LARGEST_BIAS = 1 << 30;

    private final Graph graph;
    private final EightBitValues chosen;
    private final Map<String, ValueRange> ranges;
    private final Map<String, Parameter> parameters;
    private final Map<String, TensorData> constants;
    private final Map<String, TensorData> weights;

    private EightBits(WeightedGraph network, EightBitValues chosen, Map<String, ValueRange> ranges) {
        graph = network.graph();
        this.chosen = chosen;
        this.ranges = ranges;
        parameters = new LinkedHashMap<>(graph.parameters());
        constants = new LinkedHashMap<>(graph.constants());
        weights = new LinkedHashMap<>(network.weights().asMap());
    }

    /**
     * The rounded network; its inputs and outputs are as before.
     *
     * @param network whose normalisations are folded, see {@link BatchNormFolding}
     * @param chosen of the same graph
     * @param ranges of all {@link EightBitValues#measured} values
     */
    public static WeightedGraph of(WeightedGraph network, EightBitValues chosen, Map<String, ValueRange> ranges) {
        return new EightBits(network, chosen, ranges).rounded();
    }

    /** The name under which the nodes of a rounded network read a value. */
    private static String read(String value) {
        return value + ".rounded";
    }

    private ValueRange range(String value) {
        ValueRange range = ranges.get(chosen.sharing().getOrDefault(value, value));
        if (range == null) {
            throw new GraphException("expected the range of '" + value + "', got only " + ranges.size() + " others");
        }
        return range;
    }

    private boolean keeps(String value) {
        return chosen.measured().contains(value) || chosen.sharing().containsKey(value);
    }

    private WeightedGraph rounded() {
        List<Node> nodes = new ArrayList<>();
        graph.inputs().stream().map(GraphInput::name).filter(this::keeps).forEach(name -> nodes.addAll(rounding(name)));
        for (Node node : graph.nodes()) {
            List<String> inputs = new ArrayList<>(node.inputs().stream()
                    .map(input -> keeps(input) ? read(input) : input)
                    .toList());
            if (chosen.convolutions().contains(node)) {
                nodes.addAll(storing(node, inputs));
            }
            nodes.add(new Node(node.name(), node.op(), inputs, node.outputs()));
            node.outputs().stream().filter(this::keeps).forEach(output -> nodes.addAll(rounding(output)));
        }
        Graph result =
                Cut.pruned(new Graph(graph.name(), graph.inputs(), parameters, constants, nodes, graph.outputs()));
        weights.keySet().retainAll(result.parameters().keySet());
        return new WeightedGraph(result, Weights.of(weights));
    }

    private List<Node> rounding(String value) {
        ValueRange range = range(value);
        String scale = value + ".scale";
        String zero = value + ".zero";
        constants.put(scale, TensorData.scalar(range.scale()));
        constants.put(zero, TensorData.of(ElementType.UINT8, Shape.of(), ByteBuffer.wrap(new byte[] {(byte) range.zero()
        })));
        return List.of(
                new Node(
                        value + ".quantize",
                        new QuantizationOp.QuantizeLinear(1),
                        List.of(value, scale, zero),
                        List.of(value + ".bytes")),
                new Node(
                        value + ".dequantize",
                        new QuantizationOp.DequantizeLinear(1),
                        List.of(value + ".bytes", scale, zero),
                        List.of(read(value))));
    }

    /** Stores a convolution's weights and bias as whole numbers and lets its inputs be made of these. */
    private List<Node> storing(Node node, List<String> inputs) {
        TensorData weight = tensor(node.inputs().get(1));
        boolean biased = node.inputs().size() > 2 && !node.inputs().get(2).isEmpty();
        int channels = weight.shape().at(0);
        float[] bias = biased ? tensor(node.inputs().get(2)).toFloats() : new float[channels];
        double photo = range(node.input()).scale();
        float[] scales = scales(weight, bias, photo);
        List<Node> made = new ArrayList<>();
        String name = node.output() + ".int8.weight";
        inputs.set(1, name);
        made.add(stored(name, bytes(weight, scales), scales));
        if (biased) {
            String biasName = node.output() + ".int8.bias";
            inputs.set(2, biasName);
            float[] products = new float[channels];
            ByteBuffer sums = ByteBuffer.allocate(4 * channels).order(ByteOrder.LITTLE_ENDIAN);
            for (int channel = 0; channel < channels; channel++) {
                products[channel] = (float) (photo * scales[channel]);
                sums.putInt((int) Math.rint(bias[channel] / (photo * scales[channel])));
            }
            made.add(stored(biasName, TensorData.of(ElementType.INT32, Shape.of(channels), sums.flip()), products));
        }
        return made;
    }

    private static float[] scales(TensorData weight, float[] bias, double photo) {
        float[] values = weight.toFloats();
        float[] scales = new float[bias.length];
        int each = values.length / scales.length;
        boolean depthwise = weight.shape().at(1) == 1;
        for (int channel = 0; channel < scales.length; channel++) {
            float[] sorted = Arrays.copyOfRange(values, channel * each, (channel + 1) * each);
            Arrays.sort(sorted);
            double largest = Math.max(sorted[each - 1], -sorted[0]);
            double pair = each < 2 || depthwise
                    ? 0
                    : Math.max((double) sorted[each - 1] + sorted[each - 2], -(double) sorted[0] - sorted[1]);
            // One step of room, as both are rounded.
            double scale = Math.max(
                    Math.max(largest / WEIGHT_STEPS, pair / (PAIR_STEPS - 1)),
                    Math.abs(bias[channel]) / photo / LARGEST_BIAS);
            scales[channel] = scale >= Float.MIN_NORMAL ? (float) scale : 1;
        }
        return scales;
    }

    private static TensorData bytes(TensorData weight, float[] scales) {
        float[] values = weight.toFloats();
        byte[] bytes = new byte[values.length];
        int each = values.length / scales.length;
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) Math.rint(values[i] / scales[i / each]);
        }
        return TensorData.of(ElementType.INT8, weight.shape(), ByteBuffer.wrap(bytes));
    }

    private Node stored(String name, TensorData numbers, float[] scales) {
        String stored = name + ".bytes";
        String scale = name + ".scale";
        parameters.put(stored, new Parameter(numbers.type(), numbers.shape(), Parameter.Role.BUFFER));
        weights.put(stored, numbers);
        parameters.put(scale, Parameter.buffer(Shape.of(scales.length)));
        weights.put(scale, TensorData.ofFloats(Shape.of(scales.length), scales));
        return new Node(
                name + ".dequantize", new QuantizationOp.DequantizeLinear(0), List.of(stored, scale), List.of(name));
    }

    private TensorData tensor(String name) {
        TensorData tensor = weights.get(name);
        if (tensor == null) {
            throw new GraphException("the weights lack '" + name + "'");
        }
        return tensor;
    }
}
