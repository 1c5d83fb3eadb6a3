package dev.konkyo.torch;

import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Op;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Collects cases; all inputs come from one seed per case. */
final class OperatorCases {
    private final List<OperatorCase> cases = new ArrayList<>();

    private OperatorCases() {}

    static List<OperatorCase> all() {
        OperatorCases table = new OperatorCases();
        ImageOperatorCases.fill(table);
        ValueOperatorCases.fill(table);
        LayoutOperatorCases.fill(table);
        ResizeCases.fill(table);
        return table.cases;
    }

    /** A case with one result whose gradient is checked. */
    void add(String name, Op op, OperatorCase.Input... inputs) {
        cases.add(new OperatorCase(name, op, List.of(inputs), 1, OperatorCase.Gradient.CHECKED));
    }

    /** A case with one result that has no gradient. */
    void addFlat(String name, Op op, OperatorCase.Input... inputs) {
        cases.add(new OperatorCase(name, op, List.of(inputs), 1, OperatorCase.Gradient.NONE));
    }

    /** A case with several results, of which the first one's gradient is checked. */
    void addMany(String name, Op op, int outputs, OperatorCase.Input... inputs) {
        cases.add(new OperatorCase(name, op, List.of(inputs), outputs, OperatorCase.Gradient.CHECKED));
    }

    /** Normal numbers, different for each shape. */
    static OperatorCase.Input normal(int... sizes) {
        RandomGenerator random = new SplittableRandom(Arrays.hashCode(sizes) + 11L);
        return given(RandomWeights.normal(ElementType.FLOAT32, Shape.of(sizes), 0.1, 1, random));
    }

    /** Numbers in [0.5, 2). */
    static OperatorCase.Input positive(int... sizes) {
        RandomGenerator random = new SplittableRandom(Arrays.hashCode(sizes) + 12L);
        return given(RandomWeights.uniform(ElementType.FLOAT32, Shape.of(sizes), 0.5, 2, random));
    }

    static OperatorCase.Input floats(Shape shape, float... values) {
        return given(TensorData.ofFloats(shape, values));
    }

    static OperatorCase.Input given(TensorData data) {
        return new OperatorCase.Input(data, false);
    }

    static OperatorCase.Input constant(TensorData data) {
        return new OperatorCase.Input(data, true);
    }

    /** A constant vector of integers. */
    static OperatorCase.Input integers(long... values) {
        return constant(TensorData.vector(values));
    }

    /** A constant scalar. */
    static OperatorCase.Input scalar(float value) {
        return constant(TensorData.scalar(value));
    }

    /** An optional input that is left out. */
    static OperatorCase.Input none() {
        @Nullable TensorData nothing = null;
        return new OperatorCase.Input(nothing, true);
    }

    static OperatorCase.Input booleans(Shape shape, int... values) {
        return bytes(ElementType.BOOL, shape, values);
    }

    static OperatorCase.Input bytes(ElementType type, Shape shape, int... values) {
        TensorData data = TensorData.allocate(type, shape);
        var buffer = data.buffer();
        for (int value : values) {
            buffer.put((byte) value);
        }
        return given(data);
    }
}
