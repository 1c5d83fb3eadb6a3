package dev.konkyo.evidence;

import dev.konkyo.graph.TensorData;
import dev.konkyo.model.Prediction;
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
