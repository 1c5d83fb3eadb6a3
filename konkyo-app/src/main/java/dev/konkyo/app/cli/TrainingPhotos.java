package dev.konkyo.app.cli;

import dev.konkyo.dataset.BoxAnnotations;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.DatasetCheck;
import dev.konkyo.dataset.Duplicates;
import dev.konkyo.dataset.Folds;
import dev.konkyo.dataset.Part;
import dev.konkyo.dataset.Sample;
import dev.konkyo.dataset.Split;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.model.LearntPhotos;
import dev.konkyo.model.ModelCard;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
        var readable = new DatasetCheck(PhotoReader.standard(), DatasetCheck.Depth.STRUCTURE, threads)
                .apply(BoxAnnotations.unlisted(listed));
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

    /**
     * The same for a model that has learnt from some of these photos, which are not held back unless nothing else is left to hold back.
     *
     * @param learnt null if nobody knows
     */
    Dataset divided(double validation, long seed, @Nullable LearntPhotos learnt) {
        if (learnt != null && validation > 0 && !readable.has(Part.VALIDATION)) {
            var known =
                    learnt.among(readable.samples().stream().map(Sample::photo).toList());
            var data = new Split(validation, seed).apply(readable, duplicates, known);
            if (data.has(Part.VALIDATION)) {
                data.requireTrainedClasses();
                return data;
            }
        }
        return divided(validation, seed);
    }

    /**
     * What must be said before a model is continued and judged by folds, which together hold every photo back once.
     *
     * @param folds at least one; a single one is no cross-validation
     */
    static List<String> known(List<Dataset> folds, ModelCard card, String model) {
        if (folds.size() == 1) {
            return known(folds.getFirst(), card, model);
        }
        int known = 0;
        int held = 0;
        for (var fold : folds) {
            var judged = fold.only(Part.VALIDATION);
            known += MetPhotos.count(judged, card);
            held += judged.samples().size();
        }
        return known == 0
                ? List.of()
                : List.of(
                        "%s has learnt from %d of the %d photos that the folds hold back, so their numbers will be too good; leave out --from or --folds"
                                .formatted(model, known, held));
    }

    /**
     * What must be said before a model is judged by photos that it, or what teaches it, has learnt from.
     *
     * @param model whose photos are meant, for people
     * @return at most one line
     */
    static List<String> known(Dataset divided, ModelCard card, String model) {
        var held = divided.only(Part.VALIDATION);
        int known = MetPhotos.count(held, card);
        return known == 0
                ? List.of()
                : List.of(
                        "%s has learnt from %d of the %d validation photos, so the validation numbers will be too good; %s"
                                .formatted(model, known, held.samples().size(), advice(card.provenance())));
    }

    private static String advice(Map<String, String> facts) {
        var others = "hold others back in a folder val/";
        return facts.containsKey("seed") && facts.containsKey("validationShare")
                ? "divide as it did (--seed %s --validation %s), or %s"
                        .formatted(facts.get("seed"), facts.get("validationShare"), others)
                : others;
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
