package dev.konkyo.torch.training;

/**
 * What surrounds each change of the parameters.
 *
 * @param clip longest gradient over all parameters together, by its Euclidean norm; longer ones are shortened to it (Pascanu et al.
 *     2013, "On the difficulty of training recurrent neural networks", algorithm 1); 0 shortens none
 * @param averaging decay of the moving average of the weights, which is what is evaluated and kept, see {@link AveragedWeights}; in [0,
 *     1), 0 keeps the weights themselves
 */
public record Update(double clip, double averaging) {
    public Update {
        if (!(clip >= 0 && Double.isFinite(clip)) || !(averaging >= 0 && averaging < 1)) {
            throw new IllegalArgumentException(
                    "clipping needs a norm of at least 0 and averaging a decay in [0, 1), got " + clip + " and "
                            + averaging);
        }
    }

    /** Gradients and weights as they are. */
    public static Update plain() {
        return new Update(0, 0);
    }

    public Update withClip(double other) {
        return new Update(other, averaging);
    }

    public Update withAveraging(double other) {
        return new Update(clip, other);
    }
}
