package dev.konkyo.image.augment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.random.RandomGenerator;

/** A kind of random change and its range. The same randomness gives the same change. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(HorizontalFlip.class),
    @JsonSubTypes.Type(VerticalFlip.class),
    @JsonSubTypes.Type(QuarterTurn.class),
    @JsonSubTypes.Type(Rotation.class),
    @JsonSubTypes.Type(Shift.class),
    @JsonSubTypes.Type(Scale.class),
    @JsonSubTypes.Type(Perspective.class),
    @JsonSubTypes.Type(Elastic.class),
    @JsonSubTypes.Type(BrightnessContrast.class),
    @JsonSubTypes.Type(Gamma.class),
    @JsonSubTypes.Type(Colour.class),
    @JsonSubTypes.Type(Blur.class),
    @JsonSubTypes.Type(GaussianNoise.class),
    @JsonSubTypes.Type(SaltAndPepper.class),
    @JsonSubTypes.Type(JpegArtefacts.class),
    @JsonSubTypes.Type(Cutout.class),
    @JsonSubTypes.Type(MixUp.class),
    @JsonSubTypes.Type(CutMix.class)
})
public sealed interface Augmentation {
    /** How often it happens, in [0, 1]. */
    double probability();

    /** Decides whether it happens; certain ones use up no randomness. */
    default boolean happens(RandomGenerator random) {
        return probability() >= 1 || random.nextDouble() < probability();
    }

    /** A change of where things are. All of these become one mapping, so that pixels are interpolated once. */
    sealed interface Geometric extends Augmentation
            permits HorizontalFlip, VerticalFlip, QuarterTurn, Rotation, Shift, Scale, Perspective, Elastic {
        /**
         * Draws one change, given that it happens.
         *
         * @param height rows of the picture
         * @param width columns of the picture
         */
        Change.Move draw(int height, int width, RandomGenerator random);
    }

    /** A change of the pixels' values. */
    sealed interface Photometric extends Augmentation
            permits BrightnessContrast, Gamma, Colour, Blur, GaussianNoise, SaltAndPepper, JpegArtefacts, Cutout {
        /**
         * Draws one change, given that it happens.
         *
         * @param height rows of the picture
         * @param width columns of the picture
         */
        Change.Repaint draw(int height, int width, RandomGenerator random);
    }

    /** A mixture of two photos of a batch and, in the same shares, of their labels. At most one happens to a batch. */
    sealed interface Mixing extends Augmentation permits MixUp, CutMix {
        /**
         * Draws how the inputs of a batch are mixed with their partners, given that it happens.
         *
         * @param height rows of the inputs
         * @param width columns of the inputs
         */
        Mixture draw(int height, int width, RandomGenerator random);
    }
}
