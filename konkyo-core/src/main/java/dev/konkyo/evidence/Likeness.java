package dev.konkyo.evidence;

import dev.konkyo.graph.EmbeddingLayer;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.graph.ReferenceHead;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.image.Image;
import dev.konkyo.model.FeatureClassifier;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.model.ModelCard.ScoreKind;
import java.util.List;

/**
 * What makes photos resemble a given one: the cosine of their embeddings as the score of a model, so that every method can explain it.
 */
public final class Likeness {
    /** The class whose score is the cosine; the other's is {@link #THRESHOLD}. */
    public static final int LABEL = 1;

    /** From this cosine on photos are said to be alike. */
    public static final float THRESHOLD = 0.5f;

    private Likeness() {}

    /**
     * The model with an embedding that can be asked for.
     *
     * @throws dev.konkyo.graph.GraphException if the network has nothing to tell photos apart by
     */
    public static Model embedding(Model model) {
        WeightedGraph network = EvidenceOutputs.without(model.network());
        return model.withNetwork(new WeightedGraph(EmbeddingLayer.add(network.graph()), network.weights()));
    }

    /**
     * A model of two labels, one of them that a photo is like the reference.
     *
     * @param name of the reference, for people
     * @param embedding runs {@link #embedding} of the model
     */
    public static Model to(Image reference, String name, Model model, FeatureClassifier embedding) {
        TensorData vector = embedding
                .features(model.card().input(reference), EmbeddingLayer.NAME)
                .activation();
        WeightedGraph network = ReferenceHead.add(embedding.network(), EmbeddingLayer.NAME, vector, THRESHOLD);
        ModelCard card = ModelCard.of(
                        model.card().network(),
                        List.of("unlike " + name, "like " + name),
                        model.card().preprocessing())
                .withScores(ScoreKind.COSINE)
                .withEvidenceLayer(model.card().evidenceLayer())
                .withPadding(model.card().padding());
        return new Model(network.graph(), network.weights(), card);
    }
}
