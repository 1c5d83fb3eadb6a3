package dev.konkyo.analysis;

import dev.konkyo.faithfulness.Estimate;
import java.util.List;

/**
 * How far two models' scores are sums over places.
 *
 * @param correlation of both models, over all photos and settings: Pearson's between the sum of the falls and the fall together; not a number
 *     where no mask changes a score
 * @param points of both models
 * @param settings of size and distance
 */
public record Additivity(Pair<Estimate> correlation, Pair<List<Point>> points, List<Setting> settings) {
    public Additivity {
        settings = List.copyOf(settings);
    }

    /**
     * Four masks on one photo; in the unit of the scores before softmax.
     *
     * @param sum of the falls by each mask alone
     * @param together fall by all of them
     */
    public record Point(double sum, double together) {}

    /**
     * How much of the summed falls the falls together are: the slope of the line through zero that fits the points best. A correlation near 1
     * with another slope means that places count together for less or more than alone.
     *
     * @return not a number where no mask changes a score
     */
    public static double slope(List<Point> points) {
        double products = 0;
        double squares = 0;
        for (var point : points) {
            products += point.sum * point.together;
            squares += point.sum * point.sum;
        }
        return squares == 0 ? Double.NaN : products / squares;
    }

    /**
     * Masks of one size at one distance.
     *
     * @param side of a patch in pixels of the picture
     * @param gap between neighbouring patches in pixels
     * @param correlation of both models
     * @param interaction mean difference between both falls as a share of the mean fall together, without signs; 0 where parts count separately
     */
    public record Setting(int side, int gap, Pair<Double> correlation, Pair<Double> interaction) {}
}
