package dev.konkyo.torch.training;

import dev.konkyo.dataset.Sampler;
import dev.konkyo.image.augment.AugmentationPolicy;

/**
 * Every setting of a training run; stored beside its result.
 *
 * @param epochs passes over the training photos
 * @param batch photos per step
 * @param labelSmoothing of the cross-entropy, in [0, 1)
 * @param sampler which photos an epoch shows, and in what order
 * @param threads of the engine
 * @param loaders threads that decode and augment beside the training step
 * @param seed of everything random
 */
public record TrainingPlan(
        int epochs,
        int batch,
        Optimization optimization,
        Schedule schedule,
        FineTuning fineTuning,
        double labelSmoothing,
        Sampler sampler,
        AugmentationPolicy augmentation,
        Precision precision,
        int threads,
        int loaders,
        long seed) {
    public TrainingPlan {
        if (epochs < 1 || batch < 1 || threads < 1 || loaders < 1) {
            throw new IllegalArgumentException("epochs, batch, threads and loaders must be at least 1, got " + epochs
                    + ", " + batch + ", " + threads + " and " + loaders);
        }
    }
}
