package dev.konkyo.torch;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphInput;
import dev.konkyo.graph.Parameter;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.graph.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.jspecify.annotations.Nullable;

/**
 * A graph with its weights in libtorch: computes any of its values, and remembers what gradients need unless told otherwise.
 *
 * <p>Owns its parameters until closed. Several threads may compute at once in {@link Mode#EVALUATION}; training belongs to one thread.
 * Tensors that a computation gives are owned by the {@link TensorScope} that is open around the call.
 */
public final class TorchNetwork implements AutoCloseable {
    private static final int REMEMBERED_PLANS = 64;

    private final Graph graph;
    private final List<TorchParameter> parameters = new ArrayList<>();
    private final Map<String, Tensor> persistent = new LinkedHashMap<>();
    private final Map<ExecutionPlan.Key, ExecutionPlan> plans = new ConcurrentHashMap<>();

    /** A network on the processor. */
    public TorchNetwork(WeightedGraph weighted) {
        this(weighted, TorchDevice.CPU);
    }

    /** Copies the weights to the device; learnt ones require gradients. */
    public TorchNetwork(WeightedGraph weighted, TorchDevice device) {
        graph = weighted.graph();
        graph.parameters().forEach((name, parameter) -> {
            Tensor tensor = store(name, weighted.weights().at(name), device);
            if (parameter.role() == Parameter.Role.TRAINED && parameter.type().floating()) {
                tensor.set_requires_grad(true);
            }
            parameters.add(new TorchParameter(name, parameter.role(), tensor));
        });
        graph.constants().forEach((name, constant) -> store(name, constant, device));
    }

    private Tensor store(String name, TensorData data, TorchDevice device) {
        try (TensorScope scope = new TensorScope()) {
            Tensor tensor = Tensors.copyOf(data).to(device.open(), Tensors.scalarType(data.type()));
            if (data.shape().rank() == 4) {
                tensor = tensor.contiguous(MemoryFormat.ChannelsLast);
            }
            persistent.put(name, scope.release(tensor));
            return tensor;
        }
    }

    public Graph graph() {
        return graph;
    }

    /** Every parameter, in the graph's order. */
    public List<TorchParameter> parameters() {
        return List.copyOf(parameters);
    }

    /** Lets the optimiser change only those learnt parameters whose names are accepted; the others are frozen. */
    public void train(Predicate<String> names) {
        for (TorchParameter parameter : parameters) {
            if (parameter.role() == Parameter.Role.TRAINED && floating(parameter)) {
                parameter.tensor().set_requires_grad(names.test(parameter.name()));
            }
        }
    }

    private static boolean floating(TorchParameter parameter) {
        return Tensors.elementType(parameter.tensor()).floating();
    }

    /**
     * The graph's first output for one batch of its only input.
     *
     * @throws TorchException if the batch has another shape or type than the graph's input
     */
    public Tensor forward(Tensor images, Mode mode) {
        String output = graph.outputs().getFirst();
        return value(forward(Map.of(graph.input().name(), images), mode, Set.of(output)), output);
    }

    /**
     * The wanted values by name; only the nodes that they need are computed.
     *
     * @param inputs every input of the graph by name
     * @param wanted names of any values of the graph
     * @throws TorchException if an input has another shape or type than the graph says, or the graph has no such value
     */
    public Map<String, Tensor> forward(Map<String, Tensor> inputs, Mode mode, Set<String> wanted) {
        return plan(inputs, wanted, null).run(inputs, mode);
    }

    /**
     * The wanted values and the leaf, recorded for gradients from the leaf on only: what lies before it is computed without.
     *
     * @param leaf the value at which differentiation begins; an activation or an input
     * @throws TorchException as {@link #forward(Map, Mode, Set)}
     */
    public Map<String, Tensor> forwardFrom(String leaf, Map<String, Tensor> inputs, Mode mode, Set<String> wanted) {
        return TorchEngine.enableGrad(() -> plan(inputs, wanted, leaf).run(inputs, mode));
    }

    /** A plan for these inputs' shapes. */
    ExecutionPlan plan(Map<String, Tensor> inputs, Set<String> wanted, @Nullable String leaf) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (GraphInput input : graph.inputs()) {
            Tensor tensor = inputs.get(input.name());
            if (tensor == null) {
                throw new TorchException("expected input '" + input.name() + "', got only " + inputs.keySet());
            }
            Shape shape = Tensors.shape(tensor);
            if (!input.accepts(shape) || Tensors.elementType(tensor) != input.type()) {
                throw new TorchException("input '" + input.name() + "': expected " + input.type() + " " + input.sizes()
                        + " (-1 is any size), got " + Tensors.elementType(tensor) + " " + shape);
            }
            shapes.put(input.name(), shape);
        }
        ExecutionPlan.Key key = new ExecutionPlan.Key(shapes, new LinkedHashSet<>(wanted), leaf);
        if (plans.size() > REMEMBERED_PLANS) {
            plans.clear();
        }
        return plans.computeIfAbsent(key, _ -> PlanCompiler.compile(graph, key, persistent));
    }

    static Tensor value(Map<String, Tensor> values, String name) {
        Tensor tensor = values.get(name);
        if (tensor == null) {
            throw new TorchException("the graph did not compute '" + name + "'");
        }
        return tensor;
    }

    /** A copy of the current parameters. */
    public Weights weights() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        parameters.forEach(parameter -> tensors.put(parameter.name(), Tensors.data(parameter.tensor())));
        return Weights.of(tensors);
    }

    /**
     * Overwrites the current parameters in place.
     *
     * @throws dev.konkyo.graph.GraphException if one is missing or has another shape
     */
    public void load(Weights weights) {
        WeightedGraph checked = new WeightedGraph(graph, weights);
        TorchEngine.noGrad(() -> {
            for (TorchParameter parameter : parameters) {
                try (TensorScope _ = new TensorScope()) {
                    TensorData data = checked.weights().at(parameter.name());
                    parameter.tensor().copy_(Tensors.copyOf(data));
                }
            }
        });
    }

    @Override
    public void close() {
        plans.clear();
        parameters.clear();
        persistent.values().forEach(Tensor::close);
        persistent.clear();
    }
}
