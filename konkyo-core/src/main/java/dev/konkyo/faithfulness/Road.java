package dev.konkyo.faithfulness;

import dev.konkyo.faithfulness.Measure.Better;
import dev.konkyo.faithfulness.Measure.Contest;
import dev.konkyo.faithfulness.Measure.Subject;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;

/**
 * Remove and debias (Rong et al. 2022, "A Consistent and Efficient Evaluation Strategy for Attribution Methods"): removed pixels are imputed
 * from their neighbours with a little noise, so that the shape of the removed area tells the model nothing. The score after the most
 * relevant pixels went first (MoRF) and after the least relevant went first (LeRF), as means over shares of removed pixels.
 *
 * @param noise standard deviation that is added to imputed pixels, in the unit of the network's input
 * @param shares of removed pixels
 */
public record Road(double noise, List<Double> shares) implements PerturbationMetric {
    private static final String SOURCE = "Rong et al. 2022";

    /** The noise of the authors' code and shares of removed pixels as in the paper's figures. */
    public static final Road PUBLISHED = new Road(0.01, List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 0.9));

    public Road {
        shares = List.copyOf(shares);
    }

    @Override
    public List<Measure> measures() {
        return List.of(
                new Measure(
                        "road",
                        Subject.DECISION,
                        Better.HIGHER,
                        Contest.BASELINES,
                        "-0.5 to 0.5",
                        "Half of how much more the score keeps when unimportant instead of important pixels are imputed; 0 is chance.",
                        SOURCE),
                new Measure(
                        "road-morf",
                        Subject.DECISION,
                        Better.LOWER,
                        Contest.BASELINES,
                        "0 to 1",
                        "Mean score after the most important pixels were imputed from their neighbours.",
                        SOURCE),
                new Measure(
                        "road-lerf",
                        Subject.DECISION,
                        Better.HIGHER,
                        Contest.BASELINES,
                        "0 to 1",
                        "Mean score after the least important pixels were imputed from their neighbours.",
                        SOURCE));
    }

    @Override
    public double[] of(Trial trial) {
        var imputed = trial.filled(new LinearImputation());
        var random = trial.random();
        Filling.Filled noisy = removed -> noisy(imputed.without(removed), removed, random);
        double[] removed = shares.stream().mapToDouble(Double::doubleValue).toArray();
        int[] order = trial.order();
        double first = mean(RemovalCurve.scores(trial, noisy, order, removed));
        double last = mean(RemovalCurve.scores(trial, noisy, RemovalCurve.reversed(order), removed));
        return new double[] {(last - first) / 2, first, last};
    }

    private float[] noisy(float[] image, boolean[] removed, RandomGenerator random) {
        for (int i = 0; i < image.length; i++) {
            if (removed[i % removed.length]) {
                image[i] += (float) (noise * random.nextGaussian());
            }
        }
        return image;
    }

    private static double mean(double... scores) {
        return DoubleStream.of(scores).average().orElse(Double.NaN);
    }
}
