package dev.konkyo.runtime;

import dev.konkyo.graph.EmbeddingLayer;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.graph.Logits;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.image.Box;
import dev.konkyo.model.EvidenceClassifier;
import dev.konkyo.model.MapPlaces;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import java.util.Map;
import java.util.Set;

/** A model in ONNX Runtime whose graph gives evidence beside its scores. */
public final class RuntimeEvidenceClassifier implements EvidenceClassifier {
    private static final Set<String> OUTPUTS =
            Set.of(EvidenceOutputs.SCORES, EmbeddingLayer.NAME, EvidenceOutputs.EVIDENCE, EvidenceOutputs.CLUSTER);

    private final ModelCard card;
    private final MapPlaces places;
    private final String input;
    private final String logits;
    private final OnnxRuntimeSession session;

    /**
     * Opens the model.
     *
     * @throws InferenceException if its graph gives no evidence, or ONNX Runtime refuses it
     */
    public RuntimeEvidenceClassifier(Model model, RuntimeOptions options) {
        if (!EvidenceOutputs.in(model.graph())) {
            throw new InferenceException("expected a model with the outputs " + OUTPUTS + ", got "
                    + model.graph().outputs() + "; konkyo export --evidence makes one");
        }
        card = model.card();
        places = new MapPlaces(model.graph());
        input = model.graph().input().name();
        logits = Logits.name(model.graph());
        session = OnnxRuntimeSession.of(new WeightedGraph(model.graph().withOutput(logits), model.weights()), options);
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public Box covered(int rows, int columns) {
        return places.of(rows, columns);
    }

    @Override
    public TensorData logits(TensorData images) {
        return OnnxRuntimeSession.value(session.run(Map.of(input, images), Set.of(logits)), logits);
    }

    @Override
    public Pass pass(TensorData images) {
        Map<String, TensorData> values = session.run(Map.of(input, images), OUTPUTS);
        return new Pass(
                OnnxRuntimeSession.value(values, EvidenceOutputs.SCORES),
                OnnxRuntimeSession.value(values, EmbeddingLayer.NAME),
                OnnxRuntimeSession.value(values, EvidenceOutputs.EVIDENCE),
                OnnxRuntimeSession.value(values, EvidenceOutputs.CLUSTER));
    }

    @Override
    public void close() {
        session.close();
    }
}
