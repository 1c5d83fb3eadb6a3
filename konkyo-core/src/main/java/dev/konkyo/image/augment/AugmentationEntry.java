package dev.konkyo.image.augment;

import java.util.Optional;

/**
 * An augmentation as it is listed and asked for by name.
 *
 * @param name as a user writes it
 * @param type of the augmentations that it makes
 * @param probability unless the user says otherwise, in [0, 1]
 * @param range what its number means; empty where it has none
 * @param source authors, year, title; empty for what needs none
 */
public record AugmentationEntry(
        String name,
        Class<? extends Augmentation> type,
        double probability,
        Optional<Range> range,
        String source,
        Maker maker) {
    /**
     * The number of an augmentation.
     *
     * @param meaning in a few words
     * @param weak a setting that is hardly seen
     * @param usual unless the user says otherwise
     * @param strong a setting that few photos bear
     */
    public record Range(String meaning, double weak, double usual, double strong) {}

    /** Makes an augmentation from its probability and number. */
    @FunctionalInterface
    public interface Maker {
        /**
         * The augmentation; its own checks apply.
         *
         * @param before what the policy had of the same type
         */
        Augmentation make(double probability, double range, Optional<Augmentation> before);
    }

    static AugmentationEntry of(
            String name,
            Class<? extends Augmentation> type,
            double probability,
            Range range,
            String source,
            Maker maker) {
        return new AugmentationEntry(name, type, probability, Optional.of(range), source, maker);
    }

    /** Alone, with its usual probability. */
    public Augmentation make(double number) {
        return maker.make(probability, number, Optional.empty());
    }
}
