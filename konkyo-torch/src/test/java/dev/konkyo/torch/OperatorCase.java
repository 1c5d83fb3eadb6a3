package dev.konkyo.torch;

import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphInput;
import dev.konkyo.graph.Node;
import dev.konkyo.graph.Op;
import dev.konkyo.graph.Operand;
import dev.konkyo.graph.Operands;
import dev.konkyo.graph.TensorData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One operator on given tensors.
 *
 * @param inputs null where an optional input is left out
 * @param outputs how many results the node gives
 */
record OperatorCase(String name, Op op, List<Input> inputs, int outputs, Gradient gradient) {
    /** Whether central differences say something about the operator at these inputs. */
    enum Gradient {
        CHECKED,
        NONE
    }

    /**
     * A tensor.
     *
     * @param fixed whether it is a constant of the graph, as axes and shapes are
     */
    record Input(@Nullable TensorData data, boolean fixed) {}

    @Override
    public String toString() {
        return op.type() + " " + name;
    }

    /** The graph of this one node whose inputs have these element types. */
    Graph graph(Map<String, TensorData> given) {
        List<GraphInput> graphInputs = new ArrayList<>();
        given.forEach((input, data) -> graphInputs.add(new GraphInput(
                input,
                data.type(),
                java.util.Arrays.stream(data.shape().toInts()).boxed().toList())));
        Map<String, TensorData> constants = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            TensorData data = inputs.get(i).data();
            names.add(data == null ? "" : "in" + i);
            if (data != null && inputs.get(i).fixed()) {
                constants.put("in" + i, data);
            }
        }
        List<String> results = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            results.add("out" + i);
        }
        Node node = new Node("node", op, names, results);
        return new Graph(toString(), graphInputs, Map.of(), constants, List.of(node), results);
    }

    /** The inputs that are not constants, by name. */
    Map<String, TensorData> given() {
        Map<String, TensorData> given = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            TensorData data = inputs.get(i).data();
            if (data != null && !inputs.get(i).fixed()) {
                given.put("in" + i, data);
            }
        }
        return given;
    }

    /** The same case with float64 in place of float32. */
    OperatorCase doubled() {
        return new OperatorCase(
                name, op, inputs.stream().map(OperatorCase::doubled).toList(), outputs, gradient);
    }

    private static Input doubled(Input input) {
        return new Input(doubled(input.data()), input.fixed());
    }

    static @Nullable TensorData doubled(@Nullable TensorData data) {
        return data == null || data.type() != ElementType.FLOAT32
                ? data
                : TensorData.ofDoubles(data.shape(), data.toDoubles());
    }

    /** The shapes and types that the graph's shape inference expects of the results. */
    List<Operand> inferred() {
        List<@Nullable Operand> operands = new ArrayList<>();
        for (Input input : inputs) {
            TensorData data = input.data();
            operands.add(
                    data == null ? null : input.fixed() ? Operand.of(data) : Operand.of(data.type(), data.shape()));
        }
        return op.infer(new Operands(operands)).subList(0, outputs);
    }
}
