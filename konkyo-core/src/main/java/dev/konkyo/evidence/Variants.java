package dev.konkyo.evidence;

import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * Many variants of one photo, or of one activation, run through a model in batches of a fixed size whose memory is used again and again.
 */
final class Variants {
    /** About so many numbers in a batch: small inputs gain from larger ones, photos of 224 x 224 do not. */
    private static final int NUMBERS = 200_000;

    private static final int MOST = 64;

    private final Shape one;
    private final int length;
    private final UnaryOperator<TensorData> model;

    /** Writes a variant. */
    @FunctionalInterface
    interface Writer {
        /**
         * Fills a variant's numbers, all of them.
         *
         * @param values holds another variant's numbers when called
         */
        void write(int variant, float[] values);
    }

    /**
     * Variants of this shape.
     *
     * @param one [1, ...]
     * @param model from variants [N, ...] to logits [N, classes]
     */
    Variants(Shape one, UnaryOperator<TensorData> model) {
        this.one = one;
        this.length = Math.toIntExact(one.elements());
        this.model = model;
    }

    /** How many variants go through the model at once. */
    int batch() {
        return Math.clamp(NUMBERS / length, 1, MOST);
    }

    /**
     * Scores all variants.
     *
     * @param score from logits [1, classes] to a number
     */
    double[] scores(int count, Writer writer, ToDoubleFunction<TensorData> score) {
        double[] scores = new double[count];
        int size = Math.min(batch(), Math.max(count, 1));
        TensorData full = TensorData.allocate(ElementType.FLOAT32, one.with(0, size));
        float[] values = new float[length];
        for (int start = 0; start < count; start += size) {
            int filled = Math.min(size, count - start);
            TensorData batch = filled == size ? full : TensorData.allocate(ElementType.FLOAT32, one.with(0, filled));
            for (int i = 0; i < filled; i++) {
                writer.write(start + i, values);
                batch.floatBuffer().put(i * length, values);
            }
            TensorData logits = model.apply(batch);
            for (int i = 0; i < filled; i++) {
                scores[start + i] = score.applyAsDouble(Photos.row(logits, i));
            }
        }
        return scores;
    }
}
