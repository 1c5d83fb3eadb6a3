package dev.konkyo.analysis;

import dev.konkyo.faithfulness.Estimate;
import java.util.List;

/**
 * How alike two models score.
 *
 * @param correlation Pearson's, of the scores before softmax over all photos and classes; not a number where one model always says the same
 * @param perClass the same for each class alone
 * @param sameAnswer share of the photos that both give the same label
 * @param points every photo's scores of every class
 */
public record ScoreAgreement(Estimate correlation, List<Double> perClass, Estimate sameAnswer, List<Point> points) {
    public ScoreAgreement {
        perClass = List.copyOf(perClass);
        points = List.copyOf(points);
    }

    /** Both models' scores of one class for one photo. */
    public record Point(int label, double first, double second) {}
}
