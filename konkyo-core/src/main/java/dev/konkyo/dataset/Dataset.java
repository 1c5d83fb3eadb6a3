package dev.konkyo.dataset;

import dev.konkyo.dataset.ClassCounts.Count;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Labelled photos.
 *
 * @param folder the folder they were read from
 * @param labels the classes' names, in the fixed order that labels are indices into
 * @param samples in the order of their paths
 * @param skipped files of the folder that are not used, with the reason
 * @param warnings what a user should know, one line each
 */
public record Dataset(
        Path folder, List<String> labels, List<Sample> samples, List<Skipped> skipped, List<String> warnings) {
    public Dataset {
        labels = List.copyOf(labels);
        samples = List.copyOf(samples);
        skipped = List.copyOf(skipped);
        warnings = List.copyOf(warnings);
        for (Sample sample : samples) {
            if (sample.label() >= labels.size()) {
                throw new IllegalArgumentException("a label is an index below " + labels.size() + ", got " + sample);
            }
        }
    }

    /** The name of the class that a sample shows. */
    public String label(Sample sample) {
        return labels.get(sample.label());
    }

    /** A file's path from the folder on, with slashes on every machine. */
    public String relative(Path file) {
        Path inside = file.startsWith(folder) ? folder.relativize(file) : file;
        return inside.toString().replace(inside.getFileSystem().getSeparator(), "/");
    }

    /** Whether any sample is for this part. */
    public boolean has(Part part) {
        return samples.stream().anyMatch(sample -> sample.part() == part);
    }

    /** The samples of some parts, labels as before. */
    public Dataset only(Part first, Part... more) {
        Set<Part> parts = EnumSet.of(first, more);
        return with(
                samples.stream().filter(sample -> parts.contains(sample.part())).toList());
    }

    /** The samples to judge a model on: the test part; without one the validation part; without either all samples. */
    public Dataset evaluation() {
        if (has(Part.TEST)) {
            return only(Part.TEST);
        }
        return has(Part.VALIDATION) ? only(Part.VALIDATION) : this;
    }

    /** All samples without parts, as if the folder had none: for a split across them. */
    public Dataset pooled() {
        return with(samples.stream().map(sample -> sample.in(Part.UNDIVIDED)).toList());
    }

    /** All samples but those of the test part to learn from. */
    public Dataset trained() {
        return with(samples.stream()
                .map(sample -> sample.part() == Part.TEST ? sample : sample.in(Part.TRAINING))
                .toList());
    }

    /** The same data set with other samples. */
    public Dataset with(List<Sample> others) {
        return new Dataset(folder, labels, others, skipped, warnings);
    }

    /** At most so many samples, evenly over their order, so that every class keeps its share. */
    public Dataset spread(int most) {
        return with(spread(samples, most));
    }

    /** At most so many of a list, evenly over its order. */
    public static <T> List<T> spread(List<T> all, int most) {
        long count = all.size();
        return count <= most
                ? all
                : IntStream.range(0, most)
                        .mapToObj(i -> all.get((int) (i * count / most)))
                        .toList();
    }

    /** The same data set with one more warning. */
    public Dataset warned(String warning) {
        List<String> all = new ArrayList<>(warnings);
        all.add(warning);
        return new Dataset(folder, labels, samples, skipped, all);
    }

    /**
     * The same samples under a model's labels. Samples of a class that the model does not know are skipped.
     *
     * @param order the model's labels in its own order
     */
    public Dataset ordered(List<String> order) {
        List<Sample> known = new ArrayList<>();
        List<Skipped> left = new ArrayList<>(skipped);
        for (Sample sample : samples) {
            int label = order.indexOf(label(sample));
            if (label >= 0) {
                known.add(sample.labelled(label));
            } else {
                left.add(new Skipped(
                        sample.photo(),
                        "its class '" + label(sample) + "' is unknown to the model, which knows " + order));
            }
        }
        return new Dataset(folder, order, known, left, warnings);
    }

    /** How many samples each class has. */
    public ClassCounts counts() {
        return new ClassCounts(IntStream.range(0, labels.size())
                .mapToObj(label -> new Count(
                        labels.get(label),
                        Math.toIntExact(samples.stream()
                                .filter(sample -> sample.label() == label)
                                .count())))
                .toList());
    }

    /**
     * Makes sure that a classifier can learn from the samples that are not held out.
     *
     * @throws DatasetException if they show fewer than two classes
     */
    public void requireTwoClasses() {
        ClassCounts counts = only(Part.UNDIVIDED, Part.TRAINING).counts();
        List<Count> present =
                counts.classes().stream().filter(count -> count.photos() > 0).toList();
        if (present.size() < 2) {
            String got = present.stream()
                    .map(count -> "only '" + count.label() + "' with " + count.photos() + " photos")
                    .collect(Collectors.joining());
            throw new DatasetException(
                    folder + " has too few classes to train on: expected photos of at least two, got "
                            + (got.isEmpty() ? "no photo" : got)
                            + "; put the photos of each class into a folder of its own, such as ok/ and ng/");
        }
    }

    /**
     * Makes sure that no class is only validated: a model cannot know what it never learns.
     *
     * @throws DatasetException naming the first such class
     */
    public void requireTrainedClasses() {
        List<Count> trained = only(Part.UNDIVIDED, Part.TRAINING).counts().classes();
        List<Count> validated = only(Part.VALIDATION).counts().classes();
        for (int label = 0; label < labels.size(); label++) {
            int photos = validated.get(label).photos();
            if (trained.get(label).photos() == 0 && photos > 0) {
                throw new DatasetException("class '" + labels.get(label) + "' has " + photos
                        + (photos == 1 ? " photo" : " photos")
                        + " in the validation part and none to train on; expected every class in the training part; move"
                        + " some of its photos there, or remove the class");
            }
        }
    }
}
