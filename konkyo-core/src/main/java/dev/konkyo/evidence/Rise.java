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
 * @param cells of a mask along each side before it is enlarged; no more than the input has pixels, though the paper's 7 always will do
 * @param keep the chance of a cell to be seen, in (0, 1)
 * @param seed of the masks
 */
public record Rise(Classifier model, int masks, int cells, double keep, long seed) implements EvidenceMethod {
    private static final int PAPER_CELLS = 7;

    public Rise {
        if (masks < 2 || cells < 1 || !(keep > 0 && keep < 1)) {
            throw new IllegalArgumentException(
                    "RISE needs at least 2 masks of at least 1 cell and a chance in (0, 1), got " + masks + " masks, "
                            + cells + " cells and " + keep);
        }
        var input = model.card().preprocessing();
        int most = Math.max(PAPER_CELLS, Math.min(input.height(), input.width()));
        if (cells > most) {
            throw new IllegalArgumentException(
                    "RISE's masks have at most %d cells along each side for an input of %d x %d pixels, got %d"
                            .formatted(most, input.height(), input.width(), cells));
        }
    }

    /** A thousand masks of 7 x 7 cells, each seen with a chance of one half. */
    static Rise usual(Classifier model) {
        return new Rise(model, 1000, PAPER_CELLS, 0.5, 1);
    }

    @Override
    public Evidence explain(TensorData images, Target target) {
        return Photos.each(images, image -> {
            Asked asked = Asked.of(model, image, target);
            Variants variants = new Variants(image.shape(), model::logits);
            Sums sums = new Sums(image.shape().at(2), image.shape().at(3));
            float[] pixels = image.toFloats();
            // Masks are kept only until their photos' scores are known: all together are too large, and too slow to
            // make twice.
            float[][] kept = new float[3 * variants.batch()][];
            variants.each(
                    masks,
                    (i, values) -> {
                        float[] mask = mask(i, sums.height, sums.width);
                        kept[i % kept.length] = mask;
                        Photos.masked(pixels, mask, values);
                    },
                    (i, logits) -> sums.add(kept[i % kept.length], asked.score(logits)));
            return asked.evidence(sums.map(keep, masks), asked.unit());
        });
    }

    /** What equation 6 adds up. */
    private static final class Sums {
        private final int height;
        private final int width;
        private final double[] scored;
        private final double[] seen;
        private double scores;

        Sums(int height, int width) {
            this.height = height;
            this.width = width;
            scored = new double[height * width];
            seen = new double[height * width];
        }

        void add(float[] mask, double score) {
            scores += score;
            for (int pixel = 0; pixel < seen.length; pixel++) {
                scored[pixel] += score * mask[pixel];
                seen[pixel] += mask[pixel];
            }
        }

        TensorData map(double keep, int masks) {
            float[] map = new float[seen.length];
            for (int i = 0; i < map.length; i++) {
                map[i] = (float) ((scored[i] - scores / masks * seen[i]) / (keep * masks));
            }
            return TensorData.ofFloats(Shape.of(1, height, width), map);
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
