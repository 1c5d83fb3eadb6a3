package dev.konkyo.faithfulness;

/**
 * A measure in which a method is worse than a map that never looked at the photo.
 *
 * @param measure its name
 * @param baseline the baseline's name
 * @param certain whether the paired interval of the difference leaves out zero
 */
public record Loss(String measure, String baseline, boolean certain) {}
