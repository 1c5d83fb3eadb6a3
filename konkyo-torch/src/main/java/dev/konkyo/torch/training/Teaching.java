package dev.konkyo.torch.training;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.Sample;
import dev.konkyo.torch.loss.CrossEntropy;
import dev.konkyo.torch.loss.DistillationLoss;
import dev.konkyo.torch.loss.Loss;
import java.util.List;
import java.util.Optional;

/**
 * What a student learns from beside its labels (Hinton, Vinyals and Dean 2015, "Distilling the Knowledge in a Neural Network").
 *
 * @param teachers whose softened distributions are averaged; none for a training on labels alone
 * @param temperature that softens teachers and student alike, at least 1
 * @param softWeight the teachers' share in the loss, in [0, 1]; the rest is the labels'
 * @param unlabelled photos that are learnt from by the teachers' word alone, once an epoch each; their labels mean nothing
 */
public record Teaching(List<Teacher> teachers, double temperature, double softWeight, Optional<Dataset> unlabelled) {
    /** What {@link #by} takes: softer than most teachers' own answers, and the labels as a corrective. */
    public static final double USUAL_TEMPERATURE = 4;

    public static final double USUAL_SOFT_WEIGHT = 0.9;

    public Teaching {
        teachers = List.copyOf(teachers);
        if (teachers.isEmpty() && unlabelled.isPresent()) {
            throw new IllegalArgumentException("photos without labels need a teacher, got none");
        }
        var _ = new DistillationLoss(new CrossEntropy(0), temperature, softWeight);
    }

    /** Labels alone. */
    public static Teaching none() {
        return by(List.of());
    }

    /** Labelled photos alone, with the usual temperature and weight. */
    public static Teaching by(List<Teacher> teachers) {
        return new Teaching(teachers, USUAL_TEMPERATURE, USUAL_SOFT_WEIGHT, Optional.empty());
    }

    /** The same teaching on these photos too. */
    public Teaching withUnlabelled(Dataset photos) {
        return new Teaching(teachers, temperature, softWeight, Optional.of(photos));
    }

    /** The loss of labels and teachers together. */
    Loss loss(Loss hard) {
        return teachers.isEmpty() ? hard : new DistillationLoss(hard, temperature, softWeight);
    }

    /** The photos without labels, as samples of a class beyond the last. */
    List<Sample> extra(int classes) {
        return unlabelled.map(Dataset::samples).orElse(List.of()).stream()
                .map(sample -> sample.labelled(classes))
                .toList();
    }

    /**
     * Makes sure that a student with this objective can be taught.
     *
     * @throws TrainingException if it learns cosines, which no temperature softens
     */
    public void check(Objective objective) {
        if (!teachers.isEmpty() && objective instanceof Objective.Metric) {
            throw new TrainingException("a teacher gives probabilities, but this student learns cosines ("
                    + objective.getClass().getSimpleName() + "); give it a softmax head or leave out the teacher");
        }
    }

    /**
     * Makes sure that every teacher can teach these labels.
     *
     * @throws TrainingException if one has others, or gives no logits
     */
    public void check(List<String> labels) {
        for (Teacher teacher : teachers) {
            var _ = teacher.order(labels);
            teacher.check();
        }
    }
}
