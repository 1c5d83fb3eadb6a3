package dev.konkyo.dataset;

import dev.konkyo.image.Box;
import dev.konkyo.image.UnreadablePhotoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The boxes of a data set in whatever format they were kept, as an expansion writes them: YOLO's text beside each photo, and the classes' names in
 * one file. Numbers of YOLO's own classes stay, names of other formats are numbered after them.
 */
final class ExpandedBoxes {
    /** One name on each line, see {@link YoloNames}. */
    static final String NAMES = "classes.txt";

    private static final Box PHOTO = new Box(0, 0, 1, 1);

    private final Path folder;
    private final BoxAnnotations annotations;
    private final Map<Path, YoloLabels> byPhoto = new HashMap<>();
    /** YOLO's files that boxes were read from. */
    private final Map<Path, Path> texts = new HashMap<>();

    /** All files of single photos that boxes were read from. */
    private final Set<Path> carried = new HashSet<>();

    private final List<Skipped> damaged = new ArrayList<>();
    private final List<String> names;

    private ExpandedBoxes(Dataset data) {
        folder = data.folder();
        annotations = BoxAnnotations.in(folder);
        Map<Path, List<BoxedObject>> named = new HashMap<>();
        for (Sample sample : data.samples()) {
            read(sample.photo(), named);
        }
        names = names(named.values().stream()
                .flatMap(List::stream)
                .map(BoxedObject::name)
                .collect(Collectors.toCollection(TreeSet::new)));
        named.forEach((photo, objects) -> byPhoto.put(photo, numbered(objects)));
    }

    /** Those of all photos; all files of boxes are read. */
    static ExpandedBoxes of(Dataset data) {
        return new ExpandedBoxes(data);
    }

    private void read(Path photo, Map<Path, List<BoxedObject>> named) {
        Optional<Path> file = annotations.file(photo);
        try {
            Optional<YoloLabels> text = annotations.text(photo);
            if (text.isPresent()) {
                byPhoto.put(photo, text.get());
                texts.put(photo, file.orElseThrow());
                carried.add(file.orElseThrow());
                return;
            }
            List<BoxedObject> objects = annotations.objects(photo);
            if (!objects.isEmpty()) {
                named.put(photo, objects);
                BoxAnnotations.voc(photo).ifPresent(carried::add);
            }
        } catch (UnreadablePhotoException e) {
            damaged.add(new Skipped(e.file().or(() -> file).orElse(photo), e.reason()));
        }
    }

    /** YOLO's names in the order of their numbers, a number that has none under itself; then those of other formats. */
    private List<String> names(Set<String> others) {
        YoloNames known = annotations.names();
        Set<String> numbers = new HashSet<>(known.byNumber().keySet());
        byPhoto.values().stream()
                .flatMap(labels -> labels.objects().stream())
                .map(YoloLabels.Labelled::kind)
                .forEach(numbers::add);
        if (known.byNumber().isEmpty() && others.isEmpty()) {
            return List.of();
        }
        List<String> all = new ArrayList<>();
        int largest = numbers.stream().mapToInt(Integer::parseInt).max().orElse(-1);
        for (int number = 0; number <= largest; number++) {
            all.add(known.name(String.valueOf(number)));
        }
        others.stream().filter(name -> !all.contains(name)).toList().forEach(all::add);
        return all;
    }

    private YoloLabels numbered(List<BoxedObject> objects) {
        return new YoloLabels(objects.stream()
                .flatMap(object -> object.share().intersection(PHOTO).stream()
                        .map(box -> YoloLabels.Labelled.of(String.valueOf(names.indexOf(object.name())), box)))
                .toList());
    }

    /** Whether any photo has boxes, or a file that says that there are none in it. */
    boolean any() {
        return !byPhoto.isEmpty();
    }

    /** Those of a photo; empty if nobody looked for objects in it. */
    Optional<YoloLabels> of(Path photo) {
        return Optional.ofNullable(byPhoto.get(photo));
    }

    /** What is written beside the photo itself: the file that lay there byte for byte, if its format is the same. */
    Optional<byte[]> copy(Path photo) throws IOException {
        Path text = texts.get(photo);
        return text != null ? Optional.of(Files.readAllBytes(text)) : of(photo).map(YoloLabels::bytes);
    }

    /** The file of names; empty where YOLO's classes had none. */
    Optional<byte[]> namesFile() {
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of((String.join("\n", names) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Files of boxes that could not be read; their photos count as photos without. */
    List<Skipped> damaged() {
        return List.copyOf(damaged);
    }

    /** Whether a file's content is carried along. */
    boolean carries(Path file) {
        boolean coco = annotations.coco() && file.toString().endsWith(".json") && folder.equals(file.getParent());
        return coco || carried.contains(file);
    }
}
