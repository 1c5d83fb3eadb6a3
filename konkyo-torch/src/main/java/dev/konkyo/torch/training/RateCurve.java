package dev.konkyo.torch.training;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The loss of a short training whose learning rate rises at every step (Smith 2017, "Cyclical Learning Rates for Training Neural Networks",
 * section 3.3, with a geometric rise, so that every magnitude gets as many steps).
 *
 * @param points in the order of their rates
 */
public record RateCurve(List<Point> points) {
    /** Points on either side that a slope is fitted to. */
    private static final int REACH = 5;

    private static final int FEWEST = 2 * REACH + 1;

    /** Of the first points' smoothed loss a single batch is too large a part. */
    private static final int UNSETTLED = 10;

    /** The loss must fall by this part of itself; a smaller fall is a batch's chance. */
    private static final double FALL = 0.05;

    /**
     * One step.
     *
     * @param rate of the step
     * @param loss smoothed over the steps so far
     */
    public record Point(double rate, double loss) {}

    public RateCurve {
        points = List.copyOf(points);
    }

    /**
     * The rate at which the loss falls fastest: the steepest line by least squares through neighbouring points over the logarithm of the
     * rate, before the loss is lowest. The first ten points are left out.
     *
     * @throws TrainingException if the loss never falls, or by so little that the fall may be chance
     */
    public double suggestion() {
        if (points.size() < FEWEST) {
            throw new TrainingException("the loss left all bounds after " + points.size()
                    + " steps of the search for a rate; is the data labelled rightly, and are the weights sound?");
        }
        int first = Math.min(UNSETTLED, points.size() - FEWEST);
        int lowest = IntStream.range(first, points.size())
                .boxed()
                .min(Comparator.comparingDouble(index -> points.get(index).loss))
                .orElseThrow();
        int steepest = IntStream.rangeClosed(first, lowest)
                .boxed()
                .min(Comparator.comparingDouble(index -> slope(index, first)))
                .orElseThrow();
        if (slope(steepest, first) >= 0) {
            throw new TrainingException(
                    "the loss falls at no rate; is the data labelled rightly, and does the network see enough of it?");
        }
        double highest = IntStream.rangeClosed(first, lowest)
                .mapToDouble(index -> points.get(index).loss)
                .max()
                .orElseThrow();
        if (highest - points.get(lowest).loss < FALL * highest) {
            throw new TrainingException(String.format(
                    Locale.ROOT,
                    "the loss falls from %.4f to %.4f only, which may be chance: no rate can be suggested;"
                            + " try a larger --batch or weights that were trained before",
                    highest,
                    points.get(lowest).loss));
        }
        return points.get(steepest).rate;
    }

    /** The point of the lowest loss; rates from about here on are too high. */
    public Point lowest() {
        return points.stream().min(Comparator.comparingDouble(Point::loss)).orElseThrow();
    }

    private double slope(int index, int first) {
        List<Point> near = points.subList(Math.max(first, index - REACH), Math.min(points.size(), index + REACH + 1));
        double meanRate =
                near.stream().mapToDouble(p -> Math.log10(p.rate)).average().orElseThrow();
        double meanLoss = near.stream().mapToDouble(Point::loss).average().orElseThrow();
        double product = 0;
        double square = 0;
        for (Point point : near) {
            double offset = Math.log10(point.rate) - meanRate;
            product += offset * (point.loss - meanLoss);
            square += offset * offset;
        }
        return product / square;
    }
}
