package dev.konkyo.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.TensorInfo;
import dev.konkyo.graph.GraphInput;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.onnx.OnnxFile;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A model that ONNX Runtime has optimised and holds ready. Safe for use by several threads until closed. */
public final class OnnxRuntimeSession implements AutoCloseable {
    private static final Set<OnnxJavaType> FLOATING =
            EnumSet.of(OnnxJavaType.FLOAT, OnnxJavaType.DOUBLE, OnnxJavaType.FLOAT16, OnnxJavaType.BFLOAT16);

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final List<GraphInput> inputs;
    private final Set<String> outputs;
    private final Set<String> floats;
    private final Map<String, String> metadata;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Opens a session. */
    @FunctionalInterface
    private interface Opening {
        OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options) throws OrtException;
    }

    private OnnxRuntimeSession(String name, RuntimeOptions options, Opening opening) {
        environment = SharedEnvironment.instance();
        try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
            settings.setOptimizationLevel(OptLevel.ALL_OPT);
            settings.setIntraOpNumThreads(options.threads());
            settings.addConfigEntry(
                    "session.intra_op.allow_spinning",
                    switch (options.waiting()) {
                        case SPINNING -> "1";
                        case SLEEPING -> "0";
                    });
            session = opening.open(environment, settings);
            try {
                inputs = describe(session);
                outputs = Collections.unmodifiableSet(new LinkedHashSet<>(session.getOutputNames()));
                floats = floats(session);
                metadata = Map.copyOf(session.getMetadata().getCustomMetadata());
            } catch (OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new InferenceException("ONNX Runtime cannot open " + name, e);
        }
    }

    /**
     * Opens the bytes of an ONNX file.
     *
     * @throws InferenceException if ONNX Runtime refuses it
     */
    public static OnnxRuntimeSession of(byte[] onnx, RuntimeOptions options) {
        return new OnnxRuntimeSession(
                "a model of " + onnx.length + " bytes",
                options,
                (environment, settings) -> environment.createSession(onnx, settings));
    }

    /**
     * Opens an ONNX file.
     *
     * @throws InferenceException if ONNX Runtime refuses it
     */
    public static OnnxRuntimeSession of(Path onnx, RuntimeOptions options) {
        return new OnnxRuntimeSession(
                onnx.toString(),
                options,
                (environment, settings) -> environment.createSession(onnx.toString(), settings));
    }

    /**
     * Opens a graph with its weights.
     *
     * @throws InferenceException if ONNX Runtime refuses it
     */
    public static OnnxRuntimeSession of(WeightedGraph network, RuntimeOptions options) {
        byte[] onnx = OnnxFile.bytes(network.graph(), network.weights(), Map.of());
        return new OnnxRuntimeSession(
                "graph '" + network.graph().name() + "'",
                options,
                (environment, settings) -> environment.createSession(onnx, settings));
    }

    private static List<GraphInput> describe(OrtSession session) throws OrtException {
        List<GraphInput> inputs = new ArrayList<>();
        for (NodeInfo node : session.getInputInfo().values()) {
            if (!(node.getInfo() instanceof TensorInfo info)) {
                throw new InferenceException(
                        "input '" + node.getName() + "': expected a tensor, got " + node.getInfo());
            }
            List<Integer> sizes = Arrays.stream(info.getShape())
                    .mapToObj(size -> size < 0 ? GraphInput.FREE : Math.toIntExact(size))
                    .toList();
            inputs.add(new GraphInput(node.getName(), OnnxTensors.elementType(info.type), sizes));
        }
        return List.copyOf(inputs);
    }

    private static Set<String> floats(OrtSession session) throws OrtException {
        Set<String> floats = new LinkedHashSet<>();
        for (NodeInfo node : session.getOutputInfo().values()) {
            if (node.getInfo() instanceof TensorInfo info && FLOATING.contains(info.type)) {
                floats.add(node.getName());
            }
        }
        return Collections.unmodifiableSet(floats);
    }

    /** What must be given. */
    public List<GraphInput> inputs() {
        return inputs;
    }

    /** What can be asked for, in the file's order. */
    public Set<String> outputs() {
        return outputs;
    }

    /** Those of the outputs that are tensors of floating-point numbers, in the file's order. */
    public Set<String> floats() {
        return floats;
    }

    /** What the file says of itself, beside its network. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** All outputs of the model. */
    public Map<String, TensorData> run(Map<String, TensorData> given) {
        return run(given, outputs);
    }

    /**
     * The wanted outputs by name.
     *
     * @param given every input by name
     * @throws InferenceException if an input is missing or of another type or shape, or an output does not exist; the engine does not
     *     see such a call
     */
    public Map<String, TensorData> run(Map<String, TensorData> given, Set<String> wanted) {
        requireOpen();
        check(given, wanted);
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        try {
            for (GraphInput input : inputs) {
                tensors.put(input.name(), OnnxTensors.of(environment, at(given, input)));
            }
            try (OrtSession.Result result = session.run(tensors, wanted)) {
                Map<String, TensorData> values = new LinkedHashMap<>();
                for (Map.Entry<String, OnnxValue> value : result) {
                    values.put(value.getKey(), OnnxTensors.data((OnnxTensor) value.getValue()));
                }
                return values;
            }
        } catch (OrtException e) {
            throw new InferenceException("ONNX Runtime failed on " + given, e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
            Reference.reachabilityFence(given);
        }
    }

    void requireOpen() {
        if (closed.get()) {
            throw new InferenceException("the model has been closed; open it again to ask it");
        }
    }

    /** One of the outputs that {@link #run} gave. */
    static TensorData value(Map<String, TensorData> outputs, String name) {
        @Nullable TensorData value = outputs.get(name);
        if (value == null) {
            throw new InferenceException("ONNX Runtime did not give '" + name + "'");
        }
        return value;
    }

    private void check(Map<String, TensorData> given, Set<String> wanted) {
        for (GraphInput input : inputs) {
            TensorData data = at(given, input);
            if (data.type() != input.type() || !input.accepts(data.shape())) {
                throw new InferenceException("input '" + input.name() + "': expected " + input.type() + " "
                        + input.sizes() + " (-1 is any size), got " + data);
            }
        }
        if (!outputs.containsAll(wanted)) {
            throw new InferenceException("expected outputs among " + outputs + ", got " + wanted);
        }
    }

    private static TensorData at(Map<String, TensorData> given, GraphInput input) {
        TensorData data = given.get(input.name());
        if (data == null) {
            throw new InferenceException("expected input '" + input.name() + "', got only " + given.keySet());
        }
        return data;
    }

    /** Gives the engine's memory back; closing once more changes nothing. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            session.close();
        } catch (OrtException e) {
            throw new InferenceException("ONNX Runtime cannot close its session", e);
        }
    }
}
