package dev.konkyo.graph;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Works out the small tensors that exported graphs compute from shapes, so that every later shape is known. */
final class ConstantFolding {
    private static final int LARGEST = 4096;

    private ConstantFolding() {}

    /** The results with their elements where these follow from known small inputs. */
    static List<Operand> fold(Op op, Operands in, List<Operand> results) {
        Operand result = results.getFirst();
        if (results.size() != 1 || result.constant() != null || result.shape().elements() > LARGEST) {
            return results;
        }
        for (int i = 0; i < in.count(); i++) {
            Operand operand = in.optional(i);
            if (operand != null
                    && (operand.constant() == null || operand.shape().elements() > LARGEST)) {
                return results;
            }
        }
        double[] elements = elements(op, in, result);
        return elements == null ? results : List.of(Operand.of(tensor(result, elements)));
    }

    private static TensorData tensor(Operand like, double[] elements) {
        TensorData tensor = TensorData.allocate(like.type(), like.shape());
        var bytes = tensor.buffer();
        for (double element : elements) {
            switch (like.type()) {
                case FLOAT32 -> bytes.putFloat((float) element);
                case FLOAT64 -> bytes.putDouble(element);
                case FLOAT16 -> bytes.putShort(Float.floatToFloat16((float) element));
                case BFLOAT16 -> bytes.putShort((short) (Float.floatToRawIntBits((float) element) >>> 16));
                case INT64 -> bytes.putLong((long) element);
                case INT32 -> bytes.putInt((int) element);
                case INT8, UINT8, BOOL -> bytes.put((byte) element);
            }
        }
        return tensor;
    }

    private static double @Nullable [] elements(Op op, Operands in, Operand result) {
        return switch (op) {
            case ShapeOp.ConstantOfShape constant ->
                IntStream.range(0, (int) result.shape().elements())
                        .mapToDouble(i -> constant.value().toDoubles()[0])
                        .toArray();
            case ShapeOp.Range _ -> {
                double start = values(in, 0)[0];
                double step = values(in, 2)[0];
                yield IntStream.range(0, (int) result.shape().elements())
                        .mapToDouble(i -> start + i * step)
                        .toArray();
            }
            case LayoutOp.Reshape _, LayoutOp.Flatten _, LayoutOp.Squeeze _, LayoutOp.Unsqueeze _ -> values(in, 0);
            case ActivationOp.Identity _ -> values(in, 0);
            case LayoutOp.Cast cast -> cast(values(in, 0), cast.to());
            case LayoutOp.Concat _ -> result.shape().rank() == 1 ? joined(in) : null;
            case LayoutOp.Gather _ -> in.at(0).shape().rank() == 1 ? gathered(in) : null;
            case LayoutOp.Slice _ -> in.at(0).shape().rank() == 1 ? sliced(in) : null;
            case LayoutOp.Expand _ -> broadcast(values(in, 0), in.at(0).shape(), result.shape());
            case ElementwiseOp elementwise -> elementwise(elementwise, in, result);
            case LogicOp logic -> logic(logic, in, result);
            case ReductionOp.ReduceProd _ ->
                result.shape().elements() == 1
                        ? new double[] {Arrays.stream(values(in, 0)).reduce(1, (a, b) -> a * b)}
                        : null;
            default -> null;
        };
    }

    private static double[] values(Operands in, int index) {
        TensorData constant = in.at(index).constant();
        if (constant == null) {
            throw new IllegalStateException("input " + index + " is not constant");
        }
        return constant.toDoubles();
    }

    private static double[] cast(double[] values, ElementType to) {
        return to.floating()
                ? values
                : Arrays.stream(values)
                        .map(v -> v < 0 ? Math.ceil(v) : Math.floor(v))
                        .toArray();
    }

    private static double[] joined(Operands in) {
        return IntStream.range(0, in.count())
                .boxed()
                .flatMapToDouble(i -> Arrays.stream(values(in, i)))
                .toArray();
    }

    private static double[] gathered(Operands in) {
        double[] from = values(in, 0);
        return Arrays.stream(in.integers(1))
                .mapToDouble(i -> {
                    int index = (int) (i < 0 ? i + from.length : i);
                    if (index < 0 || index >= from.length) {
                        throw new GraphException("index " + i + " lies outside " + from.length + " elements");
                    }
                    return from[index];
                })
                .toArray();
    }

    private static double[] sliced(Operands in) {
        double[] from = values(in, 0);
        var range = LayoutOp.Slice.ranges(
                        in.at(0).shape(),
                        in.integers(1),
                        in.integers(2),
                        in.optionalIntegers(3),
                        in.optionalIntegers(4))
                .getFirst();
        return IntStream.range(0, range.count())
                .mapToDouble(i -> from[range.start() + i * range.step()])
                .toArray();
    }

    private static double @Nullable [] elementwise(ElementwiseOp op, Operands in, Operand result) {
        boolean floating = result.type().floating();
        return switch (op) {
            case ElementwiseOp.Add _ -> binary(in, result, Double::sum);
            case ElementwiseOp.Sub _ -> binary(in, result, (a, b) -> a - b);
            case ElementwiseOp.Mul _ -> binary(in, result, (a, b) -> a * b);
            case ElementwiseOp.Div _ ->
                binary(in, result, floating ? (a, b) -> a / b : ConstantFolding::integerQuotient);
            case ElementwiseOp.Min _ -> in.count() == 2 ? binary(in, result, Math::min) : null;
            case ElementwiseOp.Max _ -> in.count() == 2 ? binary(in, result, Math::max) : null;
            case ElementwiseOp.Floor _ ->
                Arrays.stream(values(in, 0)).map(Math::floor).toArray();
            case ElementwiseOp.Ceil _ ->
                Arrays.stream(values(in, 0)).map(Math::ceil).toArray();
            case ElementwiseOp.Neg _ ->
                Arrays.stream(values(in, 0)).map(v -> -v).toArray();
            case ElementwiseOp.Sqrt _ ->
                Arrays.stream(values(in, 0)).map(Math::sqrt).toArray();
            default -> null;
        };
    }

    private static double integerQuotient(double dividend, double divisor) {
        long quotient = (long) dividend / (long) divisor;
        return quotient;
    }

    private static double @Nullable [] logic(LogicOp op, Operands in, Operand result) {
        return switch (op) {
            case LogicOp.Equal _ -> binary(in, result, (a, b) -> a == b ? 1 : 0);
            case LogicOp.Less _ -> binary(in, result, (a, b) -> a < b ? 1 : 0);
            case LogicOp.Greater _ -> binary(in, result, (a, b) -> a > b ? 1 : 0);
            case LogicOp.Not _ -> Arrays.stream(values(in, 0)).map(v -> 1 - v).toArray();
            case LogicOp.Where _ -> {
                double[] condition = broadcast(values(in, 0), in.at(0).shape(), result.shape());
                double[] yes = broadcast(values(in, 1), in.at(1).shape(), result.shape());
                double[] no = broadcast(values(in, 2), in.at(2).shape(), result.shape());
                yield IntStream.range(0, condition.length)
                        .mapToDouble(i -> condition[i] != 0 ? yes[i] : no[i])
                        .toArray();
            }
            default -> null;
        };
    }

    private static double[] binary(Operands in, Operand result, DoubleBinaryOperator function) {
        double[] left = broadcast(values(in, 0), in.at(0).shape(), result.shape());
        double[] right = broadcast(values(in, 1), in.at(1).shape(), result.shape());
        return IntStream.range(0, left.length)
                .mapToDouble(i -> function.applyAsDouble(left[i], right[i]))
                .toArray();
    }

    private static double[] broadcast(double[] values, Shape from, Shape to) {
        double[] all = new double[Math.toIntExact(to.elements())];
        for (int i = 0; i < all.length; i++) {
            int rest = i;
            int source = 0;
            int stride = 1;
            for (int back = 1; back <= to.rank(); back++) {
                int position = rest % to.at(-back);
                rest /= to.at(-back);
                if (back <= from.rank()) {
                    source += from.at(-back) == 1 ? 0 : position * stride;
                    stride *= from.at(-back);
                }
            }
            all[i] = values[source];
        }
        return all;
    }
}
