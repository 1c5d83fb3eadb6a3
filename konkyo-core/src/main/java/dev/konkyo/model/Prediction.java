package dev.konkyo.model;

import dev.konkyo.graph.TensorData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a model says of one photo.
 *
 * @param index of the label with the highest score
 * @param scores one per label, in the model's order: probabilities or cosines, as the card says
 * @param known whether the highest score reaches the threshold of its class
 */
public record Prediction(int index, List<String> labels, List<Float> scores, boolean known) {
    /** What is said of a photo whose highest score lies below the threshold. */
    public static final String UNKNOWN = "unknown";

    public Prediction {
        labels = List.copyOf(labels);
        scores = List.copyOf(scores);
    }

    /** The prediction of a model without thresholds. */
    public Prediction(int index, List<String> labels, List<Float> scores) {
        this(index, labels, scores, true);
    }

    /**
     * The prediction from one row of logits.
     *
     * @param logits float32 [N, classes]
     * @param row in [0, N)
     * @throws ModelException if a logit is no finite number
     */
    public static Prediction of(ModelCard card, TensorData logits, int row) {
        int classes = logits.shape().at(1);
        if (classes != card.labels().size()) {
            throw new IllegalArgumentException("the model gives " + classes + " scores but its card names "
                    + card.labels().size() + " labels");
        }
        float[] values = new float[classes];
        logits.floatBuffer().get(row * classes, values);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new ModelException("the model gives scores that are no numbers (" + value
                        + ") for a photo; its weights are" + " damaged or its training went wrong: train it again");
            }
        }
        float[] scores = switch (card.scores()) {
            case SOFTMAX -> softmax(values);
            case COSINE -> values;
        };
        int best = IntStream.range(0, classes).reduce(0, (a, b) -> scores[b] > scores[a] ? b : a);
        return new Prediction(
                best,
                card.labels(),
                IntStream.range(0, classes).mapToObj(i -> scores[i]).toList(),
                card.thresholds() == null
                        || scores[best] >= card.thresholds().values().get(best));
    }

    private static float[] softmax(float... logits) {
        double largest = IntStream.range(0, logits.length)
                .mapToDouble(i -> logits[i])
                .max()
                .orElse(0);
        double sum = IntStream.range(0, logits.length)
                .mapToDouble(i -> Math.exp(logits[i] - largest))
                .sum();
        float[] scores = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            scores[i] = (float) (Math.exp(logits[i] - largest) / sum);
        }
        return scores;
    }

    /** What the model says: the label with the highest score, or {@link #UNKNOWN}. */
    public String label() {
        return known ? nearest() : UNKNOWN;
    }

    /** The label with the highest score, whether that reaches its threshold or not. */
    public String nearest() {
        return labels.get(index);
    }

    /** What the model says as an index into {@link ModelCard#answers}. */
    public int answer() {
        int named = labels.indexOf(UNKNOWN);
        return known ? index : named >= 0 ? named : labels.size();
    }

    /** The highest score. */
    public float score() {
        return scores.get(index);
    }

    /** Scores by label, in the model's order; of labels that occur twice the higher score. */
    public Map<String, Float> byLabel() {
        Map<String, Float> byLabel = new LinkedHashMap<>();
        for (int i = 0; i < labels.size(); i++) {
            byLabel.merge(labels.get(i), scores.get(i), Math::max);
        }
        return byLabel;
    }
}
