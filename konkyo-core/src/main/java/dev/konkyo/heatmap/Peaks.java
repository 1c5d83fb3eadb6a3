package dev.konkyo.heatmap;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * A search for local maxima: cells, or plateaus of equal 8-connected cells, whose neighbours are all lower.
 *
 * @param threshold only peaks above this value, in the heatmap's unit
 * @param minimumDistance of two peaks nearer than this, in photo pixels, only the higher one stays; 0 keeps all
 */
public record Peaks(float threshold, double minimumDistance) {
    public Peaks {
        if (Float.isNaN(threshold) || !(minimumDistance >= 0)) {
            throw new IllegalArgumentException("peaks need a threshold and a distance of at least 0, got " + threshold
                    + " and " + minimumDistance);
        }
    }

    /** The peaks, highest first; equal ones in reading order. */
    public List<Peak> in(Heatmap map) {
        List<Peak> candidates = new ArrayList<>();
        BitSet visited = new BitSet();
        for (int cell = 0; cell < map.values().length; cell++) {
            if (map.values()[cell] > threshold && !visited.get(cell)) {
                Plateau plateau = Plateau.around(map, cell, visited);
                if (plateau.isPeak()) {
                    candidates.add(plateau.peak());
                }
            }
        }
        candidates.sort(Comparator.comparingDouble(Peak::value).reversed());
        List<Peak> kept = new ArrayList<>();
        for (Peak candidate : candidates) {
            if (kept.stream().noneMatch(peak -> peak.distance(candidate) < minimumDistance)) {
                kept.add(candidate);
            }
        }
        return List.copyOf(kept);
    }

    static Peak highest(Heatmap map) {
        float[] values = map.values();
        int highest = 0;
        for (int cell = 1; cell < values.length; cell++) {
            if (values[cell] > values[highest]) {
                highest = cell;
            }
        }
        return Plateau.around(map, highest, new BitSet()).peak();
    }
}
