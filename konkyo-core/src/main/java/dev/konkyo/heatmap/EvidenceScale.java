package dev.konkyo.heatmap;

import java.util.Collection;

/**
 * The fixed range of evidence that colours and regions are drawn from, in a heatmap's unit.
 *
 * <p>It is set once for a model, on held-out photos, and never stretched to the photo at hand: weak evidence stays pale, and a
 * photo without evidence stays plain.
 *
 * @param floor at least 0; evidence up to here is not drawn
 * @param ceiling above the floor; evidence from here on has the strongest colour
 */
public record EvidenceScale(float floor, float ceiling) {
    public EvidenceScale {
        if (!(floor >= 0 && ceiling > floor && Float.isFinite(ceiling))) {
            throw new IllegalArgumentException(
                    "an evidence scale needs 0 <= floor < ceiling, got floor " + floor + " and ceiling " + ceiling);
        }
    }

    /**
     * A fixed scale for models that carry no calibrated one.
     *
     * @throws IllegalArgumentException for distances, which have no scale before calibration
     */
    public static EvidenceScale uncalibrated(Unit unit) {
        return switch (unit) {
            // A mean evidence of 2 logits decides a class; where it is spread over a tenth of the photo, each place
            // holds 20.
            case SCORE -> new EvidenceScale(2, 20);
            case PROBABILITY -> new EvidenceScale(0.1f, 1);
            case COSINE, COSINE_CHANGE -> new EvidenceScale(0.1f, 0.8f);
            // Over all places these add up to nothing but the bias, so they say how uneven places are, not how alike
            // photo
            // and class. On two networks a photo's strongest place was 0.045 (mean) and 0.060 (median), about half of
            // this
            // ceiling; for classes that were not shown 0.055 was reached, so no floor parts the two.
            case COSINE_GRADIENT -> new EvidenceScale(0.01f, 0.1f);
            // Behind batch normalisation and a rectifier, a channel that responds gives about 1.
            case ACTIVATION -> new EvidenceScale(0.1f, 2);
            case RELATIVE -> new EvidenceScale(0.1f, 1);
            case DISTANCE ->
                throw new IllegalArgumentException(
                        "distances have no scale of their own; calibrate one on held-out photos with fromQuantiles");
        };
    }

    /**
     * A scale calibrated on heatmaps of held-out photos: quantiles of all their values together, the floor at least 0.
     *
     * @param maps of one unit; each cell counts once
     * @param floorQuantile in [0, 1), for instance 0.9 of the maps of photos that the target is not in
     * @param ceilingQuantile in (floorQuantile, 1]
     * @throws IllegalArgumentException if there are no maps, their units differ, or no positive value lies above the floor
     */
    public static EvidenceScale fromQuantiles(Collection<Heatmap> maps, double floorQuantile, double ceilingQuantile) {
        if (maps.isEmpty() || maps.stream().map(Heatmap::unit).distinct().count() > 1) {
            throw new IllegalArgumentException("an evidence scale needs heatmaps of one unit, got "
                    + maps.stream().map(Heatmap::unit).distinct().toList());
        }
        float[] pooled =
                new float[maps.stream().mapToInt(map -> map.values().length).reduce(0, Math::addExact)];
        int filled = 0;
        for (Heatmap map : maps) {
            System.arraycopy(map.values(), 0, pooled, filled, map.values().length);
            filled += map.values().length;
        }
        float floor = Math.max(Grid.quantile(pooled, floorQuantile), 0);
        float ceiling = Grid.quantile(pooled, ceilingQuantile);
        if (!(ceiling > floor)) {
            throw new IllegalArgumentException(
                    "the " + maps.size() + " heatmaps hold no evidence between their quantiles "
                            + floorQuantile + " and " + ceilingQuantile + " (" + floor + " and " + ceiling
                            + "); use more photos of the target or quantiles further apart");
        }
        return new EvidenceScale(floor, ceiling);
    }

    /** The value that is drawn with the given strength, in [0, 1]; half way makes a threshold for {@link Regions}. */
    public float value(double fraction) {
        return (float) (floor + fraction * ((double) ceiling - floor));
    }

    /** How strong a value is drawn: 0 up to the floor, 1 from the ceiling on, linear between. */
    public float fraction(float value) {
        return Math.clamp((value - floor) / (ceiling - floor), 0f, 1f);
    }
}
