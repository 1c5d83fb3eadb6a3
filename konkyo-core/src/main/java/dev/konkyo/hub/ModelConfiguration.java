package dev.konkyo.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What timm writes into a model's {@code config.json}.
 *
 * @param architecture name of the network; empty if there is none
 * @param mean of red, green, blue, for components in [0, 1]; empty if it is not said
 * @param deviation of red, green, blue; empty if it is not said
 */
public record ModelConfiguration(Optional<String> architecture, List<Float> mean, List<Float> deviation) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int CHANNELS = 3;

    public ModelConfiguration {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
    }

    /**
     * Reads a file.
     *
     * @throws HubException if it is no JSON
     */
    public static ModelConfiguration read(Path file) {
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            JsonNode trained = root.path("pretrained_cfg");
            return new ModelConfiguration(
                    Optional.of(root.path("architecture"))
                            .filter(JsonNode::isString)
                            .map(JsonNode::stringValue),
                    numbers(trained.path("mean")),
                    numbers(trained.path("std")));
        } catch (JacksonException e) {
            throw new HubException(file + " is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new HubException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Three numbers, or none. */
    private static List<Float> numbers(JsonNode array) {
        List<Float> numbers = new ArrayList<>();
        array.forEach(number -> {
            if (number.isNumber()) {
                numbers.add((float) number.asDouble());
            }
        });
        return numbers.size() == CHANNELS ? numbers : List.of();
    }

    /** Whether it says how photos are normalised. */
    public boolean normalizes() {
        return !mean.isEmpty() && !deviation.isEmpty() && deviation.stream().allMatch(value -> value > 0);
    }

    /** Whether the weights came from TensorFlow, whose padding the network then needs. */
    public boolean tensorflow() {
        return architecture.filter(name -> name.startsWith("tf_")).isPresent();
    }
}
