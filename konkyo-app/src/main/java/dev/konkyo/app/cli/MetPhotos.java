package dev.konkyo.app.cli;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.Sample;
import dev.konkyo.model.ModelCard;
import java.nio.file.Files;

/** Photos that a model has learnt from: what it says of them tells little of new ones. */
final class MetPhotos {
    private MetPhotos() {}

    /**
     * How many of these photos the model, or what it was made from, has learnt from; 0 if nobody knows. Reads them all if somebody does, but
     * for files that may not be read.
     */
    static int count(Dataset photos, ModelCard card) {
        var learnt = card.learnt();
        return learnt == null
                ? 0
                : learnt.among(photos.samples().stream()
                                .map(Sample::photo)
                                .filter(Files::isReadable)
                                .toList())
                        .size();
    }
}
