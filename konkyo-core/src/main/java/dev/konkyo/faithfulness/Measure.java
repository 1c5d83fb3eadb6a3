package dev.konkyo.faithfulness;

/**
 * What a number means.
 *
 * @param name as it stands in tables and JSON
 * @param subject what maps are held against
 * @param better which way is better
 * @param contest whether a heatmap that has not looked at the photo can be held against it
 * @param range in words, lowest to highest
 * @param meaning one sentence for a reader who knows no paper
 * @param source authors and year
 */
public record Measure(
        String name, Subject subject, Better better, Contest contest, String range, String meaning, String source) {
    /** What maps are held against. */
    public enum Subject {
        /** The model's decision for changed photos. */
        DECISION,
        /** Masks or boxes. */
        PLACE
    }

    /** Which way is better. */
    public enum Better {
        HIGHER,
        LOWER;

        /** Whether the first value is worse than the second. */
        public boolean worse(double value, double other) {
            return this == HIGHER ? value < other : value > other;
        }
    }

    /** Whether methods must beat the baselines in a measure. */
    public enum Contest {
        /** A centred blob or a random map should lose here. */
        BASELINES,
        /** A map that ignores the photo can be perfect here, since it never changes or is merely large: the number stands alone. */
        NONE
    }
}
