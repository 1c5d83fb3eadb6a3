package dev.konkyo.model;

import java.util.Map;

/**
 * How far processors and engines may differ on a model's outputs, as shares of an output's largest number.
 *
 * @param byOutput of the outputs that are no {@link #USUAL} ones, by name
 */
public record Tolerances(Map<String, Double> byOutput) {
    /** Of an output that nothing is said of: processors round differently, by less than this. */
    public static final double USUAL = 1e-3;

    /** Of all outputs of a model that computes in float32. */
    public static final Tolerances OF_FLOATS = new Tolerances(Map.of());

    public Tolerances {
        byOutput = Map.copyOf(byOutput);
        byOutput.forEach((output, tolerance) -> {
            if (!(tolerance > 0 && tolerance < 1)) {
                throw new IllegalArgumentException(
                        "a tolerance lies in (0, 1), got " + tolerance + " for '" + output + "'");
            }
        });
    }

    /** The tolerance of an output. */
    public double of(String output) {
        return byOutput.getOrDefault(output, USUAL);
    }
}
