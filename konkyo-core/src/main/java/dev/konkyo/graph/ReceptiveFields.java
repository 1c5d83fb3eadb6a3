package dev.konkyo.graph;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Walks a graph from its photo on and notes the receptive field of every value. */
final class ReceptiveFields {
    private static final int HEIGHT = 2;

    /** A field and the axis of the height; the width's comes next. An axis of -1 means that no axis is left. */
    private record Known(ReceptiveField field, int axis) {}

    private final Map<String, Operand> values;
    private final Map<String, Known> known = new HashMap<>();
    private final Map<String, ReceptiveField> fields = new LinkedHashMap<>();
    private final Known whole;

    ReceptiveFields(Graph graph) {
        values = ShapeInference.infer(graph, 1);
        GraphInput photo = graph.input();
        Shape shape = shape(photo.name());
        if (shape.rank() != 4) {
            throw new GraphException(
                    "a receptive field needs photos [N, C, H, W], got input '" + photo.name() + "' " + shape);
        }
        int axis = shape.at(1) > 4 && shape.at(3) <= 4 ? 1 : HEIGHT;
        whole = new Known(
                new ReceptiveField(
                        ReceptiveField.Axis.whole(shape.at(axis)), ReceptiveField.Axis.whole(shape.at(axis + 1))),
                -1);
        learn(photo.name(), new Known(new ReceptiveField(ReceptiveField.Axis.PIXEL, ReceptiveField.Axis.PIXEL), axis));
        for (Node node : graph.nodes()) {
            Known result = field(node);
            if (result != null) {
                node.outputs().forEach(output -> learn(output, result));
            }
        }
    }

    Map<String, ReceptiveField> all() {
        return fields;
    }

    private void learn(String value, Known field) {
        known.put(value, field);
        fields.put(value, field.field);
    }

    private Shape shape(String value) {
        Operand operand = values.get(value);
        if (operand == null) {
            throw new GraphException("the shape of '" + value + "' is not known");
        }
        return operand.shape();
    }

    private @Nullable Known field(Node node) {
        Known x = node.inputs().stream()
                .map(known::get)
                .filter(Objects::nonNull)
                .reduce(this::union)
                .orElse(null);
        if (x == null || x.axis < 0 || node.op() instanceof ShapeOp) {
            return x;
        }
        return switch (node.op()) {
            case ConvolutionOp.Conv conv ->
                slid(x, node, conv.window(shape(node.inputs().get(1))));
            case ConvolutionOp.ConvTranspose conv ->
                spread(x, conv.window(shape(node.inputs().get(1))), node);
            case PoolingOp.MaxPool pool -> slid(x, node, pool.window());
            case PoolingOp.AveragePool pool -> slid(x, node, pool.window());
            case PoolingOp.GlobalAveragePool _, PoolingOp.GlobalMaxPool _, LinearOp _ -> whole;
            case ResamplingOp.Resize resize -> resized(x, node, resize);
            case LayoutOp layout -> laidOut(x, node, layout);
            case ReductionOp _ -> sameMap(x, node) ? x : whole;
            case NormalizationOp.InstanceNormalization _, NormalizationOp.GroupNormalization _ -> seeingAll(x);
            default -> x;
        };
    }

    private Known union(Known a, Known b) {
        return new Known(a.field.union(b.field), Math.max(a.axis, b.axis));
    }

    private static Known mapped(Known x, IntFunction<ReceptiveField.Axis> axis) {
        return new Known(new ReceptiveField(axis.apply(0), axis.apply(1)), x.axis);
    }

    private static ReceptiveField.Axis at(Known x, int axis) {
        return axis == 0 ? x.field.vertical() : x.field.horizontal();
    }

    private Known slid(Known x, Node node, Window window) {
        Shape in = shape(node.input());
        return mapped(x, axis -> {
            int before = window.pads(in.at(HEIGHT + axis), axis)[0];
            return at(x, axis).window(window.extent(axis), window.strides().get(axis), before);
        });
    }

    private Known spread(Known x, Window window, Node node) {
        Shape in = shape(node.input());
        return mapped(x, axis -> {
            int step = window.strides().get(axis);
            int before = window.pads(in.at(HEIGHT + axis), axis)[0];
            double shift = (before - (window.extent(axis) - 1) / 2.0) / step;
            return at(x, axis).upsampled(step, Math.ceilDiv(window.extent(axis), step), shift);
        });
    }

    private Known resized(Known x, Node node, ResamplingOp.Resize resize) {
        int taps = switch (resize.mode()) {
            case NEAREST -> 1;
            case LINEAR -> 2;
            case CUBIC -> 4;
        };
        boolean centred = resize.coordinateTransformationMode() != ResamplingOp.CoordinateMode.ASYMMETRIC
                && resize.coordinateTransformationMode() != ResamplingOp.CoordinateMode.ALIGN_CORNERS;
        return mapped(x, axis -> {
            double factor = (double) shape(node.output()).at(x.axis + axis)
                    / shape(node.input()).at(x.axis + axis);
            return at(x, axis).upsampled(factor, taps, centred ? 0.5 / factor - 0.5 : 0);
        });
    }

    private Known laidOut(Known x, Node node, LayoutOp op) {
        return switch (op) {
            case LayoutOp.Transpose transpose -> {
                List<Integer> order = transpose.order(shape(node.input()).rank());
                int axis = order.indexOf(x.axis);
                yield order.indexOf(x.axis + 1) == axis + 1 ? new Known(x.field, axis) : whole;
            }
            case LayoutOp.Pad _ -> padded(x, node);
            case LayoutOp.Slice _ -> sliced(x, node);
            case LayoutOp.SpaceToDepth depth ->
                mapped(x, axis -> at(x, axis).window(depth.blocksize(), depth.blocksize(), 0));
            case LayoutOp.DepthToSpace depth ->
                mapped(x, axis -> at(x, axis).upsampled(depth.blocksize(), 1, 0.5 / depth.blocksize() - 0.5));
            case LayoutOp.Concat _, LayoutOp.Cast _ -> x;
            default -> sameMap(x, node) ? x : reshaped(x, node);
        };
    }

    /** Channels may be regrouped, as in a channel shuffle; a map that is taken apart is followed no further. */
    private Known reshaped(Known x, Node node) {
        Shape in = shape(node.input());
        Shape out = shape(node.output());
        boolean last = x.axis == in.rank() - 2 && out.rank() >= 2 && in.at(-1) == out.at(-1) && in.at(-2) == out.at(-2);
        return last ? new Known(x.field, out.rank() - 2) : whole;
    }

    private boolean sameMap(Known x, Node node) {
        Shape in = shape(node.input());
        Shape out = shape(node.output());
        return out.rank() == in.rank() && out.at(x.axis) == in.at(x.axis) && out.at(x.axis + 1) == in.at(x.axis + 1);
    }

    private Known padded(Known x, Node node) {
        Operand pads = values.get(node.inputs().get(1));
        Operand axes = node.inputs().size() > 3 ? values.get(node.inputs().get(3)) : null;
        if (pads == null || pads.constant() == null) {
            return x;
        }
        long[] all = LayoutOp.Pad.resolve(
                shape(node.input()).rank(),
                pads.constant().toLongs(),
                axes == null || axes.constant() == null ? null : axes.constant().toLongs());
        return mapped(x, axis -> at(x, axis).window(1, 1, (int) all[x.axis + axis]));
    }

    /** What a crop leaves; where its limits depend on the photo it is followed no further. */
    private Known sliced(Known x, Node node) {
        List<long[]> limits = node.inputs().stream().skip(1).map(this::constant).toList();
        if (limits.size() < 2 || limits.get(0).length == 0 || limits.get(0).length != limits.get(1).length) {
            return sameMap(x, node) ? x : whole;
        }
        ReceptiveField.Axis[] axes = {x.field.vertical(), x.field.horizontal()};
        for (var range : LayoutOp.Slice.ranges(
                shape(node.input()), limits.get(0), limits.get(1), optional(limits, 2), optional(limits, 3))) {
            int axis = range.axis() - x.axis;
            if (axis == 0 || axis == 1) {
                axes[axis] = axes[axis].window(1, range.step(), -range.start());
            }
        }
        return new Known(new ReceptiveField(axes[0], axes[1]), x.axis);
    }

    private static long @Nullable [] optional(List<long[]> values, int index) {
        return values.size() > index && values.get(index).length > 0 ? values.get(index) : null;
    }

    /** The integers of a constant; none for an input that was left out or is not known before the photo is. */
    private long[] constant(String name) {
        Operand operand = values.get(name);
        return operand == null || operand.constant() == null
                ? new long[0]
                : operand.constant().toLongs();
    }

    private Known seeingAll(Known x) {
        return mapped(x, axis -> {
            double all = at(whole, axis).size();
            return new ReceptiveField.Axis(
                    Math.max(all, at(x, axis).size()),
                    at(x, axis).stride(),
                    at(x, axis).offset());
        });
    }
}
