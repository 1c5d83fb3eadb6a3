package dev.konkyo.app.report;

import dev.konkyo.dataset.BoxAnnotations;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.Sample;
import dev.konkyo.image.UnreadablePhotoException;
import java.util.List;
import java.util.Optional;

/**
 * Where a data set's photos are marked: by masks, otherwise by boxes.
 *
 * @param labels of the data set
 */
public record Markings(BoxAnnotations boxes, List<String> labels) {
    public Markings {
        labels = List.copyOf(labels);
    }

    /** Those of a data set. */
    public static Markings of(Dataset data) {
        return new Markings(BoxAnnotations.in(data.folder()), data.labels());
    }

    /** Whether anything marks a photo. */
    public boolean has(Sample sample) {
        return sample.mask().isPresent() || boxes.has(sample.photo());
    }

    /**
     * What marks a photo of this size.
     *
     * @throws UnreadablePhotoException if its file of boxes is damaged
     */
    public Optional<PhotoMask> of(Sample sample, int height, int width) {
        if (sample.mask().isPresent()) {
            return sample.mask().map(file -> new PhotoMask.Drawn(file, height, width));
        }
        var found = boxes.boxes(sample.photo(), labels.get(sample.label()), height, width);
        return found.isEmpty() ? Optional.empty() : Optional.of(new PhotoMask.Boxed(found, height, width));
    }
}
