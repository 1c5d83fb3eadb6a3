package dev.konkyo.app.cli;

import dev.konkyo.app.report.Scales;
import dev.konkyo.evidence.EvidenceCalibration;
import dev.konkyo.graph.Cost;
import dev.konkyo.graph.EvidenceLayer;
import dev.konkyo.graph.GraphInput;
import dev.konkyo.graph.Operand;
import dev.konkyo.graph.ShapeInference;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a model file holds.
 *
 * @param parameters learnt numbers
 * @param evidenceLayer name of the value whose places are explained
 * @param sha256 of the file
 */
record ModelLine(
        ModelCard card,
        long parameters,
        List<Tensor> inputs,
        List<Tensor> outputs,
        Optional<String> evidenceLayer,
        String sha256) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Classes whose thresholds are named one by one. */
    private static final int MANY = 10;

    /** An input or output; a size of -1 is free, as on the batch axis. */
    record Tensor(String name, String type, List<Integer> shape) {
        static Tensor of(GraphInput input) {
            return new Tensor(input.name(), input.type().name().toLowerCase(Locale.ROOT), input.sizes());
        }

        static Tensor of(String name, Operand operand) {
            List<Integer> sizes = new ArrayList<>(
                    Arrays.stream(operand.shape().toInts()).boxed().toList());
            if (!sizes.isEmpty()) {
                sizes.set(0, GraphInput.FREE);
            }
            return new Tensor(name, operand.type().name().toLowerCase(Locale.ROOT), sizes);
        }

        String sentence() {
            return name + " " + type + " " + shape.toString().replace("-1", "N");
        }
    }

    static ModelLine of(Model model, String sha256) {
        var graph = model.graph();
        var values = ShapeInference.infer(graph, 1);
        var layer = Optional.ofNullable(model.card().evidenceLayer())
                .or(() -> EvidenceLayer.find(graph).map(EvidenceLayer::value));
        return new ModelLine(
                model.card(),
                Cost.parameters(graph),
                graph.inputs().stream().map(Tensor::of).toList(),
                graph.outputs().stream()
                        .map(name -> Tensor.of(name, Objects.requireNonNull(values.get(name))))
                        .toList(),
                layer,
                sha256);
    }

    /** The card's fields and the others, as one object. */
    ObjectNode json() {
        // Thousands of hashes are nothing to read.
        ObjectNode root = JSON.valueToTree(card.withLearnt(null));
        root.remove("learnt");
        root.put("parameters", parameters);
        root.set("inputs", JSON.valueToTree(inputs));
        root.set("outputs", JSON.valueToTree(outputs));
        root.put("evidenceLayer", evidenceLayer.orElse(null));
        return root.put("sha256", sha256);
    }

    /** The same for people. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("network         " + card.network());
        lines.add("labels          " + Labels.shortened(card.labels()));
        lines.add("parameters      " + parameters);
        inputs.forEach(input -> lines.add("input           " + input.sentence()));
        outputs.forEach(output -> lines.add("output          " + output.sentence()));
        lines.add("evidence layer  " + evidenceLayer.orElse("none"));
        if (evidenceLayer.isPresent()) {
            lines.add("evidence scale  " + Scales.words(card));
        }
        var preprocessing = card.preprocessing();
        lines.add("photos          %d x %d, %s, mean %s, deviation %s"
                .formatted(
                        preprocessing.height(),
                        preprocessing.width(),
                        preprocessing.fit(),
                        preprocessing.mean(),
                        preprocessing.deviation()));
        lines.add("scores          " + card.scores().noun());
        var thresholds = card.thresholds();
        if (thresholds != null) {
            lines.add("unknown below   %s; %s".formatted(shown(thresholds.values()), thresholds.rule()));
        }
        card.provenance().entrySet().stream()
                .filter(fact -> !fact.getKey().equals(EvidenceCalibration.FACT))
                .sorted(Map.Entry.comparingByKey())
                .forEach(fact -> lines.add("%-15s %s".formatted(fact.getKey(), fact.getValue())));
        lines.add("sha256          " + sha256);
        return lines;
    }

    /** Each class's threshold, or their range if there are many. */
    private String shown(List<Float> values) {
        if (values.stream().distinct().count() == 1) {
            return "%.3f".formatted(values.getFirst());
        }
        return values.size() > MANY
                ? "%.3f to %.3f".formatted(Collections.min(values), Collections.max(values))
                : IntStream.range(0, values.size())
                        .mapToObj(i -> "%s %.3f".formatted(card.labels().get(i), values.get(i)))
                        .collect(Collectors.joining(", "));
    }
}
