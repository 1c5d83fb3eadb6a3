package dev.konkyo.evidence;

import dev.konkyo.graph.TensorData;
import dev.konkyo.model.Prediction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which score is explained. */
public sealed interface Target {
    /**
     * The explained score as a weighted sum of logits.
     *
     * @param logits float32 [N, classes]
     * @return weights float32 [N, classes]
     * @throws IllegalArgumentException if a label lies outside the classes
     */
    TensorData weights(TensorData logits);

    /** What is explained, in words: a label, or one label and what it is held against. */
    String name(Prediction prediction);

    /** Of each photo the class with the highest score. */
    record Predicted() implements Target {
        @Override
        public TensorData weights(TensorData logits) {
            TensorData weights = TensorData.allocate(logits.type(), logits.shape());
            int classes = logits.shape().at(1);
            float[] scores = logits.toFloats();
            for (int row = 0; row < logits.shape().at(0); row++) {
                int start = row * classes;
                int best =
                        IntStream.range(start, start + classes).reduce(start, (a, b) -> scores[b] > scores[a] ? b : a);
                weights.floatBuffer().put(best, 1);
            }
            return weights;
        }

        @Override
        public String name(Prediction prediction) {
            return prediction.nearest();
        }
    }

    /** The class with this index. */
    record Label(int index) implements Target {
        @Override
        public TensorData weights(TensorData logits) {
            TensorData weights = TensorData.allocate(logits.type(), logits.shape());
            fill(weights, index, 1);
            return weights;
        }

        @Override
        public String name(Prediction prediction) {
            return prediction.labels().get(index);
        }
    }

    /** Why one class and not another: the difference of their scores. */
    record Contrast(int index, int against) implements Target {
        @Override
        public TensorData weights(TensorData logits) {
            TensorData weights = TensorData.allocate(logits.type(), logits.shape());
            fill(weights, index, 1);
            fill(weights, against, -1);
            return weights;
        }

        @Override
        public String name(Prediction prediction) {
            return prediction.labels().get(index) + " rather than "
                    + prediction.labels().get(against);
        }
    }

    /**
     * A sum of scores with fixed weights.
     *
     * @param weights float32 [1, classes]
     */
    record Weighted(TensorData weights) implements Target {
        public Weighted {
            if (weights.shape().rank() != 2 || weights.shape().at(0) != 1) {
                throw new IllegalArgumentException(
                        "expected one weight per class [1, classes], got " + weights.shape());
            }
        }

        /**
         * What a target asks of one photo, so that others can be asked the same.
         *
         * @param logits of the photo, float32 [1, classes]
         */
        public static Weighted of(Target target, TensorData logits) {
            return new Weighted(target.weights(logits));
        }

        @Override
        public TensorData weights(TensorData logits) {
            if (logits.shape().at(1) != weights.shape().at(1)) {
                throw new IllegalArgumentException(
                        "expected logits of " + weights.shape().at(1) + " classes, got " + logits.shape());
            }
            TensorData repeated = TensorData.allocate(logits.type(), logits.shape());
            float[] row = weights.toFloats();
            for (int i = 0; i < logits.shape().at(0); i++) {
                repeated.floatBuffer().put(i * row.length, row);
            }
            return repeated;
        }

        @Override
        public String name(Prediction prediction) {
            float[] row = weights.toFloats();
            return IntStream.range(0, row.length)
                    .filter(i -> row[i] != 0)
                    .mapToObj(i -> (row[i] == 1 ? "" : row[i] + " x ")
                            + prediction.labels().get(i))
                    .collect(Collectors.joining(" + "));
        }
    }

    private static void fill(TensorData weights, int index, float value) {
        int classes = weights.shape().at(1);
        if (index < 0 || index >= classes) {
            throw new IllegalArgumentException("the model has " + classes + " classes, there is no class " + index);
        }
        for (int row = 0; row < weights.shape().at(0); row++) {
            weights.floatBuffer().put(row * classes + index, value);
        }
    }
}
