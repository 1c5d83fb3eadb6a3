package dev.konkyo.model;

import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Preprocessing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a model must give for some inputs; stored in its file, so that any machine can check that it computes the same.
 *
 * @param tolerances of the outputs; files that say nothing have the usual ones
 */
public record Golden(List<Case> cases, Tolerances tolerances) {
    private static final double ABSOLUTE = 1e-5;

    public Golden {
        cases = List.copyOf(cases);
        tolerances = Objects.requireNonNullElse(tolerances, Tolerances.OF_FLOATS);
    }

    /** One input and the outputs for it, by name. */
    public record Case(GoldenInput input, Map<String, Values> outputs) {
        public Case {
            outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        }
    }

    /**
     * An output's elements.
     *
     * @param floats little-endian float32, row by row, in Base64
     */
    public record Values(List<Integer> shape, String floats) {
        public Values {
            shape = List.copyOf(shape);
        }

        static Values of(TensorData data) {
            float[] values = data.toFloats();
            ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            List<Integer> shape = new ArrayList<>();
            for (int size : data.shape().toInts()) {
                shape.add(size);
            }
            return new Values(shape, Base64.getEncoder().encodeToString(bytes.array()));
        }

        TensorData data() {
            int[] sizes = shape.stream().mapToInt(Integer::intValue).toArray();
            return TensorData.of(
                    ElementType.FLOAT32,
                    Shape.of(sizes),
                    ByteBuffer.wrap(Base64.getDecoder().decode(floats)));
        }
    }

    /**
     * What a model gives for these inputs.
     *
     * @param tolerances of other machines
     * @param run from an input [1, 3, height, width] to all outputs by name
     */
    public static Golden of(
            List<GoldenInput> inputs,
            Tolerances tolerances,
            Preprocessing preprocessing,
            Function<TensorData, Map<String, TensorData>> run) {
        List<Case> cases = inputs.stream()
                .map(input -> {
                    Map<String, Values> outputs = new LinkedHashMap<>();
                    run.apply(input.tensor(preprocessing)).forEach((name, data) -> outputs.put(name, Values.of(data)));
                    return new Case(input, outputs);
                })
                .toList();
        return new Golden(cases, tolerances);
    }

    /**
     * Runs the model on the inputs again.
     *
     * @param run from an input [1, 3, height, width] to all outputs by name
     * @return the first output that differs, in words; empty if none does
     */
    public Optional<String> mismatch(Preprocessing preprocessing, Function<TensorData, Map<String, TensorData>> run) {
        for (int i = 0; i < cases.size(); i++) {
            Map<String, TensorData> given = run.apply(cases.get(i).input().tensor(preprocessing));
            for (Map.Entry<String, Values> expected : cases.get(i).outputs().entrySet()) {
                String output = expected.getKey();
                TensorData data = given.get(output);
                Optional<String> difference = data == null
                        ? Optional.of(": expected " + expected.getValue().shape() + ", the model has none")
                        : difference(expected.getValue().data(), data, tolerances.of(output));
                if (difference.isPresent()) {
                    return Optional.of("golden input " + (i + 1) + ", output '" + output + "'" + difference.get());
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Where an output is not what it should be.
     *
     * @param tolerance share of the largest expected number; whole numbers must be equal
     * @return the first difference, in words; empty if there is none
     */
    public static Optional<String> difference(TensorData expected, TensorData got, double tolerance) {
        if (!expected.shape().equals(got.shape())) {
            return Optional.of(": expected " + expected.shape() + ", got " + got.shape());
        }
        float[] before = expected.toFloats();
        float[] now = got.toFloats();
        double largest = 0;
        for (float value : before) {
            largest = Math.max(largest, Math.abs(value));
        }
        double allowed = got.type().floating() ? ABSOLUTE + tolerance * largest : 0;
        for (int i = 0; i < now.length; i++) {
            if (!(Math.abs(now[i] - before[i]) <= allowed)) {
                return Optional.of(
                        ", element " + i + ": expected " + before[i] + " within " + allowed + ", got " + now[i]);
            }
        }
        return Optional.empty();
    }
}
