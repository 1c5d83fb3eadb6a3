package dev.konkyo.torch.training;

import dev.konkyo.dataset.Sampler;
import dev.konkyo.image.augment.AugmentationPolicy;

/**
 * How photos are shown to the network.
 *
 * @param sampler which photos an epoch shows, and in what order
 * @param augmentation the random changes of each showing
 */
public record Presentation(Sampler sampler, AugmentationPolicy augmentation) {
    /** Every class equally often. */
    public static Presentation balanced(AugmentationPolicy augmentation) {
        return new Presentation(new Sampler.ClassBalanced(), augmentation);
    }

    public Presentation with(Sampler other) {
        return new Presentation(other, augmentation);
    }

    public Presentation with(AugmentationPolicy other) {
        return new Presentation(sampler, other);
    }
}
