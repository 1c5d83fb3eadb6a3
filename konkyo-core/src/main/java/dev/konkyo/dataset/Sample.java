package dev.konkyo.dataset;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A photo and what it shows.
 *
 * @param label index into {@link Dataset#labels()}
 * @param mask the file that marks the defect's pixels, where there is one
 */
public record Sample(Path photo, int label, Optional<Path> mask, Part part) {
    public Sample {
        if (label < 0) {
            throw new IllegalArgumentException("a label is an index of at least 0, got " + label + " for " + photo);
        }
    }

    /** The same sample for another part. */
    public Sample in(Part other) {
        return new Sample(photo, label, mask, other);
    }

    /** The same sample under another label. */
    public Sample labelled(int other) {
        return new Sample(photo, other, mask, part);
    }

    /** The same sample with another mask, or without one. */
    public Sample with(Optional<Path> other) {
        return new Sample(photo, label, other, part);
    }
}
