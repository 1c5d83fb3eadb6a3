package dev.konkyo.torch.training;

import java.util.List;

/**
 * How long a run trains.
 *
 * @param epochs passes over the training photos
 * @param batch photos per step
 * @param patience epochs without a better one after which the run ends; 0 never ends it early
 */
public record Course(int epochs, int batch, int patience) {
    public Course {
        if (epochs < 1 || batch < 1 || patience < 0) {
            throw new IllegalArgumentException("epochs and batch must be at least 1 and the patience at least 0, got "
                    + epochs + ", " + batch + " and " + patience);
        }
    }

    /** A run that is not ended early. */
    public static Course of(int epochs, int batch) {
        return new Course(epochs, batch, 0);
    }

    /** Whether the patience has run out after some epochs. */
    boolean exhausted(List<EpochResult> done) {
        return patience > 0
                && !done.isEmpty()
                && done.size() - EpochResult.best(done).epoch() >= patience;
    }

    public Course withEpochs(int other) {
        return new Course(other, batch, patience);
    }

    public Course withBatch(int other) {
        return new Course(epochs, other, patience);
    }

    public Course withPatience(int other) {
        return new Course(epochs, batch, other);
    }
}
