package dev.konkyo.app.cli;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.DatasetCheck;
import dev.konkyo.dataset.Part;
import dev.konkyo.dataset.Split;
import dev.konkyo.image.PhotoReader;

/**
 * Prepares a folder's photos for training: leaves out what cannot be read and holds a part back.
 *
 * @param validation share of each class that is held back, in [0, 1)
 * @param seed of the choice
 * @param threads that open photos
 */
record TrainingPhotos(double validation, long seed, int threads) {
    /**
     * Divides the photos.
     *
     * @throws dev.konkyo.dataset.DatasetException if fewer than two classes are left
     */
    Dataset of(Dataset listed) {
        var readable = new DatasetCheck(PhotoReader.standard(), DatasetCheck.Depth.STRUCTURE, threads).apply(listed);
        var data = oneClassInTraining(readable)
                ? readable.pooled()
                        .warned("the training part shows one class only: all parts are pooled and divided anew")
                : readable;
        data.requireTwoClasses();
        return new Split(validation, seed).apply(data);
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
