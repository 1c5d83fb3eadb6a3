package dev.konkyo.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The names of YOLO's numbered classes: {@code classes.txt} or {@code obj.names} with one on each line, or the {@code names} of
 * {@code data.yaml}, a list or numbers with names.
 *
 * @param byNumber empty if there is no such file
 */
record YoloNames(Map<String, String> byNumber) {
    private static final YAMLMapper YAML = new YAMLMapper();

    YoloNames {
        byNumber = Map.copyOf(byNumber);
    }

    /** The names that a folder gives. */
    static YoloNames in(Path folder) {
        try {
            for (String lines : List.of("classes.txt", "obj.names")) {
                Path file = folder.resolve(lines);
                if (Files.isRegularFile(file)) {
                    return numbered(Files.readAllLines(file));
                }
            }
            Path yaml = folder.resolve("data.yaml");
            return Files.isRegularFile(yaml) ? of(YAML.readTree(Files.readAllBytes(yaml))) : new YoloNames(Map.of());
        } catch (IOException | JacksonException _) {
            // Boxes without names still count.
            return new YoloNames(Map.of());
        }
    }

    private static YoloNames numbered(List<String> names) {
        Map<String, String> byNumber = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            byNumber.put(String.valueOf(i), names.get(i).strip());
        }
        return new YoloNames(byNumber);
    }

    private static YoloNames of(JsonNode root) {
        JsonNode names = root.path("names");
        if (names.isArray()) {
            return numbered(names.valueStream().map(JsonNode::asString).toList());
        }
        Map<String, String> byNumber = new TreeMap<>();
        names.forEachEntry((number, name) -> byNumber.put(number, name.asString("")));
        return new YoloNames(byNumber);
    }

    /** The name of a class, or its number. */
    String name(String number) {
        return byNumber.getOrDefault(number, number);
    }
}
