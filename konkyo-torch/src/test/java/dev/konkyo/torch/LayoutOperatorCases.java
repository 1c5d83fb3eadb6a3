package dev.konkyo.torch;

import static dev.konkyo.torch.OperatorCases.constant;
import static dev.konkyo.torch.OperatorCases.floats;
import static dev.konkyo.torch.OperatorCases.given;
import static dev.konkyo.torch.OperatorCases.integers;
import static dev.konkyo.torch.OperatorCases.none;
import static dev.konkyo.torch.OperatorCases.normal;
import static dev.konkyo.torch.OperatorCases.scalar;

import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.LayoutOp;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.ShapeOp;
import dev.konkyo.graph.TensorData;
import java.util.List;

/** Order, shape and type of elements, and tensors made from sizes. */
final class LayoutOperatorCases {
    private LayoutOperatorCases() {}

    static void fill(OperatorCases table) {
        joining(table);
        slicing(table);
        shapes(table);
        padding(table);
        casts(table);
        blocks(table);
        sizes(table);
    }

    private static void joining(OperatorCases table) {
        table.add("channels", new LayoutOp.Concat(1), normal(2, 3, 4), normal(2, 1, 4), normal(2, 2, 4));
        table.add("last axis", new LayoutOp.Concat(-1), normal(2, 3), normal(2, 2));
        table.addMany("sizes", new LayoutOp.Split(1, 0), 2, normal(2, 5), integers(2, 3));
        table.addMany("equal parts", new LayoutOp.Split(-1, 3), 3, normal(2, 7));
    }

    private static void slicing(OperatorCases table) {
        LayoutOp.Slice slice = new LayoutOp.Slice();
        table.add("first axes", slice, normal(4, 5), integers(1, 0), integers(3, 4));
        table.add("negative", slice, normal(4, 5), integers(-3), integers(-1), integers(-1));
        table.add("too long", slice, normal(4, 5), integers(1), integers(Long.MAX_VALUE), integers(1), integers(2));
        table.add("backwards", slice, normal(4, 5), integers(-1), integers(Long.MIN_VALUE), integers(1), integers(-2));
        table.add(
                "two backwards", slice, normal(4, 5), integers(3, 3), integers(0, 0), integers(0, 1), integers(-1, -3));
        table.addFlat("empty", slice, normal(4, 5), integers(3), integers(1));
        table.add("negative index", new LayoutOp.Gather(1), normal(2, 4), integers(0, -1, 2, 0));
        table.add(
                "matrix of indices",
                new LayoutOp.Gather(0),
                normal(3, 2),
                given(TensorData.ofLongs(Shape.of(2, 2), 0, 2, -2, 1)));
        table.add("scalar index", new LayoutOp.Gather(1), normal(2, 4), constant(TensorData.ofLongs(Shape.of(), 3)));
    }

    private static void shapes(OperatorCases table) {
        table.add("free", new LayoutOp.Reshape(false), normal(2, 3, 4), integers(0, -1));
        table.add("given", new LayoutOp.Reshape(false), normal(2, 3, 4), integers(4, 6));
        table.add("images", new LayoutOp.Flatten(1), normal(2, 3, 4, 4));
        table.add("everything", new LayoutOp.Flatten(0), normal(2, 3));
        table.add("negative axis", new LayoutOp.Flatten(-1), normal(2, 3, 4));
        table.add("order", new LayoutOp.Transpose(List.of(0, 2, 3, 1)), normal(2, 3, 4, 4));
        table.add("reversed", new LayoutOp.Transpose(List.of()), normal(2, 3, 4));
        table.add("axes", new LayoutOp.Squeeze(), normal(2, 1, 3, 1), integers(-1));
        table.add("all", new LayoutOp.Squeeze(), normal(2, 1, 3, 1));
        table.add("axes", new LayoutOp.Unsqueeze(), normal(2, 3), integers(0, -1));
        table.add("broadcast", new LayoutOp.Expand(), normal(3, 1), integers(2, 1, 4));
        table.add("repeats", new LayoutOp.Tile(), normal(2, 3), integers(2, 2));
    }

    private static void padding(OperatorCases table) {
        LayoutOp.Pad constant = new LayoutOp.Pad(LayoutOp.PadMode.CONSTANT);
        table.add("zeros", constant, normal(2, 3), integers(1, 0, 0, 2));
        table.add("value", constant, normal(2, 3), integers(1, 0, 0, 2), scalar(1.5f));
        table.add("cut", constant, normal(4, 5), integers(-1, 0, 2, -2));
        table.add("axes", constant, normal(2, 3, 4), integers(1, 2), none(), integers(-1));
        table.add(
                "reflect",
                new LayoutOp.Pad(LayoutOp.PadMode.REFLECT),
                normal(1, 2, 4, 5),
                integers(0, 0, 2, 1, 0, 0, 3, 4));
        table.add(
                "edge", new LayoutOp.Pad(LayoutOp.PadMode.EDGE), normal(1, 2, 4, 5), integers(0, 1, 2, 1, 0, 0, 5, 6));
        table.add(
                "wrap", new LayoutOp.Pad(LayoutOp.PadMode.WRAP), normal(1, 2, 4, 5), integers(0, 0, 2, 1, 0, 0, 3, 0));
    }

    private static void casts(OperatorCases table) {
        var fractions = floats(Shape.of(4), 1.7f, -1.7f, 0, 3);
        for (ElementType type : List.of(
                ElementType.INT64, ElementType.INT32, ElementType.BOOL, ElementType.FLOAT16, ElementType.INT8)) {
            table.addFlat("to " + type, new LayoutOp.Cast(type), fractions);
        }
        table.addFlat(
                "from integers", new LayoutOp.Cast(ElementType.FLOAT32), given(TensorData.ofLongs(Shape.of(2), 3, -4)));
    }

    private static void blocks(OperatorCases table) {
        table.add("depth first", new LayoutOp.DepthToSpace(2, LayoutOp.DepthMode.DCR), normal(1, 8, 2, 3));
        table.add("column first", new LayoutOp.DepthToSpace(2, LayoutOp.DepthMode.CRD), normal(1, 8, 2, 3));
        table.add("blocks", new LayoutOp.SpaceToDepth(2), normal(1, 2, 4, 6));
    }

    private static void sizes(OperatorCases table) {
        table.addFlat("all", new ShapeOp.Shape(0, Integer.MAX_VALUE), normal(2, 3, 4));
        table.addFlat("last two", new ShapeOp.Shape(-2, Integer.MAX_VALUE), normal(2, 3, 4));
        table.addFlat("small", new ShapeOp.ConstantOfShape(TensorData.ofFloats(Shape.of(1), 2.5f)), integers(2, 3));
        table.addFlat("large", new ShapeOp.ConstantOfShape(TensorData.vector(7)), integers(100, 50));
        table.addFlat("small", new ShapeOp.Range(), scalar(1), scalar(6), scalar(2));
        table.addFlat("large", new ShapeOp.Range(), scalar(0), scalar(5000), scalar(1));
    }
}
