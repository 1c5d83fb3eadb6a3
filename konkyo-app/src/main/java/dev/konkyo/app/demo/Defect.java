package dev.konkyo.app.demo;

/**
 * A defect that a photo shows.
 *
 * @param severity its size and strength, from 0 (hard to see) to 1 (obvious)
 */
public record Defect(DefectKind kind, double severity) {
    public Defect {
        if (!(severity >= 0 && severity <= 1)) {
            throw new IllegalArgumentException("a severity lies in [0, 1], got " + severity);
        }
    }
}
