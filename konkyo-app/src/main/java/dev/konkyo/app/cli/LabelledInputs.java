package dev.konkyo.app.cli;

import dev.konkyo.dataset.Sample;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.UnreadablePhotoException;
import dev.konkyo.model.ModelCard;
import java.util.List;
import java.util.function.ObjIntConsumer;

/** Photos as a model's inputs, one after the other; what cannot be read is said and left out. */
record LabelledInputs(ModelCard card, Output output) {
    /**
     * Gives each photo's input [1, 3, height, width] and label to the taker.
     *
     * @param doing what happens to the photos, for the progress line
     * @return how many were read
     */
    int each(String doing, List<Sample> samples, ObjIntConsumer<TensorData> taker) {
        int read = 0;
        try (var progress = ProgressLine.start(output, doing, samples.size())) {
            for (var sample : samples) {
                try {
                    taker.accept(card.input(read(sample)), sample.label());
                    progress.at(++read);
                } catch (UnreadablePhotoException e) {
                    output.note("skipped " + sample.photo() + ": " + e.reason());
                }
            }
        }
        return read;
    }

    private Image read(Sample sample) {
        return PhotoReader.standard().read(sample.photo(), card.preprocessing().shortSideNeeded());
    }
}
