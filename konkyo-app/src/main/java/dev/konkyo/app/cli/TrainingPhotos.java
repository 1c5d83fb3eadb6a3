package dev.konkyo.app.cli;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.DatasetCheck;
import dev.konkyo.dataset.Duplicates;
import dev.konkyo.dataset.Folds;
import dev.konkyo.dataset.Part;
import dev.konkyo.dataset.Split;
import dev.konkyo.image.PhotoReader;
import java.util.List;

/**
 * A folder's photos that can be trained on, still to be divided.
 *
 * @param readable what can be read
 * @param duplicates photos that are there several times, which stay in one part
 */
record TrainingPhotos(Dataset readable, Duplicates duplicates) {
    /**
     * Leaves out what cannot be read and finds copies.
     *
     * @throws dev.konkyo.dataset.DatasetException if fewer than two classes are left
     */
    static TrainingPhotos of(Dataset listed, int threads) {
        var readable = new DatasetCheck(PhotoReader.standard(), DatasetCheck.Depth.STRUCTURE, threads).apply(listed);
        var data = oneClassInTraining(readable)
                ? readable.pooled()
                        .warned("the training part shows one class only: all parts are pooled and divided anew")
                : readable;
        data.requireTwoClasses();
        data.requireTrainedClasses();
        var duplicates = Duplicates.in(data);
        var warned = data;
        for (var line : duplicates.summary(data)) {
            warned = warned.warned(line);
        }
        return new TrainingPhotos(warned, duplicates);
    }

    /** The photos with a share of each class held back, unless the folder says itself which ones are. */
    Dataset divided(double validation, long seed) {
        var data = new Split(validation, seed).apply(readable, duplicates);
        data.requireTrainedClasses();
        return data;
    }

    /** The data set of each fold. */
    List<Dataset> folds(int count, long seed) {
        var data = readable.has(Part.VALIDATION)
                ? readable.warned("the validation part is pooled with the training part and divided into folds")
                : readable;
        return new Folds(count, seed).of(data, duplicates);
    }

    /** As in MVTec AD's layout, which is meant for one-class inspection. */
    private static boolean oneClassInTraining(Dataset data) {
        return classes(data.only(Part.UNDIVIDED, Part.TRAINING)) < 2 && classes(data) >= 2;
    }

    private static long classes(Dataset data) {
        return data.counts().classes().stream()
                .filter(count -> count.photos() > 0)
                .count();
    }
}
