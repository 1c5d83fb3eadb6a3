package dev.konkyo.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * An evidence layer at twice its resolution, with the same decision. The last step by two before the layer becomes a step by one, and the
 * windows behind it reach twice as far: this gives at once the maps of the photo shifted by half a place each way that shifting and
 * stitching would compute one after the other (Sermanet et al. 2014, "OverFeat: Integrated Recognition, Localization and Detection using
 * Convolutional Networks", section 3.3; Giusti et al. 2013, "Fast Image Scanning with Deep Max-Pooling Convolutional Neural Networks"). Every
 * second place of the finer map is a place of the old one; the head, and every mean over all places on the way, reads those alone.
 */
public final class HighResolution {
    private static final String FINE = ".fine";

    private final Graph graph;
    private final String layer;
    private final Map<String, Operand> values;
    private final Map<String, TensorData> constants;
    /** What the layer is made of. */
    private final Set<String> ahead;

    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Shape> fine = new HashMap<>();
    private final Set<String> thinned = new HashSet<>();
    private boolean reached;

    private HighResolution(Graph graph, String layer) {
        this.graph = graph;
        this.layer = layer;
        values = ShapeInference.infer(graph, 1);
        constants = new LinkedHashMap<>(graph.constants());
        ahead = Set.copyOf(Cut.needed(graph, List.of(layer), Set.of()));
    }

    /**
     * The rewritten graph.
     *
     * @param layer name of the finer value, [N, channels, height, width]
     */
    public record Result(Graph graph, String layer) {}

    /**
     * Doubles the resolution of a layer.
     *
     * @throws GraphException if no step by two lies before the layer, or what follows it cannot be widened
     */
    public static Result of(Graph graph, String layer) {
        return new HighResolution(graph, layer).result();
    }

    private Result result() {
        for (Node node : graph.nodes()) {
            if (reached) {
                thin(node);
                nodes.add(node);
            } else {
                rewrite(node);
            }
            reached |= node.outputs().contains(layer);
        }
        if (!fine.containsKey(layer)) {
            throw new GraphException("no step by two lies before '" + layer
                    + "' that can be left out; choose an earlier " + "--layer for a finer map");
        }
        Graph result =
                new Graph(graph.name(), graph.inputs(), graph.parameters(), constants, withThinned(), graph.outputs());
        return new Result(result, layer + FINE);
    }

    private void rewrite(Node node) {
        boolean widened = node.inputs().stream().anyMatch(fine::containsKey);
        if (!widened && !last(node)) {
            nodes.add(node);
        } else if (widened && !followed(node)) {
            thin(node);
            nodes.add(node);
        } else {
            Op op = windowed(node.op()) ? widened(node, widened) : node.op();
            List<String> inputs = op instanceof LayoutOp.Slice
                    ? cropped(node)
                    : node.inputs().stream()
                            .map(input -> fine.containsKey(input) ? input + FINE : input)
                            .toList();
            add(
                    new Node(
                            node.name(),
                            op,
                            inputs,
                            node.outputs().stream().map(output -> output + FINE).toList()),
                    node);
        }
    }

    private void add(Node changed, Node old) {
        List<Operand> operands = new ArrayList<>();
        for (String input : changed.inputs()) {
            TensorData limits = constants.get(input);
            if (limits != null) {
                operands.add(Operand.of(limits));
                continue;
            }
            String name = input.endsWith(FINE) ? input.substring(0, input.length() - FINE.length()) : input;
            Operand operand = operand(name);
            operands.add(fine.containsKey(name) ? operand.shaped(fine(name)) : operand);
        }
        List<Operand> results = ShapeInference.infer(changed, new Operands(Collections.unmodifiableList(operands)));
        for (int i = 0; i < old.outputs().size(); i++) {
            Shape shape = results.get(i).shape();
            Shape before = operand(old.outputs().get(i)).shape();
            for (int axis = 2; axis < 4; axis++) {
                if (Math.ceilDiv(shape.at(axis), 2) != before.at(axis)) {
                    throw new GraphException(
                            "node '" + old.name() + "' (" + old.op().type()
                                    + ") gives " + before + " and would give " + shape
                                    + " at twice the resolution, which does not hold the old places; use the usual resolution");
                }
            }
            fine.put(old.outputs().get(i), shape);
        }
        nodes.add(changed);
    }

    /** Whether a node is the last step by two before the layer: the steps from its result on are by one. */
    private boolean last(Node node) {
        if (!windowed(node.op()) || !strides(node).equals(List.of(2, 2)) || !ahead.contains(node.output())) {
            return false;
        }
        Shape result = operand(node.output()).shape();
        Shape target = operand(layer).shape();
        Set<String> behind = Cut.dependents(graph, Set.of(node.output()));
        return result.rank() == 4
                && target.rank() == 4
                && result.at(2) >= target.at(2)
                && result.at(3) >= target.at(3)
                && graph.nodes().stream()
                        .filter(later -> !later.output().equals(node.output())
                                && ahead.contains(later.output())
                                && behind.contains(later.output()))
                        .noneMatch(this::coarser);
    }

    /** Whether a node halves a map; windows without padding and crops only take places off its sides. */
    private boolean coarser(Node node) {
        return windowed(node.op()) && !strides(node).equals(List.of(1, 1));
    }

    /** Whether a node can work on the finer values as on the old ones. */
    private boolean followed(Node node) {
        boolean sameGrid = node.inputs().stream()
                .filter(input -> !input.isEmpty())
                .allMatch(input ->
                        fine.containsKey(input) || operand(input).shape().rank() < 4 || single(input) || fixed(input));
        return sameGrid
                && switch (node.op()) {
                    case ConvolutionOp.Conv _, PoolingOp.MaxPool _, PoolingOp.AveragePool _ ->
                        strides(node).equals(List.of(1, 1)) && !coversAll(node);
                    case NormalizationOp.BatchNormalization _, ActivationOp.Dropout _, ActivationOp.Identity _ -> true;
                    case ActivationOp.Softmax _, ActivationOp.LogSoftmax _ -> false;
                    case ActivationOp _ -> true;
                    case ElementwiseOp _ -> true;
                    case LayoutOp.Concat concat -> concat.axis() == 1;
                    case LayoutOp.Slice _ -> crops(node);
                    default -> false;
                };
    }

    /** Whether a slice cuts places off the end of both axes, or off both ends, and leaves none out between. */
    private boolean crops(Node node) {
        return node.inputs().size() == 4
                && node.inputs().stream().skip(1).allMatch(graph.constants()::containsKey)
                && Arrays.equals(longs(node, 3), new long[] {2, 3})
                && Arrays.stream(longs(node, 1)).allMatch(start -> start >= 0)
                && Arrays.stream(longs(node, 2)).allMatch(end -> end < 0);
    }

    private long[] longs(Node node, int input) {
        return Objects.requireNonNull(graph.constants().get(node.inputs().get(input)))
                .toLongs();
    }

    /** Of the finer value twice as many places are cut off. */
    private List<String> cropped(Node node) {
        List<String> inputs = new ArrayList<>(node.inputs());
        inputs.set(0, node.input() + FINE);
        for (int i = 1; i <= 2; i++) {
            long[] places = longs(node, i);
            String name = node.inputs().get(i) + FINE;
            constants.put(name, TensorData.vector(2 * places[0], 2 * places[1]));
            inputs.set(i, name);
        }
        return inputs;
    }

    private boolean fixed(String input) {
        return graph.parameters().containsKey(input) || graph.constants().containsKey(input);
    }

    private boolean single(String input) {
        Shape shape = operand(input).shape();
        return shape.at(2) == 1 && shape.at(3) == 1;
    }

    private boolean coversAll(Node node) {
        return !(node.op() instanceof ConvolutionOp) && single(node.output());
    }

    private static boolean windowed(Op op) {
        return op instanceof ConvolutionOp.Conv
                || op instanceof PoolingOp.MaxPool
                || op instanceof PoolingOp.AveragePool;
    }

    private List<Integer> strides(Node node) {
        return window(node).strides();
    }

    private Window window(Node node) {
        return switch (node.op()) {
            case ConvolutionOp.Conv conv ->
                conv.window(operand(node.inputs().get(1)).shape());
            case PoolingOp.MaxPool pool -> pool.window();
            case PoolingOp.AveragePool pool -> pool.window();
            default -> throw new GraphException("node '" + node.name() + "' has no window");
        };
    }

    /** The same window with steps by one; behind the step that was left out it reaches twice as far. */
    private Op widened(Node node, boolean behind) {
        Window window = window(node);
        Shape before = operand(node.input()).shape();
        int factor = behind ? 2 : 1;
        int[] pads = new int[4];
        for (int axis = 0; axis < 2; axis++) {
            int[] own = window.pads(before.at(axis + 2), axis);
            pads[axis] = factor * own[0];
            // As many places behind the last old one as the step that was left out had room for, at least none.
            int size = behind ? fine(node.input()).at(axis + 2) : before.at(axis + 2);
            int extent = factor * (window.extent(axis) - 1) + 1;
            int wanted = 2 * operand(node.output()).shape().at(axis + 2) - 1;
            int end = factor * own[1];
            pads[axis + 2] = Math.max(end, wanted - (size + pads[axis] - extent + 1));
        }
        List<Integer> dilations =
                window.dilations().stream().map(dilation -> factor * dilation).toList();
        List<Integer> all = IntStream.of(pads).boxed().toList();
        List<Integer> ones = List.of(1, 1);
        return switch (node.op()) {
            case ConvolutionOp.Conv conv ->
                new ConvolutionOp.Conv(AutoPad.NOTSET, dilations, conv.group(), conv.kernelShape(), all, ones);
            case PoolingOp.MaxPool _ ->
                new PoolingOp.MaxPool(AutoPad.NOTSET, false, dilations, window.kernel(), all, ones);
            case PoolingOp.AveragePool pool ->
                new PoolingOp.AveragePool(
                        AutoPad.NOTSET, false, pool.countIncludePad(), dilations, window.kernel(), all, ones);
            default -> throw new GraphException("node '" + node.name() + "' has no window");
        };
    }

    /** Notes that a node reads the old places of finer values. */
    private void thin(Node node) {
        node.inputs().stream().filter(fine::containsKey).forEach(thinned::add);
    }

    /** Every second place of the finer values that are read as before, taken as soon as they are made. */
    private List<Node> withThinned() {
        graph.outputs().stream().filter(fine::containsKey).forEach(thinned::add);
        List<Node> all = new ArrayList<>();
        for (Node node : nodes) {
            all.add(node);
            for (String output : node.outputs()) {
                String old = output.endsWith(FINE) ? output.substring(0, output.length() - FINE.length()) : output;
                if (output.endsWith(FINE) && thinned.contains(old)) {
                    all.add(everySecond(old));
                }
            }
        }
        return all;
    }

    private Node everySecond(String old) {
        constants.put("fine.starts", TensorData.vector(0, 0));
        constants.put("fine.ends", TensorData.vector(Integer.MAX_VALUE, Integer.MAX_VALUE));
        constants.put("fine.axes", TensorData.vector(2, 3));
        constants.put("fine.steps", TensorData.vector(2, 2));
        return new Node(
                old + ".thinned",
                new LayoutOp.Slice(),
                List.of(old + FINE, "fine.starts", "fine.ends", "fine.axes", "fine.steps"),
                List.of(old));
    }

    private Shape fine(String name) {
        Shape shape = fine.get(name);
        if (shape == null) {
            throw new GraphException("'" + name + "' has no finer value");
        }
        return shape;
    }

    private Operand operand(String name) {
        Operand operand = values.get(name);
        if (operand == null) {
            throw new GraphException("graph '" + graph.name() + "' has no value '" + name + "'");
        }
        return operand;
    }
}
