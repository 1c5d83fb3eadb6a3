package dev.konkyo.specialist;

import dev.konkyo.model.Classifier;

/**
 * A model for the classes of one group; its last label is the dustbin, all other classes together.
 *
 * @param dustbinShift what is added to the dustbin's logit: the logarithm of how many times more often than by nature the group's classes were shown
 *     in training, as against the others (Hinton, Vinyals and Dean 2015, section 5.2)
 */
public record Specialist(Classifier model, double dustbinShift) {
    /** The dustbin's label. */
    public static final String DUSTBIN = "(other)";

    public Specialist {
        var labels = model.card().labels();
        if (labels.size() < 2 || !labels.getLast().equals(DUSTBIN)) {
            throw new IllegalArgumentException(
                    "a specialist knows some classes and lastly '" + DUSTBIN + "', got " + labels);
        }
    }

    /**
     * The shift for a training in which half of the photos were of the group, half of the other classes.
     *
     * @param group photos of the group's classes that there are
     * @param others photos of the other classes
     */
    public static double dustbinShift(int group, int others) {
        return Math.log((double) others / group);
    }
}
