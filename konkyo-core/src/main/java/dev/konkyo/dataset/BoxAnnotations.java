package dev.konkyo.dataset;

import dev.konkyo.image.Box;
import dev.konkyo.image.UnreadablePhotoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The boxes that annotation tools keep beside photos. Looked for in this order:
 *
 * <ul>
 *   <li>Pascal VOC's XML: {@code <stem>.xml} beside the photo, or in {@code Annotations} where the photo lies in {@code JPEGImages};
 *   <li>YOLO's text: {@code <stem>.txt} beside the photo, or in {@code labels} where the photo lies in {@code images}; other text is passed
 *       over. Outlines count by the box around them. Names come from {@code classes.txt}, {@code obj.names} or {@code data.yaml} in the data set's folder;
 *   <li>COCO's JSON in the data set's folder. A photo is found by its path from there, and by its bare name only where one entry and one photo
 *       bear it.
 * </ul>
 */
public final class BoxAnnotations {
    private final YoloNames names;
    private final CocoBoxes coco;

    private BoxAnnotations(YoloNames names, CocoBoxes coco) {
        this.names = names;
        this.coco = coco;
    }

    /** The annotations of a data set's folder. Files of single photos are opened when they are asked for. */
    public static BoxAnnotations in(Path folder) {
        return new BoxAnnotations(YoloNames.in(folder), CocoBoxes.in(folder));
    }

    YoloNames names() {
        return names;
    }

    /** Whether there are boxes in COCO's format. */
    boolean coco() {
        return !coco.photos().isEmpty();
    }

    /** The photo's own file of boxes; it may turn out to be something else. */
    Optional<Path> file(Path photo) {
        return voc(photo).or(() -> yolo(photo));
    }

    static Optional<Path> voc(Path photo) {
        return existing(photo, "JPEGImages", "Annotations", ".xml");
    }

    private static Optional<Path> yolo(Path photo) {
        return existing(photo, "images", "labels", ".txt");
    }

    /**
     * The photo's boxes in YOLO's text, if that is where its boxes come from.
     *
     * @throws UnreadablePhotoException if the file cannot be read
     */
    Optional<YoloLabels> text(Path photo) {
        if (voc(photo).isPresent()) {
            return Optional.empty();
        }
        return yolo(photo).flatMap(file -> {
            try {
                return YoloLabels.read(file);
            } catch (IOException e) {
                throw new UnreadablePhotoException(file, "could not be read: " + e.getMessage());
            }
        });
    }

    /**
     * All objects that are boxed in a photo.
     *
     * @return none if nobody boxed any
     * @throws UnreadablePhotoException if the photo's file of boxes is damaged, or does not tell which photo of a name it means
     */
    public List<BoxedObject> objects(Path photo) {
        Optional<Path> voc = voc(photo);
        if (voc.isPresent()) {
            return VocBoxes.read(voc.get()).objects();
        }
        // A note or a caption beside the photo says nothing of boxes that are kept elsewhere.
        return text(photo)
                .map(labels -> labels.objects().stream()
                        .map(object -> new BoxedObject(names.name(object.kind()), object.box()))
                        .toList())
                .orElseGet(() -> coco.objects(photo));
    }

    /**
     * The boxes of the objects that a photo's class rests on: those of the class's name, or all where none bears it, as with defects that are
     * called otherwise than the class.
     *
     * @param label of the photo
     * @param height of the photo, in pixels
     * @param width of the photo, in pixels
     * @throws UnreadablePhotoException if the photo's file of boxes is damaged
     */
    public List<Box> boxes(Path photo, String label, int height, int width) {
        List<BoxedObject> all = objects(photo);
        List<BoxedObject> named =
                all.stream().filter(object -> object.name().equals(label)).toList();
        return (named.isEmpty() ? all : named)
                .stream().map(object -> object.in(height, width)).toList();
    }

    /** Whether someone boxed an object in a photo; a damaged file of boxes counts, so that it is noticed. */
    public boolean has(Path photo) {
        try {
            return !objects(photo).isEmpty();
        } catch (UnreadablePhotoException _) {
            return true;
        }
    }

    /** Files that are no photos, without those that hold the boxes of photos. */
    public static List<Skipped> withoutBoxes(Dataset data) {
        Set<Path> stems =
                data.samples().stream().map(sample -> stem(sample.photo())).collect(Collectors.toSet());
        return data.skipped().stream()
                .filter(skipped -> !annotates(skipped.file()) || !stems.contains(stem(skipped.file())))
                .toList();
    }

    /** The data set whose files of boxes are not among those that are skipped; before it is divided, as boxes belong to photos of all parts. */
    public static Dataset unlisted(Dataset data) {
        return new Dataset(data.folder(), data.labels(), data.samples(), withoutBoxes(data), data.warnings());
    }

    private static boolean annotates(Path file) {
        return file.toString().endsWith(".txt") || file.toString().endsWith(".xml");
    }

    private static Path stem(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? file : file.resolveSibling(name.substring(0, dot));
    }

    /** The file beside a photo, or at the same place below the folder that a tool keeps its files in. */
    private static Optional<Path> existing(Path photo, String photos, String annotations, String extension) {
        Path stem = stem(photo);
        Path beside = stem.resolveSibling(stem.getFileName() + extension);
        List<Path> places = new ArrayList<>(List.of(beside));
        for (Path folder = photo.getParent(); folder != null; folder = folder.getParent()) {
            if (folder.endsWith(photos)) {
                places.add(folder.resolveSibling(annotations).resolve(folder.relativize(beside)));
                break;
            }
        }
        return places.stream().filter(Files::isRegularFile).findFirst();
    }
}
