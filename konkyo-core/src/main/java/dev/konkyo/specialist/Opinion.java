package dev.konkyo.specialist;

import java.util.List;

/** What a specialist says of a photo. */
final class Opinion {
    private final List<Integer> classes;
    private final double[] probabilities;

    /**
     * Wraps the numbers.
     *
     * @param classes of its group, by their index among all classes
     * @param probabilities of these classes, in their order, and of all other classes together, the dustbin, as the last
     */
    Opinion(List<Integer> classes, double... probabilities) {
        if (probabilities.length != classes.size() + 1) {
            throw new IllegalArgumentException(
                    "expected " + classes.size() + " probabilities and the dustbin's, got " + probabilities.length);
        }
        this.classes = List.copyOf(classes);
        this.probabilities = probabilities;
    }

    List<Integer> classes() {
        return classes;
    }

    /** The probability of the group's class at this place of {@link #classes()}. */
    double probability(int place) {
        return probabilities[place];
    }

    double dustbin() {
        return probabilities[classes.size()];
    }
}
