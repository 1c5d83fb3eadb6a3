package dev.konkyo.heatmap;

/** Where the cells along one axis of a result fall on the same axis of a source: two neighbours and the weight of the second. */
final class Axis {
    private final int[] lower;
    private final float[] weight;
    private final int cells;

    /**
     * The centres of {@code length} unit cells, seen from a source of {@code cells} cells that covers {@code [start, start + extent)}.
     */
    Axis(int length, int cells, double start, double extent) {
        this.cells = cells;
        lower = new int[length];
        weight = new float[length];
        for (int i = 0; i < length; i++) {
            double share = (i + 0.5 - start) / extent;
            if (share < 0 || share >= 1) {
                lower[i] = -1;
                continue;
            }
            double position = Math.clamp(share * cells - 0.5, 0, cells - 1);
            lower[i] = (int) position;
            weight[i] = (float) (position - lower[i]);
        }
    }

    int length() {
        return lower.length;
    }

    /** Whether the cell's centre lies on the source at all. */
    boolean inside(int i) {
        return lower[i] >= 0;
    }

    int lower(int i) {
        return lower[i];
    }

    int upper(int i) {
        return Math.min(lower[i] + 1, cells - 1);
    }

    float weight(int i) {
        return weight[i];
    }

    /** Writes the source's cells as this axis samples them, from an offset on; outside the source nothing is written. */
    void spread(float[] source, float[] out, int offset) {
        for (int i = 0; i < lower.length; i++) {
            int left = lower[i];
            if (left >= 0) {
                out[offset + i] = Grid.mix(source[left], source[Math.min(left + 1, cells - 1)], weight[i]);
            }
        }
    }
}
