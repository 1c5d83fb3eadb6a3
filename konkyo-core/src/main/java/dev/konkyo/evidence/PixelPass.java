package dev.konkyo.evidence;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.model.DifferentiableClassifier;
import java.util.function.UnaryOperator;

/** The image and what was found for each of its numbers, on the way to a map of pixels. */
final class PixelPass {
    /** Photos in a batch have about so many numbers together; gradients need several times the memory of scores. */
    private static final int NUMBERS = 600_000;

    private static final int MOST = 16;

    private PixelPass() {}

    /** The value that the photo enters the network as. */
    static String image(DifferentiableClassifier model) {
        return model.network().graph().input().name();
    }

    /**
     * A map of pixels in the unit of the score: the sum over colours, times the number of pixels, so that the mean is the score's part.
     *
     * @param found float32 [N, 3, height, width]
     * @param unit of the evidence
     */
    static Evidence evidence(TensorData logits, TensorData found, Unit unit) {
        Shape shape = found.shape();
        int pixels = shape.at(2) * shape.at(3);
        float[] values = found.toFloats();
        float[] map = new float[shape.at(0) * pixels];
        for (int i = 0; i < values.length; i++) {
            map[i / (shape.at(1) * pixels) * pixels + i % pixels] += pixels * values[i];
        }
        return new Evidence(logits, TensorData.ofFloats(Shape.of(shape.at(0), shape.at(2), shape.at(3)), map), unit);
    }

    static TensorData product(TensorData first, TensorData second) {
        float[] values = first.toFloats();
        float[] others = second.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] *= others[i];
        }
        return TensorData.ofFloats(first.shape(), values);
    }

    /**
     * How far the score moves if each number of a photo moves in its most effective direction by the 255th part of the photo's range: by one
     * grey level where the photo uses all of them.
     */
    static TensorData sensitivity(TensorData image, TensorData gradient) {
        float step = (float) (range(image) / 255);
        float[] values = gradient.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = step * Math.abs(values[i]);
        }
        return TensorData.ofFloats(gradient.shape(), values);
    }

    /** The largest number of a photo less the smallest. */
    static double range(TensorData image) {
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float pixel : image.toFloats()) {
            least = Math.min(least, pixel);
            most = Math.max(most, pixel);
        }
        return (double) most - least;
    }

    /**
     * The mean gradient over variants of a photo, computed in batches.
     *
     * @param image [1, 3, height, width]
     * @param score of every variant
     */
    static TensorData meanGradient(
            DifferentiableClassifier model,
            TensorData image,
            int count,
            Variants.Writer writer,
            UnaryOperator<TensorData> score) {
        double[] sums = new double[Math.toIntExact(image.shape().elements())];
        int size = Math.clamp(NUMBERS / sums.length, 1, Math.min(MOST, count));
        float[] values = new float[sums.length];
        for (int start = 0; start < count; start += size) {
            int filled = Math.min(size, count - start);
            TensorData batch = TensorData.allocate(image.type(), image.shape().with(0, filled));
            for (int i = 0; i < filled; i++) {
                writer.write(start + i, values);
                batch.floatBuffer().put(i * values.length, values);
            }
            float[] gradient =
                    model.gradients(batch, image(model), score).gradient().toFloats();
            for (int i = 0; i < gradient.length; i++) {
                sums[i % sums.length] += gradient[i] / (double) count;
            }
        }
        float[] mean = new float[sums.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) sums[i];
        }
        return TensorData.ofFloats(image.shape(), mean);
    }
}
