package dev.konkyo.faithfulness;

/**
 * Removed pixels are taken from a blurred copy, so that no new edges appear.
 *
 * @param deviation of the Gaussian, as a share of the shorter side
 */
public record BlurFilling(double deviation) implements Filling {
    private static final double REACH = 3;

    /** Fong and Vedaldi 2017, "Interpretable Explanations of Black Boxes by Meaningful Perturbation", section 4.1: 10 of 224 pixels. */
    public static final BlurFilling PUBLISHED = new BlurFilling(10 / 224.0);

    @Override
    public String name() {
        return "blur";
    }

    @Override
    public Filled of(float[] image, int height, int width) {
        double[] kernel = kernel(deviation * Math.min(height, width));
        int places = height * width;
        float[] rows = new float[image.length];
        float[] blurred = new float[image.length];
        for (int i = 0; i < image.length; i++) {
            int start = i - i % width;
            rows[i] = sum(kernel, image, start, 1, i % width, width);
        }
        for (int i = 0; i < image.length; i++) {
            int start = i - i % places + i % width;
            blurred[i] = sum(kernel, rows, start, width, i % places / width, height);
        }
        return Filling.from(image, blurred);
    }

    private static double[] kernel(double sigma) {
        int radius = Math.max(1, (int) Math.ceil(REACH * sigma));
        double[] kernel = new double[2 * radius + 1];
        double total = 0;
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = Math.exp(-(i - radius) * (i - radius) / (2 * sigma * sigma));
            total += kernel[i];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= total;
        }
        return kernel;
    }

    /** The weighted sum around one place of a line; beyond its ends the last pixel goes on. */
    private static float sum(double[] kernel, float[] values, int start, int step, int place, int length) {
        double sum = 0;
        int radius = kernel.length / 2;
        for (int i = 0; i < kernel.length; i++) {
            sum += kernel[i] * values[start + step * Math.clamp(place + i - radius, 0, length - 1)];
        }
        return (float) sum;
    }
}
