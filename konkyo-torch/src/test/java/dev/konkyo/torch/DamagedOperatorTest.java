package dev.konkyo.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.Op;
import dev.konkyo.graph.Operand;
import dev.konkyo.graph.ShapeInference;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Attributes, axes and sizes that no exporter writes are refused in one line that names the node; they never reach native code unchecked. */
class DamagedOperatorTest {
    private static final int[] ODD = {0, -1, 7, 1 << 16, Integer.MAX_VALUE};
    private static final long LARGEST = 1 << 16;

    @BeforeAll
    static void oneThread() {
        TorchEngine.threads(1);
    }

    static Stream<OperatorCase> cases() {
        return OperatorCases.all().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void oddNumbersAreRefusedInOneLine(OperatorCase operator) {
        for (Op op : oddAttributes(operator.op())) {
            check(new OperatorCase(
                    operator.name(), op, operator.inputs(), operator.outputs(), OperatorCase.Gradient.NONE));
        }
        for (List<OperatorCase.Input> inputs : oddConstants(operator.inputs())) {
            check(new OperatorCase(
                    operator.name(), operator.op(), inputs, operator.outputs(), OperatorCase.Gradient.NONE));
        }
    }

    private static void check(OperatorCase damaged) {
        Map<String, TensorData> given = damaged.given();
        Graph graph = damaged.graph(given);
        try {
            Map<String, Operand> values = ShapeInference.infer(graph, 1);
            long elements = 0;
            for (String output : graph.outputs()) {
                elements =
                        Math.max(elements, Closeness.at(values, output).shape().elements());
            }
            if (elements < LARGEST) {
                run(graph, given);
            }
        } catch (GraphException | TorchException e) {
            assertThat(e)
                    .message()
                    .hasLineCount(1)
                    .startsWith("node 'node' (" + damaged.op().type() + ")");
        }
    }

    private static void run(Graph graph, Map<String, TensorData> given) {
        try (TorchNetwork network = new TorchNetwork(new WeightedGraph(graph, Weights.of(Map.of())));
                TensorScope _ = new TensorScope()) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            given.forEach((name, data) -> tensors.put(name, Tensors.copyOf(data)));
            network.forward(tensors, Mode.EVALUATION, Set.copyOf(graph.outputs()));
        }
    }

    /** The operator with each of its whole numbers and lists in turn as it should not be, as far as its constructor takes that. */
    private static List<Op> oddAttributes(Op op) {
        RecordComponent[] components = op.getClass().getRecordComponents();
        Object[] values =
                Arrays.stream(components).map(component -> value(op, component)).toArray();
        List<Op> odd = new ArrayList<>();
        for (int i = 0; i < components.length; i++) {
            for (Object value : odd(components[i], values[i])) {
                Object[] changed = values.clone();
                changed[i] = value;
                make(op, changed, odd);
            }
        }
        return odd;
    }

    private static List<Object> odd(RecordComponent component, Object value) {
        List<Object> odd = new ArrayList<>();
        for (int number : ODD) {
            if (component.getType() == int.class) {
                odd.add(number);
            } else if (value instanceof List<?> list) {
                odd.add(Collections.nCopies(Math.max(1, list.size()), number));
            }
        }
        return odd;
    }

    private static Object value(Op op, RecordComponent component) {
        try {
            return component.getAccessor().invoke(op);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(op.type(), e);
        }
    }

    private static void make(Op op, Object[] values, List<Op> made) {
        Class<?>[] types = Arrays.stream(op.getClass().getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<? extends Op> constructor = op.getClass().getDeclaredConstructor(types);
            made.add(constructor.newInstance(values));
        } catch (InvocationTargetException e) {
            assertThat(e.getCause())
                    .isInstanceOf(GraphException.class)
                    .message()
                    .hasLineCount(1);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(op.type(), e);
        }
    }

    /** The inputs with each constant of whole numbers in turn longer, shorter, or full of an odd number. */
    private static List<List<OperatorCase.Input>> oddConstants(List<OperatorCase.Input> inputs) {
        List<List<OperatorCase.Input>> odd = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            TensorData data = inputs.get(i).data();
            if (data == null || !inputs.get(i).fixed() || data.type() != ElementType.INT64) {
                continue;
            }
            long[] numbers = data.toLongs();
            List<long[]> instead = new ArrayList<>(List.of(
                    Arrays.copyOf(numbers, 9), Arrays.copyOf(numbers, Math.max(0, numbers.length - 1)), new long[0]));
            for (int number : ODD) {
                instead.add(Arrays.stream(numbers).map(_ -> number).toArray());
            }
            instead.add(Arrays.stream(numbers).map(_ -> Long.MAX_VALUE).toArray());
            instead.add(Arrays.stream(numbers).map(_ -> Long.MIN_VALUE).toArray());
            for (long[] other : instead) {
                List<OperatorCase.Input> changed = new ArrayList<>(inputs);
                changed.set(i, OperatorCases.constant(TensorData.vector(other)));
                odd.add(changed);
            }
        }
        return odd;
    }
}
