package dev.konkyo.app.cli;

import dev.konkyo.dataset.DatasetReader;
import dev.konkyo.dataset.LabelSource;
import dev.konkyo.dataset.Sample;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.UnreadablePhotoException;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.GoldenInput;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The inputs that a file's outputs are stored for: photos made small where there are any, otherwise drawn pictures, and among them such
 * that the model answers differently.
 *
 * @param count of all together
 * @param data a folder of class folders
 */
record GoldenInputs(int count, Optional<Path> data) {
    /** Each is run once; a network that answers all of these alike hardly answers another otherwise. */
    private static final int CANDIDATES = 24;

    private static final int SIDE = 32;

    /** The inputs and what the model answers to them. */
    GoldenChoice chosen(Classifier classifier) {
        var choice = new GoldenChoice(classifier, count);
        data.ifPresent(folder -> photos(folder).takeWhile(_ -> !choice.full()).forEach(choice::offer));
        // Photos that are all answered alike leave one place to a drawn picture with another answer.
        LongStream.rangeClosed(1, CANDIDATES)
                .takeWhile(_ -> !choice.full())
                .forEach(seed -> choice.offer(new GoldenInput.Drawn(seed)));
        return choice;
    }

    /** Photos of all classes in turn. */
    private static Stream<GoldenInput> photos(Path folder) {
        var samples = new DatasetReader(new LabelSource.Folders()).read(folder).samples();
        Map<Integer, Deque<Sample>> classes = new TreeMap<>();
        samples.forEach(sample ->
                classes.computeIfAbsent(sample.label(), _ -> new ArrayDeque<>()).add(sample));
        List<Sample> inTurn = new ArrayList<>();
        while (inTurn.size() < Math.min(CANDIDATES, samples.size())) {
            classes.values().stream()
                    .flatMap(queue -> Optional.ofNullable(queue.poll()).stream())
                    .forEach(inTurn::add);
        }
        return inTurn.stream().limit(CANDIDATES).flatMap(sample -> small(sample.photo()).stream());
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
