package dev.konkyo.faithfulness;

import java.util.List;

/** The lists of perturbation metrics. */
public final class PerturbationMetrics {
    private static final int STEPS = 20;
    /** Each step solves equations. */
    private static final int COSTLY_STEPS = 10;

    private static final int FEW_STEPS = 8;

    private static final List<PerturbationMetric> ALL = List.of(
            new Deletion("deletion", BlurFilling.PUBLISHED, STEPS),
            new Deletion("deletion-mean", new MeanFilling(), STEPS),
            new Deletion("deletion-inpainted", new LinearImputation(), COSTLY_STEPS),
            new Insertion("insertion", BlurFilling.PUBLISHED, STEPS),
            new Insertion("insertion-mean", new MeanFilling(), STEPS),
            new Insertion("insertion-inpainted", new LinearImputation(), COSTLY_STEPS),
            Road.PUBLISHED,
            new AverageDrop(),
            new Adcc(),
            MaxSensitivity.STANDARD);

    private static final List<PerturbationMetric> QUICK = List.of(
            new Deletion("deletion", BlurFilling.PUBLISHED, FEW_STEPS),
            new Insertion("insertion", BlurFilling.PUBLISHED, FEW_STEPS));

    private PerturbationMetrics() {}

    /** All of them. */
    public static List<PerturbationMetric> all() {
        return ALL;
    }

    /** Those that cost little: deletion and insertion in few steps. */
    public static List<PerturbationMetric> quick() {
        return QUICK;
    }
}
