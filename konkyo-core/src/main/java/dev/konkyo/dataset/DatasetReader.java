package dev.konkyo.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Reads a folder in one of three layouts, told apart by the names of its uppermost folders:
 *
 * <ul>
 *   <li>class folders of any names, photos at any depth inside them;
 *   <li>the same below {@code train/}, {@code val/} and {@code test/} (also {@code training}, {@code valid}, {@code validation},
 *       {@code testing});
 *   <li>MVTec AD's: {@code train/good}, {@code test/<defect>}, {@code ground_truth/<defect>/<stem>_mask.png}. The labels are the
 *       folders' names, of training and test together; photos under {@code test} get their masks. A model is evaluated on the test
 *       part. Since the training part holds one class only, a classifier is trained on {@link Dataset#pooled()} and a new split;
 *       one-class inspection takes the parts as they are.
 * </ul>
 *
 * Nothing is opened: see {@link DatasetCheck}.
 */
public record DatasetReader(LabelSource labels) {
    private static final Map<String, Part> PARTS = Map.of(
            "train", Part.TRAINING,
            "training", Part.TRAINING,
            "val", Part.VALIDATION,
            "valid", Part.VALIDATION,
            "validation", Part.VALIDATION,
            "test", Part.TEST,
            "testing", Part.TEST);
    private static final String MASKS = "ground_truth";

    /** A reader that takes labels from the folders. */
    public static DatasetReader standard() {
        return new DatasetReader(new LabelSource.Folders());
    }

    /**
     * Lists the photos of a folder.
     *
     * @throws DatasetException if there is no such folder, it may not be read, or no photo in it has a label
     */
    public Dataset read(Path folder) {
        FolderListing listing = FolderListing.of(folder);
        boolean parted = hasParts(folder, listing);
        List<Found> found = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>(listing.skipped());
        Set<Path> masks = new HashSet<>();
        for (Path photo : listing.photos()) {
            List<String> path = names(folder.relativize(photo));
            if (parted && path.getFirst().equals(MASKS)) {
                masks.add(photo);
                continue;
            }
            Part part = parted ? PARTS.getOrDefault(path.getFirst(), Part.UNDIVIDED) : Part.UNDIVIDED;
            List<String> inPart = part == Part.UNDIVIDED ? path : path.subList(1, path.size());
            Optional<String> label = parted && part == Part.UNDIVIDED ? Optional.empty() : labels.label(inPart);
            label.ifPresentOrElse(
                    name -> found.add(new Found(photo, inPart, name, part)),
                    () -> skipped.add(new Skipped(photo, "has no label, expected " + labels.expected())));
        }
        if (found.isEmpty()) {
            throw noPhotos(folder, skipped);
        }
        return dataset(folder, found, masks, skipped, emptyClasses(folder, listing, parted, found));
    }

    private record Found(Path photo, List<String> path, String label, Part part) {}

    private Dataset dataset(
            Path folder, List<Found> found, Set<Path> masks, List<Skipped> skipped, List<String> warnings) {
        Set<String> names = new TreeSet<>(labels.order());
        found.forEach(photo -> names.add(photo.label()));
        List<String> order = List.copyOf(names);
        List<Sample> samples = found.stream()
                .map(photo -> new Sample(
                        photo.photo(), order.indexOf(photo.label()), mask(folder, photo.path(), masks), photo.part()))
                .toList();
        return new Dataset(folder, order, samples, skipped, warnings);
    }

    /** Part folders count as such only if nothing else lies beside them that could be a class. */
    private static boolean hasParts(Path folder, FolderListing listing) {
        List<Path> uppermost = listing.folders().stream()
                .filter(inside -> folder.equals(inside.getParent()))
                .toList();
        boolean named = uppermost.stream()
                .map(inside -> inside.getFileName().toString())
                .allMatch(name -> PARTS.containsKey(name) || name.equals(MASKS));
        boolean nested = listing.folders().stream().anyMatch(inside -> uppermost.contains(inside.getParent()));
        boolean numbered = listing.photos().stream().anyMatch(photo -> uppermost.contains(photo.getParent()));
        return !uppermost.isEmpty() && named && (nested || numbered);
    }

    private static Optional<Path> mask(Path folder, List<String> path, Set<Path> masks) {
        String name = path.getLast();
        String stem = name.substring(0, name.lastIndexOf('.'));
        Path beside = folder.resolve(MASKS);
        for (String inner : path.subList(0, path.size() - 1)) {
            beside = beside.resolve(inner);
        }
        return List.of(beside.resolve(stem + "_mask.png"), beside.resolve(stem + ".png")).stream()
                .filter(masks::contains)
                .findFirst();
    }

    private List<String> emptyClasses(Path folder, FolderListing listing, boolean parted, Collection<Found> found) {
        if (parted || !(labels instanceof LabelSource.Folders)) {
            return List.of();
        }
        Set<String> seen = found.stream().map(Found::label).collect(Collectors.toSet());
        return listing.folders().stream()
                .filter(inside -> folder.equals(inside.getParent()))
                .map(inside -> inside.getFileName().toString())
                .filter(name -> !seen.contains(name))
                .map(name -> "class folder '" + name + "' holds no photos and is left out")
                .toList();
    }

    private DatasetException noPhotos(Path folder, List<Skipped> skipped) {
        String got = skipped.isEmpty()
                ? "an empty folder"
                : skipped.size() + " other files, the first "
                        + skipped.getFirst().file().getFileName() + " ("
                        + skipped.getFirst().reason() + ")";
        return new DatasetException(folder + " holds no photo with a label: expected " + labels.expected() + ", got "
                + got + "; supported are JPEG, PNG, BMP, TIFF and WebP");
    }

    private static List<String> names(Path relative) {
        return StreamSupport.stream(relative.spliterator(), false)
                .map(Path::toString)
                .toList();
    }
}
