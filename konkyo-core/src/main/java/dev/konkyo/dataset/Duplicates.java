package dev.konkyo.dataset;

import dev.konkyo.file.FileHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Photos that a data set holds more than once, byte for byte. Copies on both sides of a division let a model be judged by photos that it
 * has learnt by heart.
 *
 * @param groups of at least two samples with the same content, each in the data set's order
 */
public record Duplicates(List<List<Sample>> groups) {
    private static final int NAMED = 3;

    public Duplicates {
        groups = groups.stream().map(List::copyOf).toList();
    }

    /** As if every photo were another. */
    public static Duplicates none() {
        return new Duplicates(List.of());
    }

    /**
     * Compares all photos; only those of equal length are read.
     *
     * @throws UncheckedIOException with a one-line message if a photo cannot be read
     */
    public static Duplicates in(Dataset data) {
        List<List<Sample>> groups = new ArrayList<>();
        for (List<Sample> sameLength : grouped(data.samples(), sample -> length(sample.photo()))) {
            if (sameLength.size() > 1) {
                grouped(sameLength, sample -> FileHash.sha256(sample.photo())).stream()
                        .filter(group -> group.size() > 1)
                        .forEach(groups::add);
            }
        }
        return new Duplicates(groups);
    }

    private static <K> Collection<List<Sample>> grouped(List<Sample> samples, Function<Sample, K> key) {
        return samples.stream()
                .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Brings copies together that a division has parted: all of them are trained on, none validates. A photo that is also in the test part
     * only validates the finished model: its copies are left out of training and validation.
     *
     * @return the data set with a warning for what was moved, and for copies under different labels
     */
    public Dataset together(Dataset data) {
        Map<Path, Sample> divided = new HashMap<>();
        data.samples().forEach(sample -> divided.put(sample.photo(), sample));
        Set<Path> trained = new HashSet<>();
        Set<Path> left = new HashSet<>();
        Dataset result = warnedOfLabels(data);
        List<List<Sample>> parted =
                groups.stream().filter(group -> parted(group, divided)).toList();
        for (List<Sample> group : parted) {
            boolean tested = group.stream().anyMatch(sample -> part(sample, divided) == Part.TEST);
            group.stream()
                    .map(Sample::photo)
                    .filter(photo -> !tested || part(divided, photo) != Part.TEST)
                    .forEach(tested ? left::add : trained::add);
        }
        List<Sample> samples = result.samples().stream()
                .filter(sample -> !left.contains(sample.photo()))
                .map(sample -> trained.contains(sample.photo()) ? sample.in(Part.TRAINING) : sample)
                .toList();
        return parted.isEmpty()
                ? result
                : result.with(samples)
                        .warned(count(parted.size()) + " in more than one part, as copies ("
                                + named(parted, data) + "): all copies are trained on, none validates"
                                + (left.isEmpty() ? "" : "; those of test photos are left out"));
    }

    private static boolean parted(List<Sample> group, Map<Path, Sample> divided) {
        return group.stream().map(sample -> part(sample, divided)).distinct().count() > 1;
    }

    private static Part part(Sample sample, Map<Path, Sample> divided) {
        return part(divided, sample.photo());
    }

    private static Part part(Map<Path, Sample> divided, Path photo) {
        Sample known = divided.get(photo);
        return known == null ? Part.UNDIVIDED : known.part();
    }

    private List<List<Sample>> contradictory() {
        return groups.stream()
                .filter(group ->
                        group.stream().mapToInt(Sample::label).distinct().count() > 1)
                .toList();
    }

    private Dataset warnedOfLabels(Dataset data) {
        List<List<Sample>> contradictory = contradictory();
        return contradictory.isEmpty()
                ? data
                : data.warned(count(contradictory.size()) + " under different labels, as copies ("
                        + named(contradictory, data) + "): at most one of the labels is right; remove the others");
    }

    /** A line such as {@code 2 photos are there several times (a/1.png = a/2.png, ...): copies stay in one part}; empty if none is. */
    public List<String> summary(Dataset data) {
        return groups.isEmpty()
                ? List.of()
                : List.of(count(groups.size()) + " there several times (" + named(groups, data)
                        + "): copies stay in one part");
    }

    private static String count(int photos) {
        return photos == 1 ? "1 photo is" : photos + " photos are";
    }

    private static String named(List<List<Sample>> some, Dataset data) {
        return some.stream()
                .limit(NAMED)
                .map(group -> group.stream()
                        .map(sample -> data.relative(sample.photo()))
                        .collect(Collectors.joining(" = ")))
                .collect(Collectors.joining(", ", "", some.size() > NAMED ? ", ..." : ""));
    }

    /** The samples without those that have a copy under another label: held back they would be brought to their copies again. */
    List<Sample> consistent(List<Sample> samples) {
        Set<Path> contradicted = contradictory().stream()
                .flatMap(List::stream)
                .map(Sample::photo)
                .collect(Collectors.toSet());
        return samples.stream()
                .filter(sample -> !contradicted.contains(sample.photo()))
                .toList();
    }

    /** Samples in units that must not be parted: copies together, all others alone; in the order given. */
    List<List<Sample>> units(List<Sample> samples) {
        Map<Path, Integer> groupOf = new HashMap<>();
        for (int i = 0; i < groups.size(); i++) {
            for (Sample sample : groups.get(i)) {
                groupOf.put(sample.photo(), i);
            }
        }
        return new ArrayList<>(grouped(
                samples,
                sample -> groupOf.containsKey(sample.photo()) ? (Object) groupOf.get(sample.photo()) : sample.photo()));
    }
}
