package dev.konkyo.dataset;

import dev.konkyo.image.Box;
import dev.konkyo.image.UnreadablePhotoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The objects of many photos as COCO keeps them (Lin et al. 2014, "Microsoft COCO: Common Objects in Context"): one JSON file in the data set's
 * folder with {@code images}, {@code annotations} and {@code categories}. Boxes around crowds are left out, as in COCO's own evaluation.
 *
 * @param folder that the files lie in
 * @param photos the objects of each photo that is listed, by its path as the file gives it, with slashes
 * @param astray the paths that lead to no file, by their bare name, in order
 * @param files how many photos in the folder that no path leads to bear such a name
 */
record CocoBoxes(
        Path folder,
        Map<String, List<BoxedObject>> photos,
        Map<String, List<String>> astray,
        Map<String, Integer> files) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int SIDES = 4;

    CocoBoxes {
        photos = Map.copyOf(photos);
        astray = Map.copyOf(astray);
        files = Map.copyOf(files);
    }

    /** Those of all COCO files that lie in a folder itself; other JSON files there are none of ours. */
    static CocoBoxes in(Path folder) {
        Map<String, List<BoxedObject>> photos = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                read(file, photos);
            }
        } catch (IOException _) {
            // A folder that cannot be listed has no boxes; that it cannot be is said where its photos are read.
            return new CocoBoxes(folder, Map.of(), Map.of(), Map.of());
        }
        Map<String, List<String>> astray = photos.keySet().stream()
                .filter(entry -> !Files.isRegularFile(at(folder, entry)))
                .sorted()
                .collect(Collectors.groupingBy(CocoBoxes::name));
        return new CocoBoxes(folder, photos, astray, loose(folder, photos.keySet(), astray.keySet()));
    }

    /**
     * The objects of a photo: those of its path from the folder, otherwise those of its bare name if no other entry and no other photo bears it.
     * Folders often number their photos alike, and boxes on another's photo would be worse than none.
     *
     * @throws UnreadablePhotoException if the bare name leaves open which photo is meant
     */
    List<BoxedObject> objects(Path photo) {
        var path = relative(folder, photo);
        var exact = photos.get(path);
        if (exact != null) {
            return exact;
        }
        var entries = astray.getOrDefault(name(path), List.of());
        if (entries.isEmpty()) {
            return List.of();
        }
        int alike = files.getOrDefault(name(path), 1);
        if (entries.size() > 1 || alike > 1) {
            throw new UnreadablePhotoException(
                    photo,
                    "COCO's file lists %s, which may be any of %d photos of this name; expected \"file_name\": \"%s\""
                            .formatted(String.join(" and ", entries), alike, path));
        }
        return photos.getOrDefault(entries.getFirst(), List.of());
    }

    /** How many files have one of these bare names and are no other entry's. */
    private static Map<String, Integer> loose(Path folder, Set<String> entries, Set<String> names) {
        if (names.isEmpty()) {
            return Map.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> names.contains(String.valueOf(file.getFileName()))
                            && !entries.contains(relative(folder, file))
                            && Files.isRegularFile(file))
                    .collect(Collectors.toMap(file -> String.valueOf(file.getFileName()), _ -> 1, Integer::sum));
        } catch (IOException | UncheckedIOException _) {
            // Folders that cannot be read hold no photos either; that they cannot be is said where photos are read.
            return Map.of();
        }
    }

    /** The path of an entry below a folder; the folder itself if it can be no path here. */
    private static Path at(Path folder, String entry) {
        try {
            return folder.resolve(entry);
        } catch (InvalidPathException _) {
            return folder;
        }
    }

    private static String relative(Path folder, Path file) {
        return plain(folder.toAbsolutePath()
                .normalize()
                .relativize(file.toAbsolutePath().normalize())
                .toString());
    }

    /** With slashes, as COCO writes them, and without a dot at the front. */
    private static String plain(String path) {
        var slashed = path.replace('\\', '/');
        return slashed.startsWith("./") ? slashed.substring(2) : slashed;
    }

    private record Photo(String name, double width, double height) {}

    private static void read(Path file, Map<String, List<BoxedObject>> photos) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(Files.readAllBytes(file));
        } catch (JacksonException _) {
            return;
        }
        Map<String, Photo> byId = new HashMap<>();
        root.path("images").forEach(image -> {
            var photo = new Photo(
                    plain(image.path("file_name").asString("")),
                    image.path("width").asDouble(0),
                    image.path("height").asDouble(0));
            if (!photo.name().isEmpty() && photo.width() > 0 && photo.height() > 0) {
                byId.put(image.path("id").asString(""), photo);
                photos.computeIfAbsent(photo.name(), _ -> new ArrayList<>());
            }
        });
        Map<String, String> names = new HashMap<>();
        root.path("categories")
                .forEach(category -> names.put(
                        category.path("id").asString(""), category.path("name").asString("")));
        root.path("annotations").forEach(annotation -> {
            Photo photo = byId.get(annotation.path("image_id").asString(""));
            if (photo != null && annotation.path("iscrowd").asInt(0) == 0) {
                String category = annotation.path("category_id").asString("");
                box(annotation.path("bbox"), photo)
                        .ifPresent(box -> photos.computeIfAbsent(photo.name(), _ -> new ArrayList<>())
                                .add(new BoxedObject(names.getOrDefault(category, category), box)));
            }
        });
    }

    /** Left edge, top edge, width and height in pixels, as a share of the photo. */
    private static Optional<Box> box(JsonNode sides, Photo photo) {
        if (sides.size() != SIDES
                || !(sides.path(2).asDouble(0) > 0)
                || !(sides.path(3).asDouble(0) > 0)) {
            return Optional.empty();
        }
        var box = new Box(
                sides.path(0).asDouble(0),
                sides.path(1).asDouble(0),
                sides.path(2).asDouble(0),
                sides.path(3).asDouble(0));
        return Optional.of(box.scaled(1 / photo.width(), 1 / photo.height()));
    }

    private static String name(String file) {
        return file.substring(file.lastIndexOf('/') + 1);
    }
}
