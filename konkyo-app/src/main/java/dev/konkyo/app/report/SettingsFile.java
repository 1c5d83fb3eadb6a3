package dev.konkyo.app.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A run's {@code plan.json}, whatever settings it names. */
record SettingsFile(Path file) {
    private static final JsonMapper JSON = new JsonMapper();

    /** One row per setting; what lies within another setting is named by both. Empty without a file. */
    Section section() {
        Map<String, String> facts = new LinkedHashMap<>();
        try {
            if (Files.exists(file)) {
                add(facts, "", JSON.readTree(Files.readAllBytes(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (JacksonException e) {
            facts.put(file.getFileName().toString(), "is damaged");
        }
        return new FactsSection("Settings", facts);
    }

    /** Whether the file has a setting of this name that is not empty. */
    boolean names(String setting) {
        try {
            return Files.exists(file)
                    && !JSON.readTree(Files.readAllBytes(file)).path(setting).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (JacksonException e) {
            return false; // the section says that it is damaged
        }
    }

    private static void add(Map<String, String> facts, String name, JsonNode value) {
        if (value.isObject() && !value.isEmpty()) {
            value.properties()
                    .forEach(field -> add(
                            facts, name.isEmpty() ? field.getKey() : name + " · " + field.getKey(), field.getValue()));
        } else if (value.isArray() && value.valueStream().noneMatch(JsonNode::isContainer)) {
            facts.put(
                    name,
                    String.join(
                            ", ", value.valueStream().map(SettingsFile::text).toList()));
        } else {
            facts.put(name, text(value));
        }
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.asString() : value.toString();
    }
}
