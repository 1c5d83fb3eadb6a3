package dev.konkyo.faithfulness;

/**
 * A first guess at missing pixels: the mean of what is left nearby, found on ever coarser grids (Gortler et al. 1996, "The Lumigraph",
 * section 3.4).
 */
record PullPush(int height, int width) {
    /** One channel of an image, in doubles, with removed pixels filled; at least one pixel must be left. */
    double[] filled(float[] image, int offset, boolean[] removed) {
        double[] values = new double[removed.length];
        double[] weights = new double[removed.length];
        for (int i = 0; i < removed.length; i++) {
            if (!removed[i]) {
                values[i] = image[offset + i];
                weights[i] = 1;
            }
        }
        fill(values, weights);
        return values;
    }

    private void fill(double[] values, double[] weights) {
        int columns = (width + 1) / 2;
        var coarse = new PullPush((height + 1) / 2, columns);
        double[] means = new double[coarse.height * columns];
        double[] shares = new double[means.length];
        boolean complete = true;
        for (int i = 0; i < values.length; i++) {
            int parent = i / width / 2 * columns + i % width / 2;
            means[parent] += values[i] * weights[i];
            shares[parent] += weights[i];
            complete &= weights[i] > 0;
        }
        if (complete || values.length == 1) {
            return;
        }
        for (int i = 0; i < means.length; i++) {
            means[i] /= Math.max(shares[i], 1);
            shares[i] = Math.min(shares[i], 1);
        }
        coarse.fill(means, shares);
        for (int i = 0; i < values.length; i++) {
            if (weights[i] == 0) {
                values[i] = means[i / width / 2 * columns + i % width / 2];
            }
        }
    }
}
