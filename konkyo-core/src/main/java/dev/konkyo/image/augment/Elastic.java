package dev.konkyo.image.augment;

import dev.konkyo.image.Displacement;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The picture is bent like rubber (Simard, Steinkraus and Platt 2003, "Best Practices for Convolutional Neural Networks Applied to Visual
 * Document Analysis", section 2): arrows drawn evenly from [-1, 1] for each place are smoothed by a Gaussian and made longer; they say
 * where each pixel comes from. Their α of 34 and σ of 4 at 29 pixels are a strength of 0.048 and a smoothness of 0.138 here. A field that
 * would fold the picture is weakened until it does not.
 *
 * @param probability in [0, 1]
 * @param strength the largest standard deviation of the arrows along each axis, as a fraction of the picture's shorter side, in [0, 0.2]
 * @param smoothness standard deviation of the Gaussian, as a fraction of the shorter side, in [0.02, 1]
 */
public record Elastic(double probability, double strength, double smoothness) implements Augmentation.Geometric {
    /** Nodes of the field's grid for each standard deviation of the Gaussian: between them the field is nearly straight. */
    private static final double NODES = 4;

    /** Beyond this many standard deviations the Gaussian is taken as 0. */
    private static final double REACH = 3;

    public Elastic {
        Ranges.probability(probability);
        Ranges.check("the strength of an elastic deformation", strength, 0, 0.2);
        Ranges.check("the smoothness of an elastic deformation", smoothness, 0.02, 1);
    }

    @Override
    public Change.Move draw(int height, int width, RandomGenerator random) {
        double drawn = strength * random.nextDouble();
        int seed = random.nextInt();
        return new Change.Move(
                Map.of("strength", drawn, "seed", seed),
                field(height, width, drawn, new SplittableRandom(seed)).inverse());
    }

    /** From the bent picture's coordinates to the picture's. */
    private Displacement field(int height, int width, double drawn, RandomGenerator random) {
        double side = Math.min(height, width);
        double spacing = Math.max(1, smoothness * side / NODES);
        double[] bell = bell(smoothness * side / spacing);
        int columns = (int) Math.ceil(width / spacing) + 2;
        int rows = (int) Math.ceil(height / spacing) + 2;
        float[] right = smooth(rows, columns, bell, drawn * side, random);
        float[] down = smooth(rows, columns, bell, drawn * side, random);
        double steepness = Displacement.steepness(spacing, columns, right, down);
        if (steepness > Displacement.STEEPEST) {
            weaken(right, Displacement.STEEPEST / steepness);
            weaken(down, Displacement.STEEPEST / steepness);
        }
        return new Displacement(spacing, columns, right, down);
    }

    private static double[] bell(double deviation) {
        int reach = (int) Math.ceil(REACH * deviation);
        double[] bell = new double[2 * reach + 1];
        double sum = 0;
        for (int i = 0; i < bell.length; i++) {
            double away = (i - reach) / deviation;
            bell[i] = Math.exp(-away * away / 2);
            sum += bell[i];
        }
        for (int i = 0; i < bell.length; i++) {
            bell[i] /= sum;
        }
        return bell;
    }

    /** Smoothed noise with the given standard deviation at every node. */
    private static float[] smooth(int rows, int columns, double[] bell, double deviation, RandomGenerator random) {
        double squares = 0;
        for (double weight : bell) {
            squares += weight * weight;
        }
        // Even noise in [-1, 1] has the variance 1 / 3; smoothing along each axis multiplies it by the sum of the
        // squared weights.
        double alpha = deviation * Math.sqrt(3) / squares;
        int wide = columns + bell.length - 1;
        double[][] across = new double[rows + bell.length - 1][];
        for (int row = 0; row < across.length; row++) {
            double[] noise = new double[wide];
            for (int i = 0; i < wide; i++) {
                noise[i] = Ranges.symmetric(random);
            }
            across[row] = new double[columns];
            for (int column = 0; column < columns; column++) {
                for (int i = 0; i < bell.length; i++) {
                    across[row][column] += bell[i] * noise[column + i];
                }
            }
        }
        float[] field = new float[rows * columns];
        for (int node = 0; node < field.length; node++) {
            double sum = 0;
            for (int i = 0; i < bell.length; i++) {
                sum += bell[i] * across[node / columns + i][node % columns];
            }
            field[node] = (float) (alpha * sum);
        }
        return field;
    }

    private static void weaken(float[] field, double factor) {
        for (int i = 0; i < field.length; i++) {
            field[i] = (float) (field[i] * factor);
        }
    }
}
