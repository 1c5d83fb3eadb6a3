package dev.konkyo.analysis;

import dev.konkyo.model.ModelException;
import java.util.List;

/**
 * One model's scores of one picture, before softmax.
 *
 * @param logits one for each shared label
 */
public record Scores(List<Double> logits) {
    public Scores {
        logits = List.copyOf(logits);
    }

    /**
     * Checked scores.
     *
     * @throws ModelException if one is no finite number
     */
    static Scores of(List<Double> logits) {
        for (double logit : logits) {
            if (!Double.isFinite(logit)) {
                throw new ModelException("the model gives scores that are no numbers (" + logit
                        + ") for a photo; its weights are damaged or its training went wrong: train it again");
            }
        }
        return new Scores(logits);
    }

    /** The score of a label. */
    public double of(int label) {
        return logits.get(label);
    }

    /** The label with the highest score; the first of equal ones. */
    public int answer() {
        int best = 0;
        for (int label = 1; label < logits.size(); label++) {
            best = logits.get(label) > logits.get(best) ? label : best;
        }
        return best;
    }

    /** A label's share by softmax. */
    double probability(int label) {
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit - logits.get(label));
        }
        return 1 / sum;
    }
}
