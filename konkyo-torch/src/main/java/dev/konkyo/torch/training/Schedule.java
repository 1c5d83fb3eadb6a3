package dev.konkyo.torch.training;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How the learning rate changes over a training run: a factor on the plan's rate. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public sealed interface Schedule {
    /**
     * The factor at a step.
     *
     * @param progress share of all steps done before this one, in [0, 1)
     * @return factor in [0, 1]
     */
    double factor(double progress);

    /** The same rate throughout. */
    record Constant() implements Schedule {
        @Override
        public double factor(double progress) {
            return 1;
        }
    }

    /**
     * A linear rise, then half a cosine down to zero (Loshchilov and Hutter 2017, eq. 5, one period).
     *
     * @param warmUp share of the run spent rising, in [0, 1)
     */
    record Cosine(double warmUp) implements Schedule {
        public Cosine {
            checkShare("warm-up", warmUp);
        }

        @Override
        public double factor(double progress) {
            return progress < warmUp
                    ? rise(progress, warmUp)
                    : 0.5 * (1 + Math.cos(Math.PI * (progress - warmUp) / (1 - warmUp)));
        }
    }

    /**
     * A linear rise, then a drop by a factor at equal distances.
     *
     * @param warmUp share of the run spent rising, in [0, 1)
     * @param levels how many different rates follow, at least 1
     * @param drop from one level to the next, in (0, 1]
     */
    record Step(double warmUp, int levels, double drop) implements Schedule {
        public Step {
            checkShare("warm-up", warmUp);
            if (levels < 1 || !(drop > 0 && drop <= 1)) {
                throw new IllegalArgumentException(
                        "a step schedule needs levels >= 1 and a drop in (0, 1], got " + levels + " and " + drop);
            }
        }

        @Override
        public double factor(double progress) {
            return progress < warmUp
                    ? rise(progress, warmUp)
                    : Math.pow(drop, Math.floor(levels * (progress - warmUp) / (1 - warmUp)));
        }
    }

    private static double rise(double progress, double warmUp) {
        // Never quite zero, so that the first step already learns.
        return 0.05 + 0.95 * progress / warmUp;
    }

    private static void checkShare(String what, double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("the " + what + " must be a share in [0, 1), got " + share);
        }
    }
}
