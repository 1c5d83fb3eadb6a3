package dev.konkyo.runtime;

import dev.konkyo.graph.Cut;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.graph.Graph;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.image.Box;
import dev.konkyo.model.FeatureClassifier;
import dev.konkyo.model.MapPlaces;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A model in ONNX Runtime; its scores are the graph's first output, or where the graph gives evidence too, what these probabilities are
 * made of. The first question for a layer opens a session of the model that
 * gives this layer too, later ones reuse it.
 */
public final class RuntimeClassifier implements FeatureClassifier {
    private final Model model;
    private final RuntimeOptions options;
    private final MapPlaces places;
    private final String input;
    private final String output;
    private final OnnxRuntimeSession scores;
    private final Map<String, OnnxRuntimeSession> sessions = new ConcurrentHashMap<>();
    private final Map<String, OnnxRuntimeSession> heads = new ConcurrentHashMap<>();

    /**
     * Opens the model.
     *
     * @throws InferenceException if ONNX Runtime refuses it
     */
    public RuntimeClassifier(Model model, RuntimeOptions options) {
        this.model = model.withNetwork(EvidenceOutputs.without(model.network()));
        this.options = options;
        places = new MapPlaces(this.model.graph());
        input = model.graph().input().name();
        output = this.model.graph().outputs().getFirst();
        scores = open(List.of(output));
    }

    private OnnxRuntimeSession open(List<String> outputs) {
        Graph graph = model.graph().withOutputs(outputs);
        return OnnxRuntimeSession.of(new WeightedGraph(graph, model.weights()), options);
    }

    @Override
    public ModelCard card() {
        return model.card();
    }

    @Override
    public WeightedGraph network() {
        return model.network();
    }

    @Override
    public Box covered(int rows, int columns) {
        return places.of(rows, columns);
    }

    @Override
    public TensorData logits(TensorData images) {
        return OnnxRuntimeSession.value(scores.run(Map.of(input, images)), output);
    }

    @Override
    public Features features(TensorData images, String layer) {
        if (model.graph().producer(layer).isEmpty()) {
            throw new InferenceException("the model has no layer '" + layer + "'");
        }
        OnnxRuntimeSession session = layer.equals(output) ? scores : sessions.computeIfAbsent(layer, this::both);
        Map<String, TensorData> values = session.run(Map.of(input, images));
        return new Features(OnnxRuntimeSession.value(values, output), OnnxRuntimeSession.value(values, layer));
    }

    private OnnxRuntimeSession both(String layer) {
        scores.requireOpen();
        return open(List.of(output, layer));
    }

    @Override
    public TensorData logitsFrom(String layer, TensorData activation) {
        return OnnxRuntimeSession.value(
                heads.computeIfAbsent(layer, this::head).run(Map.of(layer, activation)), output);
    }

    private OnnxRuntimeSession head(String layer) {
        scores.requireOpen();
        Graph head = Cut.from(model.graph().withOutputs(List.of(output)), layer);
        return OnnxRuntimeSession.of(new WeightedGraph(head, model.weights()), options);
    }

    @Override
    public void close() {
        try {
            scores.close();
        } finally {
            sessions.values().forEach(OnnxRuntimeSession::close);
            heads.values().forEach(OnnxRuntimeSession::close);
        }
    }
}
