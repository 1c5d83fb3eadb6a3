package dev.konkyo.faithfulness;

import java.util.List;

/**
 * Holds maps against masks.
 *
 * @param <T> what is kept of one photo
 */
public interface LocalizationMetric<T> {
    /** What the number means. */
    Measure measure();

    /** What the number needs to know of a photo. */
    T observe(Located photo);

    /** The number over photos; not a number if there are none. */
    double value(List<T> photos);
}
