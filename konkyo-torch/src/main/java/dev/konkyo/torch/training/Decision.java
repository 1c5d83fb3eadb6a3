package dev.konkyo.torch.training;

import dev.konkyo.model.ThresholdRule;

/**
 * How a finished model decides.
 *
 * @param embedding numbers of an embedding, where scores are cosines
 * @param neighbours a class's score is the mean cosine to this many stored training photos of it; 0 is the cosine to the class's centre
 * @param thresholds the least score of each class at which its label is given
 */
public record Decision(int embedding, int neighbours, ThresholdRule thresholds) {
    /** Enough for some hundred classes, and no more than a thousandth of a network to learn. */
    private static final int USUAL_EMBEDDING = 128;

    public Decision {
        if (embedding < 2 || neighbours < 0) {
            throw new IllegalArgumentException("an embedding has at least 2 numbers and neighbours are at least 0, got "
                    + embedding + " and " + neighbours);
        }
    }

    /** Class centres, and no photo is unknown. */
    public static Decision standard() {
        return new Decision(USUAL_EMBEDDING, 0, new ThresholdRule.None());
    }

    public Decision withEmbedding(int other) {
        return new Decision(other, neighbours, thresholds);
    }

    public Decision withNeighbours(int other) {
        return new Decision(embedding, other, thresholds);
    }

    public Decision with(ThresholdRule other) {
        return new Decision(embedding, neighbours, other);
    }
}
