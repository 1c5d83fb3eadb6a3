package dev.konkyo.app.cli;

import dev.konkyo.graph.EditDistance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Says in one line what is wrong with a setting of a plan file: where it stands, what was expected, what is there.
 *
 * @param known every setting that there is, in the shape of a plan
 */
record PlanMistake(Path file, JsonNode known) {
    /** Further from it, a name of another group is no help. */
    private static final int NEAR = 2;

    /** A name that no setting of its group has. */
    UsageException unknown(String path, Collection<String> siblings) {
        int dot = path.lastIndexOf('.');
        var group = path.substring(0, dot + 1);
        var name = path.substring(dot + 1);
        var sibling =
                nearest(name, siblings.stream().map(other -> group + other).toList());
        var other = nearest(name, paths("", known));
        var meant = distance(name, other) <= NEAR && distance(name, other) < distance(name, sibling) ? other : sibling;
        return new UsageException("%s: unknown setting '%s'; did you mean '%s'? There are %s"
                .formatted(place(path), path, meant, String.join(", ", siblings)));
    }

    /** A variant that does not exist. */
    UsageException unknownKind(String path, String kind, Class<?> type) {
        var kinds = variants(type).stream().map(Class::getSimpleName).toList();
        return new UsageException("%s: unknown kind '%s' of '%s'; did you mean '%s'? There are %s"
                .formatted(place(path), kind, path, nearest(kind, kinds), String.join(", ", kinds)));
    }

    /** A setting of a variant that the file does not give. */
    UsageException missing(String path) {
        return new UsageException(place(path) + ": '" + path + "' is missing: another kind brings settings of its own");
    }

    /** A name without a value. */
    UsageException empty(String path) {
        return new UsageException(place(path) + ": '" + path + "' has no value; give one or leave it out");
    }

    /** A value of another type. */
    UsageException ofType(String path, @Nullable Class<?> type, JsonNode got) {
        return new UsageException(
                "%s: '%s': expected %s, got %s".formatted(place(path), path, expected(type), shortened(got)));
    }

    /** A value that the setting itself refuses. */
    UsageException refused(String path, String reason) {
        return new UsageException("%s: '%s': %s".formatted(place(path), path, reason));
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "another value";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        return switch (type.getSimpleName()) {
            case "int", "Integer" -> "a whole number up to " + Integer.MAX_VALUE;
            case "long", "Long" -> "a whole number up to " + Long.MAX_VALUE;
            case "double", "float", "Double", "Float" -> "a number";
            case "boolean", "Boolean" -> "true or false";
            case "String" -> "a name";
            case "List" -> "a list";
            default -> "settings such as {name: value}";
        };
    }

    private static String shortened(JsonNode value) {
        var text = value.isString() ? "'" + value.asString() + "'" : value.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }

    private static String nearest(String name, Collection<String> paths) {
        return paths.stream()
                .min(Comparator.comparingInt(path -> distance(name, path)))
                .orElse("");
    }

    /** From a name to the last part of a path. */
    private static int distance(String name, String path) {
        return EditDistance.between(path.substring(path.lastIndexOf('.') + 1), name);
    }

    private static List<String> paths(String before, JsonNode group) {
        List<String> paths = new ArrayList<>();
        group.properties().forEach(entry -> {
            paths.add(before + entry.getKey());
            paths.addAll(paths(before + entry.getKey() + ".", entry.getValue()));
        });
        return paths;
    }

    /** A sealed type's records, also those in groups. */
    private static List<Class<?>> variants(Class<?> type) {
        List<Class<?>> variants = new ArrayList<>();
        var permitted = type.getPermittedSubclasses();
        for (var variant : permitted == null ? new Class<?>[0] : permitted) {
            if (variant.isSealed()) {
                variants.addAll(variants(variant));
            } else {
                variants.add(variant);
            }
        }
        return variants;
    }

    /** The file and, where it names the setting or what it is a part of, the line. */
    private String place(String path) {
        var lines = lines();
        for (var at = path; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('.')))) {
            for (var name : List.of(at, "plan." + at)) {
                if (lines.containsKey(name)) {
                    return file + ":" + lines.get(name);
                }
            }
        }
        return file.toString();
    }

    static String place(Path file, @Nullable TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1 ? file.toString() : file + ":" + location.getLineNr();
    }

    /** Where each setting's name stands. */
    private Map<String, Integer> lines() {
        Map<String, Integer> lines = new HashMap<>();
        try (var parser = new YAMLMapper().createParser(Files.readAllBytes(file))) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME) {
                    var path = parser.streamReadContext().pathAsPointer().toString();
                    lines.putIfAbsent(
                            path.substring(1).replace('/', '.'),
                            parser.currentTokenLocation().getLineNr());
                }
            }
        } catch (IOException | JacksonException e) {
            return lines; // the mistake is told without a line
        }
        return lines;
    }
}
