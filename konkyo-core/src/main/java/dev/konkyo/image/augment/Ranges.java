package dev.konkyo.image.augment;

import java.util.random.RandomGenerator;

/** What the augmentations' ranges have in common. */
final class Ranges {
    private Ranges() {}

    static void check(String what, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(what + " must lie in [" + least + ", " + most + "], got " + value);
        }
    }

    static void probability(double value) {
        check("the probability of an augmentation", value, 0, 1);
    }

    /** Evenly from [-1, 1). */
    static double symmetric(RandomGenerator random) {
        return 2 * random.nextDouble() - 1;
    }
}
