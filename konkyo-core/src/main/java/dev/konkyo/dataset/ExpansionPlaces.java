package dev.konkyo.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where the photos and masks of an expansion go: every folder keeps its name, and a new photo's name begins with its original's. */
public final class ExpansionPlaces {
    /** What becomes of the folders. */
    public enum Layout {
        /** As they were. */
        AS_READ,
        /** For a data set that was divided after reading: below {@code train} and {@code val}. */
        DIVIDED
    }

    private final Dataset data;
    private final Path folder;
    private final Layout layout;
    private final Set<String> taken = new HashSet<>();

    /**
     * Places in a folder.
     *
     * @param folder must not lie within the data set's own
     * @throws DatasetException if it does
     */
    public ExpansionPlaces(Dataset data, Path folder, Layout layout) {
        if (folder.toAbsolutePath()
                .normalize()
                .startsWith(data.folder().toAbsolutePath().normalize())) {
            throw new DatasetException(folder + " lies within " + data.folder()
                    + ": the new photos would count among the old ones; choose a folder outside");
        }
        this.data = data;
        this.folder = folder;
        this.layout = layout;
        for (Sample sample : data.samples()) {
            taken.add(key(withoutEnding(home(sample))));
            sample.mask().ifPresent(mask -> taken.add(key(data.relative(mask))));
        }
    }

    /** A photo and its mask, if it has one; paths from the folder on come with slashes. */
    record Place(Path photo, String photoName, Optional<Path> mask, Optional<String> maskName) {}

    Path folder() {
        return folder;
    }

    /** Makes sure that nothing is overwritten. */
    void requireEmpty() {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> inside = Files.list(folder)) {
            Optional<Path> first = inside.findFirst();
            if (first.isPresent()) {
                throw new DatasetException(
                        folder + " is not empty (it holds " + first.get().getFileName()
                                + "), and nothing is ever overwritten; choose another folder or delete it first");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    /** The places of a photo and what is made of it; asked in the samples' order, so that names do not depend on threads. */
    List<Place> of(Sample sample, int count) {
        String home = home(sample);
        List<Place> places = new ArrayList<>();
        places.add(place(home, sample.mask().map(data::relative)));
        String name = home.substring(home.lastIndexOf('/') + 1);
        String parent = home.substring(0, home.length() - name.length());
        String stem = withoutEnding(name);
        String ending = name.toLowerCase(Locale.ROOT).matches(".*\\.(jpg|jpeg|jpe|jfif)") ? ".jpg" : ".png";
        int digits = Math.max(2, String.valueOf(count - 1).length());
        Optional<String> masks =
                sample.mask().map(data::relative).map(mask -> mask.substring(0, mask.lastIndexOf('/') + 1));
        for (int number = 1; number < count; number++) {
            String suffix = ("-%0" + digits + "d").formatted(number);
            String free = free(parent, stem, name, suffix, masks);
            places.add(place(parent + free + ending, masks.map(inside -> inside + free + "_mask.png")));
        }
        return places;
    }

    /** The first name that no other file has, whatever its ending, for a photo may have a text file beside it. */
    private String free(String parent, String stem, String name, String suffix, Optional<String> masks) {
        String candidate = stem + suffix;
        for (String longer = name; !take(parent, candidate, masks); longer += "_") {
            candidate = longer + suffix;
        }
        return candidate;
    }

    private boolean take(String parent, String stem, Optional<String> masks) {
        Optional<String> mask = masks.map(inside -> key(inside + stem + "_mask.png"));
        if (taken.contains(key(parent + stem)) || mask.filter(taken::contains).isPresent()) {
            return false;
        }
        taken.add(key(parent + stem));
        mask.ifPresent(taken::add);
        return true;
    }

    /** Some file systems take upper and lower case for the same. */
    private static String key(String path) {
        return path.toLowerCase(Locale.ROOT);
    }

    private static String withoutEnding(String path) {
        return path.substring(0, path.lastIndexOf('.'));
    }

    private String home(Sample sample) {
        String relative = data.relative(sample.photo());
        return switch (layout) {
            case AS_READ -> relative;
            case DIVIDED -> (sample.part() == Part.VALIDATION ? "val/" : "train/") + relative;
        };
    }

    private Place place(String photo, Optional<String> mask) {
        return new Place(folder.resolve(photo), photo, mask.map(folder::resolve), mask);
    }
}
