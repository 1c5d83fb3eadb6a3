package dev.konkyo.app.report;

import java.util.List;

/**
 * Photos that no network learnt from, so that networks can be compared on them.
 *
 * @param labels of the classes
 * @param photos paths from the data's folder on
 * @param truth index of each photo's class
 */
public record HeldOut(List<String> labels, List<String> photos, List<Integer> truth) {
    public HeldOut {
        labels = List.copyOf(labels);
        photos = List.copyOf(photos);
        truth = List.copyOf(truth);
        if (photos.size() != truth.size()) {
            throw new IllegalArgumentException(
                    "every photo has a class, got " + photos.size() + " photos and " + truth.size() + " classes");
        }
    }
}
