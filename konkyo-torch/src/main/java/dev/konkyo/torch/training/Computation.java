package dev.konkyo.torch.training;

/**
 * What changes a run's speed.
 *
 * @param precision numbers of the training step
 * @param threads of the engine; with one a run can be repeated exactly
 * @param loaders threads that decode and augment beside the training step
 */
public record Computation(Precision precision, int threads, int loaders) {
    public Computation {
        if (threads < 1 || loaders < 1) {
            throw new IllegalArgumentException(
                    "threads and loaders must be at least 1, got " + threads + " and " + loaders);
        }
    }

    /** Float32 on one thread. */
    public static Computation standard() {
        return new Computation(Precision.FP32, 1, 1);
    }

    public Computation with(Precision other) {
        return new Computation(other, threads, loaders);
    }

    public Computation withThreads(int other) {
        return new Computation(precision, other, loaders);
    }
}
