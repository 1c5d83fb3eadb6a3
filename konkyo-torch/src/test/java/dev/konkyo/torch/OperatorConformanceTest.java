package dev.konkyo.torch;

import static dev.konkyo.torch.Closeness.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.Op;
import dev.konkyo.graph.Operand;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import dev.konkyo.runtime.OnnxRuntimeSession;
import dev.konkyo.runtime.RuntimeOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator means the same in both engines, and its gradient is that of its values. */
class OperatorConformanceTest {
    private static final double STEP = 1e-6;

    @BeforeAll
    static void oneThread() {
        TorchEngine.threads(1);
    }

    static Stream<OperatorCase> cases() {
        return OperatorCases.all().stream();
    }

    static Stream<OperatorCase> differentiable() {
        return cases().filter(operator -> operator.gradient() == OperatorCase.Gradient.CHECKED);
    }

    @Test
    void everyOperatorHasCases() {
        Set<Class<? extends Op>> covered =
                cases().map(OperatorCase::op).map(Op::getClass).collect(Collectors.toSet());
        assertThat(Op.all()).allMatch(covered::contains);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valuesAreOnnxRuntimes(OperatorCase operator) {
        Map<String, TensorData> given = operator.given();
        Graph graph = operator.graph(given);
        Map<String, TensorData> values = torch(graph, given);
        Map<String, TensorData> expected;
        try (OnnxRuntimeSession session =
                OnnxRuntimeSession.of(new WeightedGraph(graph, Weights.of(Map.of())), RuntimeOptions.sharing(1))) {
            expected = session.run(given);
        }
        List<Operand> inferred = operator.inferred();
        for (int i = 0; i < operator.outputs(); i++) {
            TensorData value = at(values, "out" + i);
            TensorData other = at(expected, "out" + i);
            assertThat(value.type())
                    .isEqualTo(other.type())
                    .isEqualTo(inferred.get(i).type());
            assertThat(value.shape())
                    .isEqualTo(other.shape())
                    .isEqualTo(inferred.get(i).shape());
            Closeness.assertClose(value, other, 1e-5, 1e-6);
        }
    }

    @ParameterizedTest
    @MethodSource("differentiable")
    void gradientsAreCentralDifferences(OperatorCase single) {
        OperatorCase operator = single.doubled();
        Map<String, TensorData> given = operator.given();
        Graph graph = operator.graph(given);
        TensorData weights = RandomWeights.normal(
                ElementType.FLOAT64, operator.inferred().getFirst().shape(), 0, 1, new java.util.SplittableRandom(7));
        try (TorchNetwork network = new TorchNetwork(new WeightedGraph(graph, Weights.of(Map.of())))) {
            given.forEach((name, data) -> {
                if (data.type() == ElementType.FLOAT64) {
                    double[] differences = differences(network, given, name, weights);
                    TensorData analytic = gradient(network, given, name, weights);
                    Closeness.assertClose(analytic, TensorData.ofDoubles(data.shape(), differences), 1e-5, 1e-6);
                }
            });
        }
    }

    private static Map<String, TensorData> torch(Graph graph, Map<String, TensorData> given) {
        try (TorchNetwork network = new TorchNetwork(new WeightedGraph(graph, Weights.of(Map.of())));
                TensorScope _ = new TensorScope()) {
            Map<String, TensorData> values = new LinkedHashMap<>();
            network.forward(tensors(given), Mode.EVALUATION, Set.copyOf(graph.outputs()))
                    .forEach((name, tensor) -> values.put(name, Tensors.data(tensor)));
            return values;
        }
    }

    private static Map<String, Tensor> tensors(Map<String, TensorData> given) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        given.forEach((name, data) -> tensors.put(name, Tensors.copyOf(data)));
        return tensors;
    }

    private static TensorData gradient(
            TorchNetwork network, Map<String, TensorData> given, String name, TensorData weights) {
        try (TensorScope _ = new TensorScope()) {
            Map<String, Tensor> values = network.forwardFrom(name, tensors(given), Mode.EVALUATION, Set.of("out0"));
            at(values, "out0").mul(Tensors.copyOf(weights)).sum().backward();
            return Tensors.data(at(values, name).grad());
        }
    }

    private static double[] differences(
            TorchNetwork network, Map<String, TensorData> given, String name, TensorData weights) {
        double[] elements = at(given, name).toDoubles();
        double[] differences = new double[elements.length];
        for (int i = 0; i < elements.length; i++) {
            differences[i] =
                    (moved(network, given, name, i, STEP, weights) - moved(network, given, name, i, -STEP, weights))
                            / (2 * STEP);
        }
        return differences;
    }

    private static double moved(
            TorchNetwork network,
            Map<String, TensorData> given,
            String name,
            int index,
            double step,
            TensorData weights) {
        Map<String, TensorData> changed = new LinkedHashMap<>(given);
        double[] elements = at(given, name).toDoubles();
        elements[index] += step;
        changed.put(name, TensorData.ofDoubles(at(given, name).shape(), elements));
        try (TensorScope _ = new TensorScope()) {
            Map<String, Tensor> values = network.forward(tensors(changed), Mode.EVALUATION, Set.of("out0"));
            return at(values, "out0").mul(Tensors.copyOf(weights)).sum().item_double();
        }
    }
}
