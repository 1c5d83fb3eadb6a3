package dev.konkyo.app.cli;

import dev.konkyo.dataset.Sampler;
import dev.konkyo.torch.training.TrainingPlan;
import dev.konkyo.torch.training.Weighting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * Some settings of a plan as YAML, which JSON is a part of. What a file does not say stays as it is elsewhere.
 *
 * @param file for messages
 * @param settings in the shape of {@link TrainingPlan}
 */
record PlanFile(Path file, ObjectNode settings) {
    /** The component that tells the variants of a setting apart, such as optimisers. */
    private static final String KIND = "kind";

    private static final String EVEN = Weighting.Even.class.getSimpleName();
    private static final String SHUFFLED = Sampler.Shuffled.class.getSimpleName();

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .build();

    /** Takes every setting and no other. */
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    /**
     * Reads a file: settings alone, or the plan.json of a run, of which only the plan counts.
     *
     * @throws UsageException if it is neither
     */
    static PlanFile read(Path file) {
        try {
            JsonNode read = YAML.readTree(Files.readAllBytes(file));
            if (read == null || read.isMissingNode() || read.isNull()) {
                return new PlanFile(file, YAML.createObjectNode());
            }
            JsonNode settings = read.path("plan").isObject() ? read.path("plan") : read;
            if (settings instanceof ObjectNode object) {
                return new PlanFile(file, object);
            }
            throw new UsageException(file + ": expected settings such as 'course: {epochs: 20}', got " + settings);
        } catch (JacksonException e) {
            throw new UsageException(PlanMistake.place(file, e.getLocation()) + " is no YAML of settings: "
                    + firstLine(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UsageException("cannot read the plan " + ErrorLine.of(e));
        }
    }

    /** The plan as YAML, one setting per line. */
    static List<String> lines(TrainingPlan plan) {
        return YAML.writeValueAsString(STRICT.valueToTree(plan)).lines().toList();
    }

    /**
     * The plan with this file's settings in place of its own.
     *
     * @throws UsageException naming what is unknown and what is nearest to it, or what is out of range
     */
    TrainingPlan over(TrainingPlan plan) {
        ObjectNode tree = STRICT.valueToTree(plan);
        var mistake = new PlanMistake(file, tree.deepCopy());
        replace(tree, settings, "", mistake);
        showEvenly(tree);
        try {
            return STRICT.treeToValue(tree, TrainingPlan.class);
        } catch (UnrecognizedPropertyException e) {
            throw mistake.unknown(path(e), names(e.getKnownPropertyIds()));
        } catch (InvalidTypeIdException e) {
            throw mistake.unknownKind(
                    path(e), String.valueOf(e.getTypeId()), e.getBaseType().getRawClass());
        } catch (MismatchedInputException e) {
            throw String.valueOf(e.getOriginalMessage()).startsWith("Missing")
                    ? mistake.missing(path(e))
                    : mistake.ofType(path(e), e.getTargetType(), value(tree, e));
        } catch (InputCoercionException e) {
            throw mistake.ofType(path(e), e.getTargetType(), value(tree, e));
        } catch (JacksonException e) {
            throw mistake.refused(
                    path(e),
                    e.getCause() instanceof IllegalArgumentException refused
                            ? String.valueOf(refused.getMessage())
                            : firstLine(e.getOriginalMessage()));
        }
    }

    /** Who names weights for classes and no sampler does not want the usual one, which makes up for small classes too. */
    private void showEvenly(ObjectNode tree) {
        boolean weighted = settings.at("/objective/weighting").has(KIND)
                && !settings.at("/objective/weighting/kind").asString("").equals(EVEN);
        if (weighted
                && settings.at("/presentation/sampler").isMissingNode()
                && tree.path("presentation") instanceof ObjectNode presentation) {
            presentation.set("sampler", YAML.createObjectNode().put(KIND, SHUFFLED));
        }
    }

    private static void replace(ObjectNode into, ObjectNode given, String path, PlanMistake mistake) {
        for (var name : given.propertyNames()) {
            JsonNode value = given.get(name);
            if (value.isNull() && !into.path(name).isNull()) {
                throw mistake.empty(path + name);
            }
            JsonNode before = into.get(name);
            if (before == null) {
                throw mistake.unknown(path + name, into.propertyNames());
            }
            if (before instanceof ObjectNode old && value instanceof ObjectNode changed && sameKind(old, changed)) {
                replace(old, changed, path + name + ".", mistake);
            } else {
                into.set(name, value);
            }
        }
    }

    /** Settings of another kind have other components: they replace the old ones as a whole. */
    private static boolean sameKind(ObjectNode old, ObjectNode changed) {
        return !changed.has(KIND) || changed.get(KIND).equals(old.get(KIND));
    }

    private static Collection<String> names(Collection<Object> known) {
        return known.stream().map(String::valueOf).sorted().toList();
    }

    /** What the file says at the place of an error. */
    private static JsonNode value(JsonNode tree, JacksonException e) {
        JsonNode at = tree;
        for (var step : e.getPath()) {
            at = step.getPropertyName() == null ? at.path(step.getIndex()) : at.path(step.getPropertyName());
        }
        return at;
    }

    private static String path(JacksonException e) {
        return e.getPath().stream()
                .map(step -> step.getPropertyName() == null ? String.valueOf(step.getIndex()) : step.getPropertyName())
                .collect(Collectors.joining("."));
    }

    private static String firstLine(String message) {
        return Arrays.stream(message.split("\n", 2)).findFirst().orElse("unknown reason");
    }
}
