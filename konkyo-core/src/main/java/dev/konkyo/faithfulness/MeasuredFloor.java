package dev.konkyo.faithfulness;

import dev.konkyo.heatmap.Unit;
import java.util.OptionalDouble;

/** The floors of evidence scales, where a scale was measured on the very maps that are judged. */
@FunctionalInterface
public interface MeasuredFloor {
    /**
     * The least evidence that is drawn.
     *
     * @param method its name
     * @param unit of its maps
     * @return empty if no scale was measured on such maps, so that any threshold would be a guess
     */
    OptionalDouble of(String method, Unit unit);
}
