package dev.konkyo.evidence;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.model.Classifier;
import java.util.Arrays;

/**
 * Occlusion (Zeiler and Fergus 2014, "Visualizing and Understanding Convolutional Networks", section 4.2): how far the score falls when a window of
 * the photo is covered with its mean colour. A pixel's evidence is the mean fall over the windows that cover it.
 *
 * @param window side in pixels of the network's input, at least 1
 * @param stride between windows, at least 1 and at most the window
 */
public record Occlusion(Classifier model, int window, int stride) implements EvidenceMethod {
    public Occlusion {
        if (window < 1 || stride < 1 || stride > window) {
            throw new IllegalArgumentException(
                    "occlusion needs a window of at least 1 pixel and a stride between 1 and that, got " + window
                            + " and " + stride);
        }
    }

    /** Windows of a sixth of the input's shorter side, overlapping by half. */
    static Occlusion usual(Classifier model) {
        var preprocessing = model.card().preprocessing();
        int window = Math.max(2, Math.ceilDiv(Math.min(preprocessing.height(), preprocessing.width()), 6));
        return new Occlusion(model, window, Math.ceilDiv(window, 2));
    }

    @Override
    public Evidence explain(TensorData images, Target target) {
        return Photos.each(images, image -> {
            Asked asked = Asked.of(model, image, target);
            Shape input = image.shape();
            int down = steps(input.at(2));
            int across = steps(input.at(3));
            float[] pixels = image.toFloats();
            float[] colour = colour(pixels, input);
            double[] scores = new Variants(input, model::logits)
                    .scores(
                            down * across,
                            (variant, values) -> {
                                System.arraycopy(pixels, 0, values, 0, values.length);
                                cover(values, input, variant / across * stride, variant % across * stride, colour);
                            },
                            asked::score);
            TensorData map = map(scores, asked.score(asked.logits()), across, input.at(2), input.at(3));
            return asked.evidence(map, asked.unit());
        });
    }

    /** How many windows cover a side; the last may reach over the border. */
    private int steps(int side) {
        return 1 + Math.max(0, Math.ceilDiv(side - window, stride));
    }

    private void cover(float[] values, Shape input, int top, int left, float... colour) {
        int width = input.at(3);
        int end = Math.min(left + window, width);
        for (int channel = 0; channel < input.at(1); channel++) {
            for (int y = top; y < Math.min(top + window, input.at(2)); y++) {
                int row = (channel * input.at(2) + y) * width;
                Arrays.fill(values, row + left, row + end, colour[channel]);
            }
        }
    }

    private TensorData map(double[] scores, double whole, int across, int height, int width) {
        double[] falls = new double[height * width];
        int[] windows = new int[height * width];
        for (int i = 0; i < scores.length; i++) {
            int top = i / across * stride;
            int left = i % across * stride;
            for (int y = top; y < Math.min(top + window, height); y++) {
                for (int x = left; x < Math.min(left + window, width); x++) {
                    falls[y * width + x] += whole - scores[i];
                    windows[y * width + x]++;
                }
            }
        }
        float[] map = new float[falls.length];
        for (int i = 0; i < map.length; i++) {
            map[i] = (float) (falls[i] / windows[i]);
        }
        return TensorData.ofFloats(Shape.of(1, height, width), map);
    }

    private static float[] colour(float[] pixels, Shape input) {
        int places = input.at(2) * input.at(3);
        double[] sums = new double[input.at(1)];
        for (int i = 0; i < pixels.length; i++) {
            sums[i / places] += pixels[i];
        }
        float[] colour = new float[sums.length];
        for (int i = 0; i < colour.length; i++) {
            colour[i] = (float) (sums[i] / places);
        }
        return colour;
    }
}
