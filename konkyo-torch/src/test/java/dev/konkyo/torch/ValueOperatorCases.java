package dev.konkyo.torch;

import static dev.konkyo.torch.OperatorCases.booleans;
import static dev.konkyo.torch.OperatorCases.bytes;
import static dev.konkyo.torch.OperatorCases.constant;
import static dev.konkyo.torch.OperatorCases.floats;
import static dev.konkyo.torch.OperatorCases.given;
import static dev.konkyo.torch.OperatorCases.integers;
import static dev.konkyo.torch.OperatorCases.none;
import static dev.konkyo.torch.OperatorCases.normal;
import static dev.konkyo.torch.OperatorCases.positive;
import static dev.konkyo.torch.OperatorCases.scalar;

import dev.konkyo.graph.ActivationOp;
import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.ElementwiseOp;
import dev.konkyo.graph.LinearOp;
import dev.konkyo.graph.LogicOp;
import dev.konkyo.graph.QuantizationOp;
import dev.konkyo.graph.ReductionOp;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;

/** Activations, arithmetic, matrix products, reductions, logic and quantisation. */
final class ValueOperatorCases {
    private ValueOperatorCases() {}

    static void fill(OperatorCases table) {
        activations(table);
        arithmetic(table);
        integerArithmetic(table);
        products(table);
        reductions(table);
        logic(table);
        quantization(table);
    }

    private static void activations(OperatorCases table) {
        table.add("values", new ActivationOp.Relu(), normal(2, 3, 4));
        table.add("both limits", new ActivationOp.Clip(), normal(2, 3, 4), scalar(-0.5f), scalar(0.7f));
        table.add("least", new ActivationOp.Clip(), normal(2, 3, 4), scalar(-0.5f));
        table.add("most", new ActivationOp.Clip(), normal(2, 3, 4), none(), scalar(0.7f));
        table.add(
                "computed limit",
                new ActivationOp.Clip(),
                normal(2, 3, 4),
                given(TensorData.scalar(-0.2f)),
                scalar(0.7f));
        table.add("slope", new ActivationOp.LeakyRelu(0.1f), normal(2, 3, 4));
        table.add("slope per channel", new ActivationOp.PRelu(), normal(2, 3, 4, 4), normal(3, 1, 1));
        table.add("one slope", new ActivationOp.PRelu(), normal(2, 3, 4), positive(1));
        table.add("alpha", new ActivationOp.Elu(0.7f), normal(2, 3, 4));
        table.add("values", new ActivationOp.Sigmoid(), normal(2, 3, 4));
        table.add("default", new ActivationOp.HardSigmoid(0.2f, 0.5f), normal(2, 3, 4));
        table.add("sixth", new ActivationOp.HardSigmoid(1f / 6, 0.5f), normal(2, 3, 4));
        table.add("values", new ActivationOp.HardSwish(), normal(2, 3, 4));
        table.add("values", new ActivationOp.Tanh(), normal(2, 3, 4));
        table.add("last axis", new ActivationOp.Softmax(-1), normal(2, 3, 4));
        table.add("channels", new ActivationOp.Softmax(1), normal(2, 3, 4));
        table.add("last axis", new ActivationOp.LogSoftmax(-1), normal(2, 3, 4));
        table.add("first axis", new ActivationOp.LogSoftmax(0), normal(2, 3, 4));
        table.add("exact", new ActivationOp.Gelu("none"), normal(2, 3, 4));
        table.add("tanh", new ActivationOp.Gelu("tanh"), normal(2, 3, 4));
        table.add("values", new ActivationOp.Softplus(), normal(2, 3, 4));
        table.add("evaluated", new ActivationOp.Dropout(), normal(2, 3, 4), scalar(0.3f));
        table.add("values", new ActivationOp.Identity(), normal(2, 3, 4));
    }

    private static void arithmetic(OperatorCases table) {
        table.add("same shape", new ElementwiseOp.Add(), normal(2, 3, 4), positive(2, 3, 4));
        table.add("channels", new ElementwiseOp.Add(), normal(2, 3, 4, 4), normal(3, 1, 1));
        table.add("broadcast both", new ElementwiseOp.Sub(), normal(3, 1), normal(2, 1, 4));
        table.add("scalar", new ElementwiseOp.Mul(), normal(2, 3), scalar(1.5f));
        table.add("gates", new ElementwiseOp.Mul(), normal(2, 3, 4, 4), normal(2, 3, 1, 1));
        table.add("values", new ElementwiseOp.Div(), normal(2, 3), positive(2, 3));
        table.add("values", new ElementwiseOp.Pow(), positive(2, 3), normal(2, 3));
        table.add("square", new ElementwiseOp.Pow(), normal(2, 3), scalar(2));
        table.add("integer exponent", new ElementwiseOp.Pow(), normal(2, 3), integers(3));
        table.add("three", new ElementwiseOp.Min(), normal(2, 3), normal(3), normal(2, 1));
        table.add("three", new ElementwiseOp.Max(), normal(2, 3), normal(3), normal(2, 1));
        table.add("one", new ElementwiseOp.Max(), normal(2, 3));
        table.add("values", new ElementwiseOp.Sqrt(), positive(2, 3));
        table.add("values", new ElementwiseOp.Exp(), normal(2, 3));
        table.add("values", new ElementwiseOp.Log(), positive(2, 3));
        table.add("values", new ElementwiseOp.Neg(), normal(2, 3));
        table.add("values", new ElementwiseOp.Abs(), normal(2, 3));
        table.add("values", new ElementwiseOp.Erf(), normal(2, 3));
        table.addFlat("values", new ElementwiseOp.Floor(), normal(2, 3));
        table.addFlat("values", new ElementwiseOp.Ceil(), normal(2, 3));
        table.add("values", new ElementwiseOp.Reciprocal(), positive(2, 3));
    }

    private static void integerArithmetic(OperatorCases table) {
        var left = given(TensorData.ofLongs(Shape.of(4), 7, -7, 8, -1));
        var right = given(TensorData.ofLongs(Shape.of(4), 2, 2, -3, 4));
        table.addFlat("integers", new ElementwiseOp.Add(), left, right);
        table.addFlat("integers towards zero", new ElementwiseOp.Div(), left, right);
        table.addFlat("integers", new ElementwiseOp.Mul(), left, right);
        table.addFlat("integers", new ElementwiseOp.Max(), left, right);
        table.addFlat("integers", new ActivationOp.Clip(), left, constant(TensorData.ofLongs(Shape.of(), -2)));
        table.addFlat("integers", new ReductionOp.ReduceSum(true, false), left, integers(0));
    }

    private static void products(OperatorCases table) {
        table.add("layer", new LinearOp.Gemm(1, 1, false, true), normal(2, 3), normal(4, 3), normal(4));
        table.add("without bias", new LinearOp.Gemm(1, 1, false, true), normal(2, 3), normal(4, 3));
        table.add("scaled", new LinearOp.Gemm(0.5f, 2, true, false), normal(3, 2), normal(3, 4), normal(2, 1));
        table.add("scalar bias", new LinearOp.Gemm(1, 0.5f, false, false), normal(2, 3), normal(3, 4), scalar(2));
        table.add("matrices", new LinearOp.MatMul(), normal(2, 3), normal(3, 4));
        table.add("stacks", new LinearOp.MatMul(), normal(2, 1, 2, 3), normal(3, 3, 4));
    }

    private static void reductions(OperatorCases table) {
        for (boolean keep : new boolean[] {true, false}) {
            String name = keep ? "keeping axes" : "dropping axes";
            table.add(name, new ReductionOp.ReduceMean(keep, false), normal(2, 3, 4), integers(-1));
            table.add(name, new ReductionOp.ReduceSum(keep, false), normal(2, 3, 4), integers(0, 2));
            table.add(name, new ReductionOp.ReduceMax(keep, false), normal(2, 3, 4), integers(1));
            table.add(name, new ReductionOp.ReduceMin(keep, false), normal(2, 3, 4), integers(1, -1));
            table.add(name, new ReductionOp.ReduceProd(keep, false), normal(2, 3, 4), integers(0, 1));
            table.add(name, new ReductionOp.ReduceL2(keep, false), normal(2, 3, 4), integers(1));
            table.addFlat(name, new ReductionOp.ArgMax(1, keep, false), normal(2, 3, 4));
        }
        table.add("everything", new ReductionOp.ReduceMean(true, false), normal(2, 3, 4));
        table.add("nothing", new ReductionOp.ReduceSum(true, true), normal(2, 3, 4));
        var ties = floats(Shape.of(2, 4), 1, 5, 5, 2, 7, 7, 0, 7);
        table.addFlat("first of equals", new ReductionOp.ArgMax(-1, false, false), ties);
        table.addFlat("last of equals", new ReductionOp.ArgMax(-1, false, true), ties);
        table.addMany("largest", new ReductionOp.TopK(-1, true, true), 2, normal(2, 6), integers(3));
        table.addMany("smallest", new ReductionOp.TopK(0, false, true), 2, normal(5, 2), integers(2));
    }

    private static void logic(OperatorCases table) {
        var left = floats(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
        var right = floats(Shape.of(3), 1, 3, 3);
        table.addFlat("floats", new LogicOp.Equal(), left, right);
        table.addFlat("floats", new LogicOp.Less(), left, right);
        table.addFlat("floats", new LogicOp.Greater(), left, right);
        table.addFlat("floats", new LogicOp.LessOrEqual(), left, right);
        table.addFlat("floats", new LogicOp.GreaterOrEqual(), left, right);
        var yes = booleans(Shape.of(4), 1, 0, 1, 0);
        var no = booleans(Shape.of(4), 1, 1, 0, 0);
        table.addFlat("booleans", new LogicOp.And(), yes, no);
        table.addFlat("booleans", new LogicOp.Or(), yes, no);
        table.addFlat("booleans", new LogicOp.Not(), yes);
        table.add("broadcast", new LogicOp.Where(), booleans(Shape.of(3), 1, 0, 1), normal(2, 3), normal(2, 1));
    }

    private static void quantization(OperatorCases table) {
        var ties = floats(Shape.of(2, 3), 0.25f, -0.25f, 0.75f, 200, -200, 0.3f);
        var half = scalar(0.5f);
        table.addFlat(
                "half to even", new QuantizationOp.QuantizeLinear(1), ties, half, constant(zero(ElementType.UINT8, 3)));
        table.addFlat("signed", new QuantizationOp.QuantizeLinear(1), ties, half, constant(zero(ElementType.INT8, -5)));
        table.addFlat("without zero point", new QuantizationOp.QuantizeLinear(1), ties, half);
        var steps = constant(TensorData.ofFloats(Shape.of(3), 0.5f, 0.1f, 2));
        table.addFlat(
                "per channel",
                new QuantizationOp.QuantizeLinear(1),
                normal(2, 3, 2),
                steps,
                constant(bytesOf(ElementType.INT8, 0, 1, -2)));
        var bytes = bytes(ElementType.UINT8, Shape.of(2, 3), 0, 7, 255, 128, 3, 9);
        table.addFlat(
                "scalar", new QuantizationOp.DequantizeLinear(1), bytes, half, constant(zero(ElementType.UINT8, 128)));
        table.addFlat("without zero point", new QuantizationOp.DequantizeLinear(1), bytes, half);
        var signed = bytes(ElementType.INT8, Shape.of(3, 2), -128, 7, 127, 0, 3, -9);
        table.addFlat(
                "per row",
                new QuantizationOp.DequantizeLinear(0),
                signed,
                steps,
                constant(bytesOf(ElementType.INT8, 0, 1, -2)));
    }

    private static TensorData zero(ElementType type, int value) {
        return bytesOf(type, value).reshaped(Shape.of());
    }

    private static TensorData bytesOf(ElementType type, int... values) {
        TensorData data = bytes(type, Shape.of(values.length), values).data();
        return java.util.Objects.requireNonNull(data);
    }
}
