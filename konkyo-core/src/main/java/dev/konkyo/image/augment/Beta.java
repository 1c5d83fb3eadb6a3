package dev.konkyo.image.augment;

import java.util.random.RandomGenerator;

/**
 * The symmetric beta distribution over [0, 1].
 *
 * @param alpha both of its parameters, positive: 1 is even, less prefers the ends, more the middle
 */
record Beta(double alpha) {
    /** One number: {@code X / (X + Y)} of two gamma variates, by their logarithms since small alphas underflow. */
    double sample(RandomGenerator random) {
        double x = logGamma(random);
        double y = logGamma(random);
        return 1 / (1 + Math.exp(y - x));
    }

    /**
     * The logarithm of a gamma variate (Marsaglia and Tsang 2000, "A Simple Method for Generating Gamma Variables", section 5; for
     * alphas below 1 a variate of alpha + 1 times a uniform one to the power 1 / alpha, section 6).
     */
    private double logGamma(RandomGenerator random) {
        double shape = alpha < 1 ? alpha + 1 : alpha;
        double boost = alpha < 1 ? Math.log(1 - random.nextDouble()) / alpha : 0;
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(1 - random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return boost + Math.log(d * v);
            }
        }
    }
}
