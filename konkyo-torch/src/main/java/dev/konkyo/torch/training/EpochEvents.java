package dev.konkyo.torch.training;

import dev.konkyo.tensorboard.EventFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The epochs of a run as TensorBoard's events, in a file that begins with the first of them. */
final class EpochEvents implements AutoCloseable {
    private final Path folder;
    private @Nullable EventFile file;

    EpochEvents(Path folder) {
        this.folder = folder;
    }

    void add(EpochResult epoch) {
        Instant now = Instant.now();
        EventFile events = file == null ? EventFile.in(folder, now) : file;
        file = events;
        events.add(now, epoch.epoch(), scalars(epoch));
    }

    private static Map<String, Double> scalars(EpochResult epoch) {
        Map<String, Double> scalars = new LinkedHashMap<>();
        scalars.put("loss/training", epoch.trainingLoss());
        scalars.put("loss/validation", epoch.validationLoss());
        scalars.put("accuracy/training", epoch.trainingAccuracy());
        scalars.put("accuracy/validation", epoch.validationAccuracy());
        scalars.put("rate", epoch.rate());
        scalars.put("speed/images_per_second", epoch.imagesPerSecond());
        scalars.put("speed/waiting", epoch.waiting());
        scalars.put("seconds/decode", epoch.times().decode());
        scalars.put("seconds/augment", epoch.times().augment());
        scalars.put("seconds/forward", epoch.times().forward());
        scalars.put("seconds/backward", epoch.times().backward());
        scalars.put("seconds/update", epoch.times().update());
        Cosines cosines = epoch.cosines();
        if (cosines != null) {
            scalars.put("cosine/off_class", cosines.offClass());
            scalars.put("cosine/scale", cosines.scale());
        }
        return scalars;
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
