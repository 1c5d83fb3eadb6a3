package dev.konkyo.app.cli;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The labels that go with the scores of a model without a card.
 *
 * @param scores that the model gives for a photo; one score decides between no and yes, as with a sigmoid at the end
 */
record ScoreLabels(int scores) {
    /** Whether one score decides between two classes. */
    boolean single() {
        return scores == 1;
    }

    /** Labels "0", "1" and so on, one for every class. */
    List<String> numbers() {
        return IntStream.range(0, classes()).mapToObj(String::valueOf).toList();
    }

    /**
     * One label for every class.
     *
     * @param given as many as classes, or for a single score that of the yes alone
     * @throws CommandException if they are others
     */
    List<String> named(List<String> given) {
        var named = single() && given.size() == 1 ? List.of("not " + given.getFirst(), given.getFirst()) : given;
        if (named.size() != classes()) {
            throw new CommandException("the model gives " + scores + (single() ? " score, that of a yes" : " scores")
                    + ", expected " + (single() ? "labels for no and yes" : "as many labels") + ", got "
                    + given.size());
        }
        return named;
    }

    private int classes() {
        return single() ? 2 : scores;
    }
}
