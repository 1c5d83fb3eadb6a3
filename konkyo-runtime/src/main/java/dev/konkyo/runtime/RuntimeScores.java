package dev.konkyo.runtime;

import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.GraphInput;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.ModelCard;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Scores of a file of which nothing else is known: ONNX Runtime runs it as it is, with whatever operators it has, so the file needs no graph that
 * Konkyo can read. Methods that ask for scores alone can explain it. Where the rows of two different photos are probabilities, their logarithms are
 * the scores before softmax.
 */
public final class RuntimeScores implements Classifier {
    private static final double ROUNDING = 1e-3;

    private final OnnxRuntimeSession session;
    private final String output;
    private final ModelCard card;
    private final boolean probabilities;

    /**
     * Takes the session over.
     *
     * @param output that holds the scores, [N, classes] or with further sizes of 1
     * @throws InferenceException if the file does not give as many scores for a photo as the card has labels
     */
    public RuntimeScores(OnnxRuntimeSession session, String output, ModelCard card) {
        this.session = session;
        this.output = output;
        this.card = card;
        float[] grey = scores(session, output, photo(card.preprocessing(), 0.5f));
        if (grey.length != card.labels().size()) {
            throw new InferenceException("the model gives " + grey.length + " scores, expected as many labels, got "
                    + card.labels().size());
        }
        probabilities =
                probabilities(grey) && probabilities(scores(session, output, photo(card.preprocessing(), -1.5f)));
    }

    /**
     * The one input of a file, for photos [N, 3, height, width]; sizes that the file leaves open are {@link GraphInput#FREE}.
     *
     * @throws InferenceException if it has others
     */
    public static GraphInput photos(OnnxRuntimeSession session) {
        List<GraphInput> inputs = session.inputs();
        GraphInput first = inputs.getFirst();
        boolean photos = inputs.size() == 1
                && first.type() == ElementType.FLOAT32
                && first.sizes().size() == 4
                && List.of(3, GraphInput.FREE).contains(first.sizes().get(1));
        if (!photos) {
            throw new InferenceException(
                    "the model's inputs are " + inputs + ", expected one, of photos float32 [N, 3, height, width]");
        }
        return first;
    }

    /**
     * How many scores a file gives for a photo.
     *
     * @param size of the photos
     */
    public static int classes(OnnxRuntimeSession session, String output, Preprocessing size) {
        return scores(session, output, photo(size, 0.5f)).length;
    }

    private static TensorData photo(Preprocessing size, float value) {
        TensorData photo = TensorData.allocate(ElementType.FLOAT32, Shape.of(1, 3, size.height(), size.width()));
        FloatBuffer pixels = photo.floatBuffer();
        for (int i = 0; i < pixels.limit(); i++) {
            pixels.put(i, value * (i % 7));
        }
        return photo;
    }

    private static float[] scores(OnnxRuntimeSession session, String output, TensorData images) {
        String input = photos(session).name();
        return OnnxRuntimeSession.value(session.run(Map.of(input, images), Set.of(output)), output)
                .toFloats();
    }

    private static boolean probabilities(float... row) {
        double sum = 0;
        for (float score : row) {
            if (score < 0) {
                return false;
            }
            sum += score;
        }
        return row.length > 1 && Math.abs(sum - 1) < ROUNDING;
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public TensorData logits(TensorData images) {
        int count = images.shape().at(0);
        boolean several = photos(session).sizes().getFirst() == GraphInput.FREE;
        TensorData logits = TensorData.allocate(
                ElementType.FLOAT32, Shape.of(count, card.labels().size()));
        FloatBuffer rows = logits.floatBuffer();
        if (several) {
            rows.put(0, scores(session, output, images));
        } else {
            int length = card.preprocessing().length();
            for (int i = 0; i < count; i++) {
                float[] pixels = new float[length];
                images.floatBuffer().get(i * length, pixels);
                rows.put(i * card.labels().size(), scores(session, output, card.input(pixels)));
            }
        }
        for (int i = 0; probabilities && i < rows.limit(); i++) {
            rows.put(i, (float) Math.log(Math.max(rows.get(i), Float.MIN_NORMAL)));
        }
        return logits;
    }

    @Override
    public void close() {
        session.close();
    }
}
