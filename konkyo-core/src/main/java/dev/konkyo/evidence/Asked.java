package dev.konkyo.evidence;

import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.ModelCard;
import dev.konkyo.model.ModelCard.ScoreKind;
import dev.konkyo.model.Prediction;

/**
 * What is asked of one photo, fixed by the photo itself, so that its variants are asked the same.
 *
 * @param logits of the photo, [1, classes]
 * @param target each class's weight
 */
record Asked(ModelCard card, TensorData logits, Target.Weighted target) {
    static Asked of(Classifier model, TensorData image, Target target) {
        return of(model, target, model.logits(image));
    }

    /** The same with the photo's logits at hand. */
    static Asked of(Classifier model, Target target, TensorData logits) {
        return new Asked(model.card(), logits, Target.Weighted.of(target, logits));
    }

    /** The explained score before softmax. */
    double logit(TensorData row) {
        return weighted(row.toFloats());
    }

    /** The explained score as people read it: probabilities, or cosines. */
    double score(TensorData row) {
        Prediction prediction = Prediction.of(card, row, 0);
        float[] scores = new float[prediction.scores().size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = prediction.scores().get(i);
        }
        return weighted(scores);
    }

    private double weighted(float... scores) {
        float[] weights = target.weights().toFloats();
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            sum += weights[i] * scores[i];
        }
        return sum;
    }

    /** The unit of changes of {@link #score}. */
    Unit unit() {
        return card.scores() == ScoreKind.COSINE ? Unit.COSINE_CHANGE : Unit.PROBABILITY;
    }

    /** The unit of changes of {@link #logit}. */
    Unit changeUnit() {
        return Evidence.changeUnit(card);
    }

    /** Evidence for the photo. */
    Evidence evidence(TensorData map, Unit unit) {
        return new Evidence(logits, map, unit);
    }
}
