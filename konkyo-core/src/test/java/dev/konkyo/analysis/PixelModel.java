package dev.konkyo.analysis;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Image;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.ModelCard;
import java.util.List;
import java.util.function.Function;

/**
 * A classifier that a formula on the red pixels gives.
 *
 * @param formula from red, row by row in [0, 1], to one logit for each label
 */
record PixelModel(int height, int width, List<String> labels, Function<float[], float[]> formula)
        implements Classifier {
    @Override
    public ModelCard card() {
        return ModelCard.of("pixels", labels, Preprocessing.stretched(height, width));
    }

    @Override
    public TensorData logits(TensorData images) {
        int photos = images.shape().at(0);
        float[] pixels = images.toFloats();
        float[] logits = new float[photos * labels.size()];
        for (int photo = 0; photo < photos; photo++) {
            float[] red = new float[height * width];
            System.arraycopy(pixels, 3 * photo * red.length, red, 0, red.length);
            System.arraycopy(formula.apply(red), 0, logits, photo * labels.size(), labels.size());
        }
        return TensorData.ofFloats(Shape.of(photos, labels.size()), logits);
    }

    @Override
    public void close() {
        // Nothing native is held.
    }

    /** Compared under this name, three pictures at a time, so that batches are not full. */
    Subject named(String name) {
        return Subject.of(name, this, 3);
    }

    /** Both under the names A and B. */
    static ModelPair pair(PixelModel first, PixelModel second) {
        return ModelPair.of(first.named("A"), second.named("B"));
    }

    /** A picture with this red, in [0, 255], row by row. */
    static Image red(int height, int width, int... red) {
        byte[] rgb = new byte[3 * red.length];
        for (int i = 0; i < red.length; i++) {
            rgb[3 * i] = (byte) red[i];
        }
        return new Image(height, width, rgb);
    }

    /** A photo with these scores. */
    static JudgedPhoto judged(int label, Scores first, Scores second) {
        return new JudgedPhoto(red(1, 1, 0), label, new Pair<>(first, second));
    }

    static Scores scores(Double... logits) {
        return Scores.of(List.of(logits));
    }

    static float sum(float... values) {
        float sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }
}
