package dev.konkyo.torch.training;

import dev.konkyo.graph.Shape;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.ModelCard;
import java.util.ArrayList;
import java.util.List;

/**
 * A trained model that a student learns from. Any engine may run it; it stays its opener's to close.
 *
 * @param name of its file, for messages
 * @param sha256 of its file: what a resumed run recognises it by
 */
public record Teacher(String name, String sha256, Classifier model) {
    /**
     * Where the classes of a student are among this teacher's scores.
     *
     * @param labels of the student, by class
     * @return for each of the labels the index of its score
     * @throws TrainingException if the teacher knows other labels
     */
    List<Integer> order(List<String> labels) {
        List<String> known = model.card().labels();
        List<String> missing = new ArrayList<>(labels);
        missing.removeAll(known);
        List<String> surplus = new ArrayList<>(known);
        surplus.removeAll(labels);
        if (!missing.isEmpty() || !surplus.isEmpty() || known.size() != labels.size()) {
            throw new TrainingException("teacher " + name + " has other labels than the data: "
                    + (missing.isEmpty() ? "" : "it lacks " + quoted(missing))
                    + (missing.isEmpty() || surplus.isEmpty() ? "" : " and ")
                    + (surplus.isEmpty() ? "" : "it also has " + quoted(surplus))
                    + (missing.isEmpty() && surplus.isEmpty() ? "it names " + known : "")
                    + "; take a teacher that was trained on the same classes");
        }
        return labels.stream().map(known::indexOf).toList();
    }

    private static String quoted(List<String> labels) {
        int shown = Math.min(5, labels.size());
        String rest = labels.size() > shown ? " and " + (labels.size() - shown) + " more" : "";
        return "'" + String.join("', '", labels.subList(0, shown)) + "'" + rest;
    }

    /**
     * Makes sure before a run that its scores can be softened.
     *
     * @throws TrainingException if they are no logits, or not one for each label
     */
    void check() {
        if (model.card().scores() != ModelCard.ScoreKind.SOFTMAX) {
            throw new TrainingException("teacher " + name + " gives cosines, expected the logits of a softmax, which a"
                    + " temperature can soften; take a teacher that was trained with --head softmax");
        }
        Preprocessing size = model.card().preprocessing();
        Shape shape = model.logits(model.card().input(new float[size.length()])).shape();
        int labels = model.card().labels().size();
        if (shape.rank() != 2 || shape.at(1) != labels) {
            throw new TrainingException(
                    "teacher " + name + " gives scores " + shape + " for " + labels
                            + " labels, expected one logit for each label; a single sigmoid cannot teach, train one with a softmax");
        }
    }
}
