package dev.konkyo.analysis;

import dev.konkyo.image.Image;

/**
 * A photo that both models have judged.
 *
 * @param picture what both saw
 * @param label what it shows, an index into the shared labels
 * @param scores of both
 */
public record JudgedPhoto(Image picture, int label, Pair<Scores> scores) {
    /** What both models said. */
    public Pair<Integer> answers() {
        return scores.map(Scores::answer);
    }

    /** Who was right. */
    Pair<Boolean> right() {
        return answers().map(answer -> answer == label);
    }
}
