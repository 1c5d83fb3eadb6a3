package dev.konkyo.model;

import java.util.Collections;
import java.util.List;

/**
 * The least score at which a label is given; below it a photo is unknown.
 *
 * @param values one for each class, in the unit of the scores
 * @param rule where they come from, in words
 */
public record Thresholds(List<Float> values, String rule) {
    public Thresholds {
        values = List.copyOf(values);
        if (values.stream().anyMatch(value -> !Float.isFinite(value))) {
            throw new IllegalArgumentException("a threshold is a number, got " + values);
        }
    }

    /** The same for all classes. */
    public static Thresholds same(int classes, float value) {
        return new Thresholds(Collections.nCopies(classes, value), "given for all classes");
    }
}
