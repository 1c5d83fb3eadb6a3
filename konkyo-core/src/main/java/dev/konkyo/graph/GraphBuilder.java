package dev.konkyo.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Builds a graph layer by layer. Shapes are inferred on the way, so a layer knows its input's channels and a mistake is reported at its
 * line. A layer's name is the prefix of its parameters' names and the name of its output.
 */
public final class GraphBuilder {
    private final String name;
    private final List<GraphInput> inputs = new ArrayList<>();
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, TensorData> constants = new LinkedHashMap<>();
    private final Map<String, Operand> known = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();

    public GraphBuilder(String name) {
        this.name = name;
    }

    /** Images [N, channels, height, width] with N free. */
    public Value images(String inputName, int channels, int height, int width) {
        GraphInput input = GraphInput.images(inputName, channels, height, width);
        inputs.add(input);
        return learn(inputName, Operand.of(input.type(), input.shape(1)));
    }

    /** Any float32 input; {@link GraphInput#FREE} sizes count as 1 while shapes are inferred. */
    public Value input(GraphInput input) {
        inputs.add(input);
        return learn(input.name(), Operand.of(input.type(), input.shape(1)));
    }

    public Value parameter(String parameterName, Parameter parameter) {
        parameters.put(parameterName, parameter);
        return learn(parameterName, Operand.of(parameter.type(), parameter.shape()));
    }

    public Value constant(String constantName, TensorData tensor) {
        constants.put(constantName, tensor);
        return learn(constantName, Operand.of(tensor));
    }

    /** A convolution with parameters {@code layer.weight} and, if it has one, {@code layer.bias}. */
    public Value conv(String layer, Value x, Convolution convolution) {
        Shape weights = Shape.of(
                convolution.channels(),
                x.channels() / convolution.groups(),
                convolution.kernel(),
                convolution.kernel());
        Value weight = parameter(layer + ".weight", Parameter.trained(weights));
        if (!convolution.bias()) {
            return apply(layer, convolution.op(), x, weight);
        }
        Value bias = parameter(layer + ".bias", Parameter.trained(Shape.of(convolution.channels())));
        return apply(layer, convolution.op(), x, weight, bias);
    }

    /** Batch normalisation with PyTorch's defaults (epsilon 1e-5, running statistics keep 0.9). */
    public Value batchNorm(String layer, Value x) {
        return batchNorm(layer, x, new NormalizationOp.BatchNormalization(1e-5f, 0.9f));
    }

    /** Batch normalisation with parameters weight, bias, running_mean and running_var. */
    public Value batchNorm(String layer, Value x, NormalizationOp.BatchNormalization op) {
        Shape channels = Shape.of(x.channels());
        return apply(
                layer,
                op,
                x,
                parameter(layer + ".weight", Parameter.trained(channels)),
                parameter(layer + ".bias", Parameter.trained(channels)),
                parameter(layer + ".running_mean", Parameter.buffer(channels)),
                parameter(layer + ".running_var", Parameter.buffer(channels)));
    }

    /** x * weight^T + bias with weight [features, inputs], as PyTorch stores it. */
    public Value linear(String layer, Value x, int features) {
        return linear(layer, layer, x, features);
    }

    /** The same with another name for the output. */
    public Value linear(String layer, String output, Value x, int features) {
        Value weight = parameter(layer + ".weight", Parameter.trained(Shape.of(features, x.channels())));
        Value bias = parameter(layer + ".bias", Parameter.trained(Shape.of(features)));
        return apply(output, new LinearOp.Gemm(1, 1, false, true), x, weight, bias);
    }

    public Value relu(Value x) {
        return apply(new ActivationOp.Relu(), x);
    }

    /** min(max(x, 0), 6). */
    public Value relu6(Value x) {
        return apply(new ActivationOp.Clip(), x, scalar("limit.0", 0), scalar("limit.6", 6));
    }

    /** The same with a name for the output. */
    public Value relu6(String output, Value x) {
        return apply(output, new ActivationOp.Clip(), x, scalar("limit.0", 0), scalar("limit.6", 6));
    }

    public Value hardSwish(Value x) {
        return apply(new ActivationOp.HardSwish(), x);
    }

    /** max(0, min(1, x / 6 + 1 / 2)), PyTorch's slope. */
    public Value hardSigmoid(Value x) {
        return apply(new ActivationOp.HardSigmoid(1f / 6, 0.5f), x);
    }

    public Value maxPool(Value x, int kernel, int stride, int padding, boolean ceilMode) {
        return apply(
                new PoolingOp.MaxPool(
                        AutoPad.NOTSET,
                        ceilMode,
                        List.of(),
                        List.of(kernel, kernel),
                        List.of(padding, padding, padding, padding),
                        List.of(stride, stride)),
                x);
    }

    public Value averagePool(Value x, int kernel, int stride) {
        return apply(
                new PoolingOp.AveragePool(
                        AutoPad.NOTSET,
                        false,
                        false,
                        List.of(),
                        List.of(kernel, kernel),
                        List.of(),
                        List.of(stride, stride)),
                x);
    }

    /** The map without its first and last rows and columns, counted in places; at least one is cut off the end. */
    public Value crop(Value x, int first, int last) {
        Value starts = constant("crop.first." + first, TensorData.vector(first, first));
        Value ends = constant("crop.last." + last, TensorData.vector(-last, -last));
        return apply(new LayoutOp.Slice(), x, starts, ends, constant("crop.axes", TensorData.vector(2, 3)));
    }

    public Value globalAveragePool(Value x) {
        return apply(new PoolingOp.GlobalAveragePool(), x);
    }

    public Value flatten(Value x) {
        return apply(new LayoutOp.Flatten(1), x);
    }

    /** Zeroes this share of the elements while training. */
    public Value dropout(Value x, float ratio) {
        return apply(new ActivationOp.Dropout(), x, scalar("dropout." + ratio, ratio));
    }

    public Value add(Value a, Value b) {
        return apply(new ElementwiseOp.Add(), a, b);
    }

    public Value mul(Value a, Value b) {
        return apply(new ElementwiseOp.Mul(), a, b);
    }

    /** Joins channels. */
    public Value concat(Value... parts) {
        return apply(new LayoutOp.Concat(1), parts);
    }

    /** Applies an operator under a name made from its type and number. */
    public Value apply(Op op, Value... in) {
        return apply(op.type().toLowerCase(Locale.ROOT) + "_" + nodes.size(), op, in);
    }

    /** Applies an operator; its output has the given name. */
    public Value apply(String output, Op op, Value... in) {
        return applyAll(op, List.of(output), in).getFirst();
    }

    /** Applies an operator with several outputs. */
    public List<Value> applyAll(Op op, List<String> outputs, Value... in) {
        List<String> names = Arrays.stream(in).map(Value::name).toList();
        Node node = new Node(outputs.getFirst(), op, names, outputs);
        Operands operands = new Operands(names.stream().map(known::get).toList());
        List<Operand> results = ShapeInference.infer(node, operands);
        nodes.add(node);
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            values.add(learn(outputs.get(i), results.get(i)));
        }
        return values;
    }

    /** The graph that gives these values. */
    public Graph build(Value... outputs) {
        return new Graph(
                name,
                inputs,
                parameters,
                constants,
                nodes,
                Arrays.stream(outputs).map(Value::name).toList());
    }

    private Value scalar(String constantName, float value) {
        constants.putIfAbsent(constantName, TensorData.scalar(value));
        return learn(constantName, Operand.of(TensorData.scalar(value)));
    }

    private Value learn(String valueName, Operand operand) {
        known.put(valueName, operand);
        return new Value(valueName, operand.type(), operand.shape());
    }
}
