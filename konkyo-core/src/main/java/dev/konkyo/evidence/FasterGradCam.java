package dev.konkyo.evidence;

import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.TensorData;
import dev.konkyo.model.EvidenceClassifier;
import dev.konkyo.model.EvidenceClassifier.Pass;
import dev.konkyo.model.ModelCard.ScoreKind;
import java.util.Arrays;

/**
 * Evidence that the model's own graph computes beside its scores: Grad-CAM's weighted sum with channel weights that are looked up instead of
 * differentiated (Chen et al. 2020, "Adapting Grad-CAM for Embedding Networks", its transfer of channel weights, with clusters in place of
 * nearest neighbours).
 */
public record FasterGradCam(EvidenceClassifier model) implements EvidenceMethod {
    /**
     * Explains a batch.
     *
     * @param target must ask for each photo's highest score, which is all that the graph explains
     * @throws GraphException if it asks for another
     */
    @Override
    public Evidence explain(TensorData images, Target target) {
        Pass pass = model.pass(images);
        TensorData logits = logits(pass.scores());
        float[] asked = target.weights(logits).toFloats();
        float[] given = new Target.Predicted().weights(logits).toFloats();
        if (!Arrays.equals(asked, given)) {
            throw new GraphException("the model's own evidence speaks of the label with the highest score only; "
                    + "use grad-cam or cam for another label");
        }
        return new Evidence(logits, pass.evidence(), Evidence.ownUnit(model.card()), pass.clusters());
    }

    /** Scores that give the pass's probabilities by softmax: their logarithms. Cosines are what they are. */
    private TensorData logits(TensorData scores) {
        if (model.card().scores() == ScoreKind.COSINE) {
            return scores;
        }
        float[] values = scores.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.log(Math.max(values[i], Float.MIN_NORMAL));
        }
        return TensorData.ofFloats(scores.shape(), values);
    }
}
