package dev.konkyo.faithfulness;

/**
 * Structural similarity of maps in [0, 1] (Wang et al. 2004, "Image Quality Assessment: From Error Visibility to Structural Similarity",
 * equation 13), as the mean over all windows of 7 × 7 cells, or one window where the maps are smaller.
 *
 * @param width of the maps
 */
record StructuralSimilarity(int width) {
    private static final int WINDOW = 7;
    private static final double C1 = 0.01 * 0.01;
    private static final double C2 = 0.03 * 0.03;

    /** In [-1, 1]; 1 for equal maps. */
    double of(float[] first, float[] second) {
        int height = first.length / width;
        int down = Math.min(WINDOW, height);
        int across = Math.min(WINDOW, width);
        double sum = 0;
        int windows = 0;
        for (int y = 0; y + down <= height; y++) {
            for (int x = 0; x + across <= width; x++) {
                sum += window(first, second, y, x, down, across);
                windows++;
            }
        }
        return sum / windows;
    }

    private double window(float[] first, float[] second, int top, int left, int down, int across) {
        double a = 0;
        double b = 0;
        double aa = 0;
        double bb = 0;
        double ab = 0;
        for (int y = top; y < top + down; y++) {
            for (int i = y * width + left; i < y * width + left + across; i++) {
                a += first[i];
                b += second[i];
                aa += (double) first[i] * first[i];
                bb += (double) second[i] * second[i];
                ab += (double) first[i] * second[i];
            }
        }
        double cells = (double) down * across;
        double meanA = a / cells;
        double meanB = b / cells;
        double varianceA = aa / cells - meanA * meanA;
        double varianceB = bb / cells - meanB * meanB;
        double covariance = ab / cells - meanA * meanB;
        return (2 * meanA * meanB + C1)
                * (2 * covariance + C2)
                / ((meanA * meanA + meanB * meanB + C1) * (varianceA + varianceB + C2));
    }
}
