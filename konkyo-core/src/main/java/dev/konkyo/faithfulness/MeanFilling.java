package dev.konkyo.faithfulness;

import java.util.Arrays;

/** Removed pixels get the photo's mean colour. */
public record MeanFilling() implements Filling {
    @Override
    public String name() {
        return "mean";
    }

    @Override
    public Filled of(float[] image, int height, int width) {
        int places = height * width;
        float[] mean = new float[image.length];
        for (int channel = 0; channel < image.length / places; channel++) {
            double sum = 0;
            for (int i = channel * places; i < (channel + 1) * places; i++) {
                sum += image[i];
            }
            Arrays.fill(mean, channel * places, (channel + 1) * places, (float) (sum / places));
        }
        return Filling.from(image, mean);
    }
}
