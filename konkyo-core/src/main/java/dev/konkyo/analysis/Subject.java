package dev.konkyo.analysis;

import dev.konkyo.graph.ElementType;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Image;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.ModelCard.ScoreKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One of two models that are compared.
 *
 * @param name that tells it from the other
 * @param model gives the scores
 * @param batch photos in a forward pass, at least 1
 * @param order of each shared label the model's own index
 */
public record Subject(String name, Classifier model, int batch, List<Integer> order) {
    public Subject {
        order = List.copyOf(order);
        if (batch < 1) {
            throw new IllegalArgumentException("a batch holds at least 1 photo, got " + batch);
        }
    }

    /** A model whose own labels are the shared ones. */
    public static Subject of(String name, Classifier model, int batch) {
        int classes = model.card().labels().size();
        return new Subject(
                name, model, batch, IntStream.range(0, classes).boxed().toList());
    }

    /** The labels in the shared order. */
    public List<String> labels() {
        var own = model.card().labels();
        return order.stream().map(own::get).toList();
    }

    /**
     * The same model under labels in another order.
     *
     * @throws IllegalArgumentException if these are not the model's own, each once
     */
    Subject under(List<String> labels) {
        var own = model.card().labels();
        if (new HashSet<>(own).size() != own.size()
                || own.size() != labels.size()
                || !new HashSet<>(own).equals(new HashSet<>(labels))) {
            throw new IllegalArgumentException("two models can be compared on the same classes only; one knows "
                    + shortened(labels) + ", the other " + shortened(own));
        }
        return new Subject(name, model, batch, labels.stream().map(own::indexOf).toList());
    }

    private static String shortened(List<String> labels) {
        int shown = 6;
        return labels.size() <= shown
                ? String.join(", ", labels)
                : String.join(", ", labels.subList(0, shown)) + " and " + (labels.size() - shown) + " more";
    }

    /**
     * A picture as the model's input.
     *
     * @param picture of any size; it is brought to the model's size as a whole
     * @return float32 [1, 3, height, width]
     */
    TensorData input(Image picture) {
        return inputs(List.of(picture));
    }

    private TensorData inputs(List<Image> pictures) {
        Preprocessing size = model.card().preprocessing();
        TensorData images =
                TensorData.allocate(ElementType.FLOAT32, Shape.of(pictures.size(), 3, size.height(), size.width()));
        float[] values = new float[size.length()];
        for (int i = 0; i < pictures.size(); i++) {
            size.normalise(pictures.get(i).resized(size.height(), size.width()), values, 0);
            images.floatBuffer().put(i * values.length, values);
        }
        return images;
    }

    /**
     * Scores before softmax, in the order of the shared labels.
     *
     * @return a row for each picture
     */
    public List<Scores> logits(List<Image> pictures) {
        List<Scores> rows = new ArrayList<>();
        for (int start = 0; start < pictures.size(); start += batch) {
            var part = pictures.subList(start, Math.min(start + batch, pictures.size()));
            float[] logits = model.logits(inputs(part)).toFloats();
            for (int i = 0; i < part.size(); i++) {
                int row = i * order.size();
                rows.add(Scores.of(
                        order.stream().map(own -> (double) logits[row + own]).toList()));
            }
        }
        return rows;
    }

    /**
     * A class's score in [0, 1]: the probability, or of a cosine c (1 + c) / 2.
     *
     * @param label in the shared order
     */
    double share(Scores logits, int label) {
        return model.card().scores() == ScoreKind.COSINE ? (1 + logits.of(label)) / 2 : logits.probability(label);
    }
}
