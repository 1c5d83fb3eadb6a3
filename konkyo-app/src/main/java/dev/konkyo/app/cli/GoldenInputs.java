package dev.konkyo.app.cli;

import dev.konkyo.dataset.DatasetReader;
import dev.konkyo.dataset.LabelSource;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.UnreadablePhotoException;
import dev.konkyo.model.GoldenInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The inputs that a file's outputs are stored for: photos of the memory made small, as far as there are any, then noise.
 *
 * @param count of all together
 */
record GoldenInputs(int count, MemoryOptions.Source source) {
    /** Photos enough to see that real ones work too; small enough for metadata. */
    private static final int PHOTOS = 2;

    private static final int SIDE = 32;

    List<GoldenInput> inputs() {
        List<GoldenInput> inputs = new ArrayList<>(photos());
        for (long seed = 1; inputs.size() < count; seed++) {
            inputs.add(new GoldenInput.Noise(seed));
        }
        return inputs;
    }

    private List<GoldenInput> photos() {
        if (!(source instanceof MemoryOptions.Source.Photos(Path folder))) {
            return List.of();
        }
        var samples = new DatasetReader(new LabelSource.Folders()).read(folder).samples();
        List<GoldenInput> photos = new ArrayList<>();
        for (int i = 0; i < samples.size() && photos.size() < Math.min(count, PHOTOS); i++) {
            small(samples.get(i).photo()).ifPresent(photos::add);
        }
        return List.copyOf(photos);
    }

    private static Optional<GoldenInput> small(Path photo) {
        try {
            var read = PhotoReader.standard().read(photo, SIDE);
            return Optional.of(GoldenInput.Photo.of(read.resized(SIDE, SIDE)));
        } catch (UnreadablePhotoException _) {
            return Optional.empty();
        }
    }
}
