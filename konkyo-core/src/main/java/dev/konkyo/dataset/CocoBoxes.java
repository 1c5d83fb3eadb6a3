package dev.konkyo.dataset;

import dev.konkyo.image.Box;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The objects of many photos as COCO keeps them (Lin et al. 2014, "Microsoft COCO: Common Objects in Context"): one JSON file in the data set's
 * folder with {@code images}, {@code annotations} and {@code categories}. Boxes around crowds are left out, as in COCO's own evaluation.
 *
 * @param photos the objects of each photo by its file name, without folders
 */
record CocoBoxes(Map<String, List<BoxedObject>> photos) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int SIDES = 4;

    CocoBoxes {
        photos = Map.copyOf(photos);
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
            return new CocoBoxes(Map.of());
        }
        return new CocoBoxes(photos);
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
                    name(image.path("file_name").asString("")),
                    image.path("width").asDouble(0),
                    image.path("height").asDouble(0));
            if (!photo.name().isEmpty() && photo.width() > 0 && photo.height() > 0) {
                byId.put(image.path("id").asString(""), photo);
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
        return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    }
}
