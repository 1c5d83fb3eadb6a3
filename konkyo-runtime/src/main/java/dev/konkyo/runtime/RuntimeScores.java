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

/**
 * Scores of a file of which nothing else is known: ONNX Runtime runs it as it is, with whatever operators it has, so the file needs no graph that
 * Konkyo can read. Methods that ask for scores alone can explain it. What the scores are is told by those of some test photos: a softmax or sigmoid
 * is taken off again. A single score z is the logit of a yes and gives two, -z / 2 for no and z / 2 for yes, whose softmax gives the yes sigmoid(z).
 */
public final class RuntimeScores implements Classifier {
    private final OnnxRuntimeSession session;
    private final ScoreOutput output;
    private final ModelCard card;
    private final boolean single;
    private final ScoreForm form;

    /**
     * Takes the session over.
     *
     * @param output that holds the scores, [N, classes] or with further sizes of 1
     * @param card with as many labels as the file gives scores for a photo, or two for a single score
     * @throws InferenceException if the output holds other values, or another number of scores
     */
    public RuntimeScores(OnnxRuntimeSession session, String output, ModelCard card) {
        this.session = session;
        this.output = new ScoreOutput(session, output);
        this.card = card;
        float[] rows = this.output.of(ScoreOutput.testPhotos(card.preprocessing()));
        int given = rows.length / ScoreOutput.TEST_PHOTOS;
        single = given == 1;
        if (card.labels().size() != (single ? 2 : given)) {
            throw new InferenceException("the model gives " + given + " scores, expected "
                    + (single ? "labels for no and yes" : "as many labels") + ", got "
                    + card.labels().size());
        }
        form = ScoreForm.of(given, rows);
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
     * How many scores those outputs give for a photo that may hold scores, floating-point numbers [N, classes] up to further sizes of 1; in the
     * file's order.
     *
     * @param size of the photos
     * @throws InferenceException if there is none
     */
    public static Map<String, Integer> heads(OnnxRuntimeSession session, Preprocessing size) {
        Map<String, Integer> heads = ScoreOutput.heads(session, size);
        if (heads.isEmpty()) {
            throw new InferenceException("the model's outputs are " + String.join(", ", session.outputs())
                    + ", expected one of floating-point scores [N, classes], got none; it is no classifier");
        }
        return heads;
    }

    /** What the file's scores are. */
    public ScoreForm form() {
        return form;
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public TensorData logits(TensorData images) {
        float[] rows = output.of(images);
        TensorData logits = TensorData.allocate(
                ElementType.FLOAT32,
                Shape.of(images.shape().at(0), card.labels().size()));
        FloatBuffer scores = logits.floatBuffer();
        for (float score : rows) {
            float logit = form.logit(score);
            if (single) {
                scores.put(-logit / 2).put(logit / 2);
            } else {
                scores.put(logit);
            }
        }
        return logits;
    }

    @Override
    public void close() {
        session.close();
    }
}
