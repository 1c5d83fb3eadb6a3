package dev.konkyo.evidence;

import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
         * Fills a variant's numbers, all of them. Called by one thread at a time, not always the same.
         *
         * @param values holds another variant's numbers, or zeros, when called
         */
        void write(int variant, float[] values);
    }

    /** Hears of each variant's answer. */
    @FunctionalInterface
    interface Reader {
        /**
         * One variant's answer.
         *
         * @param logits [1, classes], valid only during the call
         */
        void read(int variant, TensorData logits);
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
        each(count, writer, (variant, logits) -> scores[variant] = score.applyAsDouble(logits));
        return scores;
    }

    /**
     * Runs all variants through the model and reads their answers in order. While the model is at one batch the next is written on another
     * thread, so the writer is less than two batches ahead of the reader.
     */
    void each(int count, Writer writer, Reader reader) {
        int size = Math.min(batch(), Math.max(count, 1));
        TensorData[] memory = {allocate(size), allocate(size)};
        TensorData batch = written(0, count, memory[0], writer);
        for (int start = 0; start < count; start += size) {
            int following = start + size;
            TensorData free = memory[following / size % 2];
            var next = CompletableFuture.supplyAsync(() -> written(following, count, free, writer));
            TensorData logits = model.apply(batch);
            for (int i = 0; i < batch.shape().at(0); i++) {
                reader.read(start + i, Photos.row(logits, i));
            }
            batch = joined(next);
        }
    }

    private TensorData allocate(int variants) {
        return TensorData.allocate(ElementType.FLOAT32, one.with(0, variants));
    }

    private TensorData written(int start, int count, TensorData memory, Writer writer) {
        if (start >= count) {
            return memory;
        }
        int filled = Math.min(memory.shape().at(0), count - start);
        TensorData batch = filled == memory.shape().at(0) ? memory : allocate(filled);
        float[] values = new float[length];
        for (int i = 0; i < filled; i++) {
            writer.write(start + i, values);
            batch.floatBuffer().put(i * length, values);
        }
        return batch;
    }

    private static TensorData joined(CompletableFuture<TensorData> next) {
        try {
            return next.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
