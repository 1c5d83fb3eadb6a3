package dev.konkyo.app.cli;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.DatasetCheck;
import dev.konkyo.dataset.DatasetHash;
import dev.konkyo.dataset.Part;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.model.ModelCard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The photos of a folder that a model is judged on, and what must be said of them.
 *
 * @param photos the test part; without one the validation part; without either all
 * @param notes which part that is, and whether the model was trained on it; one line each
 */
record JudgedPhotos(Dataset photos, List<String> notes) {
    private static final String HASH = "dataHash";

    /**
     * Chooses the photos. For a model that knows which photos it has learnt from, or the hash of its training data, every file is read.
     *
     * @param threads that open photos
     */
    static JudgedPhotos of(Dataset data, ModelCard card, int threads) {
        var judged = data.evaluation();
        var notes = new ArrayList<String>();
        if (judged.samples().size() < data.samples().size()) {
            notes.add("only the %s part is judged: %d of the %d photos in %s"
                    .formatted(
                            partOf(judged),
                            judged.samples().size(),
                            data.samples().size(),
                            data.folder()));
        }
        // The photos themselves are asked for first: cross-validation learns from a folder's validation part too.
        met(judged, card).or(() -> seen(data, judged, card, threads)).ifPresent(notes::add);
        return new JudgedPhotos(judged, List.copyOf(notes));
    }

    /**
     * The photos that show what a model can answer, under its numbers.
     *
     * @throws CommandException if there are none
     */
    Dataset known(ModelCard card, List<String> answers) {
        return known(photos, card, answers);
    }

    /** The same of any photos. */
    static Dataset known(Dataset photos, ModelCard card, List<String> answers) {
        var known = photos.ordered(answers);
        if (known.samples().isEmpty()) {
            throw new CommandException(photos.folder() + " holds no photo of a class that the model knows; it knows "
                    + Labels.shortened(card.labels()));
        }
        return known;
    }

    /** What must be said if not all of the photos show classes that a model knows. */
    Optional<String> unknown(Dataset known) {
        int left = photos.samples().size() - known.samples().size();
        return left == 0
                ? Optional.empty()
                : Optional.of(left + " photos show classes that the model does not know and were left out");
    }

    private static String partOf(Dataset judged) {
        return judged.samples().getFirst().part().name().toLowerCase(Locale.ROOT);
    }

    /** A warning if the training saw photos that are judged; it kept a hash of the parts that it used, or of all parts pooled. */
    private static Optional<String> seen(Dataset data, Dataset judged, ModelCard card, int threads) {
        var hash = card.provenance().get(HASH);
        if (hash == null) {
            return Optional.empty();
        }
        // Training left out what it could not read, so its hash is without such files.
        var readable = new DatasetCheck(PhotoReader.standard(), DatasetCheck.Depth.STRUCTURE, threads).apply(data);
        var used = readable.only(Part.UNDIVIDED, Part.TRAINING, Part.VALIDATION);
        for (var candidate : new LinkedHashSet<>(List.of(used, readable))) {
            var trained = new HashSet<>(candidate.samples());
            if (judged.samples().stream().anyMatch(trained::contains)
                    && DatasetHash.of(candidate).equals(hash)) {
                return Optional.of(sentence(candidate, judged, card));
            }
        }
        return Optional.empty();
    }

    /** A warning if some of the photos were learnt from, in this folder or another. */
    private static Optional<String> met(Dataset judged, ModelCard card) {
        int met = MetPhotos.count(judged, card);
        return met == 0
                ? Optional.empty()
                : Optional.of(
                        "the model has learnt from %d of these %d photos, so the numbers are too good; judge it on"
                                        .formatted(met, judged.samples().size())
                                + " photos that it has not met");
    }

    private static String sentence(Dataset candidate, Dataset judged, ModelCard card) {
        boolean chosenBy = judged.samples().stream().allMatch(sample -> sample.part() == Part.VALIDATION)
                && candidate.has(Part.TRAINING);
        return chosenBy
                ? "the model's training chose its best epoch by these validation photos, so the numbers are a little too good; judge it on photos that it has not met"
                : "the model was trained on this folder (%s of its photos), so the numbers do not tell how it does on new ones; judge it on photos that it has not met"
                        .formatted(card.provenance().getOrDefault("trainingPhotos", "some"));
    }
}
