package dev.konkyo.evidence;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.model.Classifier;
import java.util.SplittableRandom;

/**
 * RISE (Petsiuk et al. 2018, "RISE: Randomized Input Sampling for Explanation of Black-box Models"): the score of the photo under many random masks.
 * A pixel's evidence is the mean score where it is seen less the mean score of all masks, so that a photo in which no pixel matters stays plain.
 *
 * @param masks how many; the paper takes 4000 to 8000
 * @param cells of a mask along each side before it is enlarged
 * @param keep the chance of a cell to be seen, in (0, 1)
 * @param seed of the masks
 */
public record Rise(Classifier model, int masks, int cells, double keep, long seed) implements EvidenceMethod {
    public Rise {
        if (masks < 2 || cells < 1 || !(keep > 0 && keep < 1)) {
            throw new IllegalArgumentException(
                    "RISE needs at least 2 masks of at least 1 cell and a chance in (0, 1), got " + masks + " masks, "
                            + cells + " cells and " + keep);
        }
    }

    /** A thousand masks of 7 x 7 cells, each seen with a chance of one half. */
    static Rise usual(Classifier model) {
        return new Rise(model, 1000, 7, 0.5, 1);
    }

    @Override
    public Evidence explain(TensorData images, Target target) {
        return Photos.each(images, image -> {
            Asked asked = Asked.of(model, image, target);
            Shape input = image.shape();
            float[] pixels = image.toFloats();
            double[] scores = new Variants(input, model::logits)
                    .scores(masks, (variant, values) -> mask(variant, pixels, input, values), asked::score);
            return asked.evidence(map(scores, input.at(2), input.at(3)), asked.unit());
        });
    }

    /** Equation 6, with the scores less their mean. */
    private TensorData map(double[] scores, int height, int width) {
        double mean = 0;
        for (double score : scores) {
            mean += score / scores.length;
        }
        double[] sums = new double[height * width];
        for (int i = 0; i < masks; i++) {
            float[] mask = mask(i, height, width);
            double factor = (scores[i] - mean) / (keep * masks);
            for (int pixel = 0; pixel < sums.length; pixel++) {
                sums[pixel] += factor * mask[pixel];
            }
        }
        float[] map = new float[sums.length];
        for (int i = 0; i < map.length; i++) {
            map[i] = (float) sums[i];
        }
        return TensorData.ofFloats(Shape.of(1, height, width), map);
    }

    private void mask(int variant, float[] pixels, Shape input, float[] values) {
        float[] mask = mask(variant, input.at(2), input.at(3));
        for (int i = 0; i < values.length; i++) {
            values[i] = pixels[i] * mask[i % mask.length];
        }
    }

    /** The mask with this number: made again where it is needed, since a thousand take more memory than time. */
    private float[] mask(int number, int height, int width) {
        SplittableRandom random = new SplittableRandom(seed + 0x9E3779B97F4A7C15L * number);
        float[] small = new float[cells * cells];
        for (int i = 0; i < small.length; i++) {
            small[i] = random.nextDouble() < keep ? 1 : 0;
        }
        int cellHeight = Math.ceilDiv(height, cells);
        int cellWidth = Math.ceilDiv(width, cells);
        int wide = (cells + 1) * cellWidth;
        float[] large = Grids.resized(small, cells, cells, (cells + 1) * cellHeight, wide);
        int top = random.nextInt(cellHeight);
        int left = random.nextInt(cellWidth);
        float[] mask = new float[height * width];
        for (int y = 0; y < height; y++) {
            System.arraycopy(large, (top + y) * wide + left, mask, y * width, width);
        }
        return mask;
    }
}
