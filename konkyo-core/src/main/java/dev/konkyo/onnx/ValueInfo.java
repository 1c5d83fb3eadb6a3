package dev.konkyo.onnx;

import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.GraphInput;
import dev.konkyo.graph.Operand;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.ShapeInference;
import dev.konkyo.onnx.format.OnnxFormat.TensorShapeProto;
import dev.konkyo.onnx.format.OnnxFormat.TensorShapeProto.Dimension;
import dev.konkyo.onnx.format.OnnxFormat.TypeProto;
import dev.konkyo.onnx.format.OnnxFormat.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Types and sizes of a graph's inputs and outputs between the graph and the file. */
final class ValueInfo {
    /** The free batch axis. */
    private static final String BATCH = "N";

    private ValueInfo() {}

    /** The input that a file declares; sizes that it leaves open are free. */
    static GraphInput read(ValueInfoProto value) {
        if (!value.getType().hasTensorType()) {
            throw new OnnxException(
                    "input '" + value.getName() + "': only tensors are supported, no sequences or maps");
        }
        TypeProto.Tensor tensor = value.getType().getTensorType();
        if (!tensor.hasShape()) {
            throw new OnnxException("input '" + value.getName() + "': the file does not say how many axes it has");
        }
        List<Integer> sizes = new ArrayList<>();
        for (Dimension dimension : tensor.getShape().getDimList()) {
            long size = dimension.getDimValue();
            if (size > Integer.MAX_VALUE) {
                throw new OnnxException("input '" + value.getName() + "': impossible size " + size);
            }
            // Zero and -1 are what some exporters write for an open size.
            sizes.add(size > 0 ? (int) size : GraphInput.FREE);
        }
        try {
            return new GraphInput(value.getName(), ElementType.ofOnnx(tensor.getElemType()), sizes);
        } catch (GraphException e) {
            throw new OnnxException("input '" + value.getName() + "': " + e.getMessage(), e);
        }
    }

    static ValueInfoProto of(GraphInput input) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int axis = 0; axis < input.sizes().size(); axis++) {
            int size = input.sizes().get(axis);
            String free = axis == 0 ? BATCH : input.name() + "_" + axis;
            shape.addDim(
                    size == GraphInput.FREE
                            ? Dimension.newBuilder().setDimParam(free)
                            : Dimension.newBuilder().setDimValue(size));
        }
        return info(input.name(), input.type(), shape);
    }

    /** The outputs; a size that depends on a free one is left open. */
    static List<ValueInfoProto> outputs(Graph graph) {
        List<Map<String, Operand>> known = new ArrayList<>();
        try {
            known.add(infer(graph, 2, 256));
            known.add(infer(graph, 3, 320));
        } catch (GraphException e) {
            // A graph whose open sizes cannot be chosen at will; its outputs' sizes stay open.
            return graph.outputs().stream()
                    .map(name -> ValueInfoProto.newBuilder().setName(name).build())
                    .toList();
        }
        return graph.outputs().stream()
                .map(name -> output(name, at(known.getFirst(), name), at(known.getLast(), name)))
                .toList();
    }

    private static Operand at(Map<String, Operand> known, String name) {
        return Objects.requireNonNull(known.get(name), name);
    }

    private static Map<String, Operand> infer(Graph graph, int batch, int free) {
        Map<String, Shape> shapes = new HashMap<>();
        for (GraphInput input : graph.inputs()) {
            int[] sizes = input.shape(free).toInts();
            if (sizes.length > 0 && input.sizes().getFirst() == GraphInput.FREE) {
                sizes[0] = batch;
            }
            shapes.put(input.name(), Shape.of(sizes));
        }
        return ShapeInference.infer(graph, shapes);
    }

    private static ValueInfoProto output(String name, Operand one, Operand other) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int axis = 0; axis < one.shape().rank(); axis++) {
            int size = one.shape().at(axis);
            if (size == other.shape().at(axis)) {
                shape.addDim(Dimension.newBuilder().setDimValue(size));
            } else if (axis == 0 && size == 2 && other.shape().at(axis) == 3) {
                shape.addDim(Dimension.newBuilder().setDimParam(BATCH));
            } else {
                shape.addDim(Dimension.getDefaultInstance());
            }
        }
        return info(name, one.type(), shape);
    }

    private static ValueInfoProto info(String name, ElementType type, TensorShapeProto.Builder shape) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.onnx())
                                .setShape(shape)))
                .build();
    }
}
