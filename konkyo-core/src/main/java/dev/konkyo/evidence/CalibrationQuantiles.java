package dev.konkyo.evidence;

/**
 * Which quantiles of held-out evidence become a scale.
 *
 * @param floor of all places' evidence for classes that photos do not show, in [0, 1]
 * @param ceiling of the photos' strongest evidence for the class that they show, in [0, 1]
 */
public record CalibrationQuantiles(double floor, double ceiling) {
    public CalibrationQuantiles {
        if (!(floor >= 0 && floor <= 1 && ceiling >= 0 && ceiling <= 1)) {
            throw new IllegalArgumentException("quantiles lie in [0, 1], got " + floor + " and " + ceiling);
        }
    }

    /** Nearly all foreign evidence stays plain; half of the photos reach the full colour. */
    public static CalibrationQuantiles usual() {
        return new CalibrationQuantiles(0.95, 0.5);
    }
}
