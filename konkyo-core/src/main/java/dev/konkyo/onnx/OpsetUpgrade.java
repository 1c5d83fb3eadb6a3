package dev.konkyo.onnx;

import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.onnx.format.OnnxFormat.AttributeProto;
import java.util.List;
import java.util.Set;

/**
 * Brings nodes of a file's opset to the meaning of opset 21. Newer opsets up to {@value OnnxFile#NEWEST_OPSET} only add element types
 * and attributes to the operators in use; attributes that are not at their default are refused where they are read.
 */
final class OpsetUpgrade {
    private static final Set<String> BODIES = Set.of("If", "Loop", "Scan", "SequenceMap");

    private final int opset;
    private final GraphDraft graph;
    private final Decomposition decomposition;

    OpsetUpgrade(int opset, GraphDraft graph) {
        this.opset = opset;
        this.graph = graph;
        this.decomposition = new Decomposition(graph);
    }

    /** The nodes that do at opset 21 what this one does at the file's. */
    List<NodeDraft> upgrade(NodeDraft node) {
        if (!node.domain.isEmpty()) {
            return List.of(node);
        }
        if (BODIES.contains(node.type)) {
            throw node.error("networks with branches or loops are not supported; export it for a fixed input size");
        }
        if (node.type.startsWith("Sequence") || node.type.startsWith("Optional")) {
            throw node.error("sequences and optional values are not supported");
        }
        moveAttributes(node);
        return replace(node);
    }

    /** What became an input instead of an attribute. */
    private void moveAttributes(NodeDraft node) {
        switch (node.type) {
            case "Squeeze", "Unsqueeze", "ReduceSum" -> integersBefore(13, node, "axes", 1);
            case "ReduceMean", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL2" ->
                integersBefore(18, node, "axes", 1);
            case "Split" -> split(node);
            case "Clip" -> {
                floatBefore(11, node, "min", 1);
                floatBefore(11, node, "max", 2);
            }
            case "Dropout" -> floatBefore(12, node, "ratio", 1);
            case "Pad" -> {
                integersBefore(11, node, "pads", 1);
                floatBefore(11, node, "value", 2);
            }
            case "Slice" -> {
                integersBefore(10, node, "starts", 1);
                integersBefore(10, node, "ends", 2);
                integersBefore(10, node, "axes", 3);
            }
            case "TopK" -> topK(node);
            case "Resize" -> resize(node);
            case "Upsample" -> upsample(node);
            case "Shape" -> openEnd(node);
            default -> {}
        }
    }

    private List<NodeDraft> replace(NodeDraft node) {
        return switch (node.type) {
            case "Softmax", "LogSoftmax" -> opset < 13 ? decomposition.flattenedSoftmax(node) : List.of(node);
            case "GroupNormalization" -> opset < 21 ? decomposition.groupNormalization(node) : List.of(node);
            case "Sum" -> decomposition.sum(node);
            case "Mish" -> decomposition.mish(node);
            case "Swish" -> decomposition.swish(node);
            default -> List.of(node);
        };
    }

    private void integersBefore(int changed, NodeDraft node, String attribute, int input) {
        long[] values = opset < changed ? node.takeIntegers(attribute) : null;
        if (values != null) {
            node.input(input, graph.constant(node.name + "." + attribute, TensorData.vector(values)));
        }
    }

    private void floatBefore(int changed, NodeDraft node, String attribute, int input) {
        Float value = opset < changed ? node.takeFloat(attribute) : null;
        if (value != null) {
            node.input(input, graph.constant(node.name + "." + attribute, TensorData.scalar(value)));
        }
    }

    /** Before opset 18 a split without sizes makes as many parts as the node has outputs. */
    private void split(NodeDraft node) {
        integersBefore(13, node, "split", 1);
        if (opset < 18 && node.input(1).isEmpty()) {
            node.set(AttributeValue.integer("num_outputs", node.outputs.size()));
        }
    }

    private void topK(NodeDraft node) {
        if (opset < 10) {
            long k = node.takeInteger("k", 0);
            node.input(1, graph.constant(node.name + ".k", TensorData.vector(k)));
        }
    }

    /** Inputs are [x, scales] in opset 10; later ones pass empty tensors for what is left out. */
    private void resize(NodeDraft node) {
        if (opset < 11) {
            asymmetric(node);
            return;
        }
        for (int input = 1; input < node.inputs.size(); input++) {
            TensorData tensor = graph.tensors.get(node.input(input));
            if (tensor != null && tensor.shape().elements() == 0) {
                node.inputs.set(input, "");
            }
        }
    }

    private void upsample(NodeDraft node) {
        float[] scales = node.takeFloats("scales");
        if (scales != null) {
            node.input(1, graph.constant(node.name + ".scales", TensorData.ofFloats(Shape.of(scales.length), scales)));
        }
        node.type = "Resize";
        asymmetric(node);
    }

    /** Until opset 10 a pixel of the result lies at its position divided by the scale, rounded down (up where it shrinks). */
    private void asymmetric(NodeDraft node) {
        String scales = node.input(1);
        node.input(2, scales);
        node.inputs.set(1, "");
        node.set(AttributeValue.string("coordinate_transformation_mode", "asymmetric"));
        node.set(AttributeValue.string("nearest_mode", shrinks(node, scales) ? "ceil" : "floor"));
        node.attributes.computeIfPresent(
                "mode",
                (name, mode) ->
                        mode.getS().toStringUtf8().equals("bilinear") ? AttributeValue.string(name, "linear") : mode);
    }

    private boolean shrinks(NodeDraft node, String scales) {
        TensorData tensor = graph.tensors.get(scales);
        if (tensor == null || tensor.type() != ElementType.FLOAT32) {
            return false;
        }
        boolean shrinks = false;
        boolean grows = false;
        for (float scale : tensor.toFloats()) {
            shrinks |= scale < 1;
            grows |= scale > 1;
        }
        AttributeProto mode = node.attributes.get("mode");
        if (shrinks && grows && (mode == null || mode.getS().toStringUtf8().equals("nearest"))) {
            throw node.error(
                    "shrinking one axis and enlarging another rounds differently in each; export it with opset 11"
                            + " or newer");
        }
        return shrinks;
    }

    /** An end beyond 32 bits is no end. */
    private static void openEnd(NodeDraft node) {
        long end = node.takeInteger("end", Integer.MAX_VALUE);
        if (end < Integer.MAX_VALUE) {
            node.set(AttributeValue.integer("end", end));
        }
    }
}
