package dev.konkyo.analysis;

import java.util.List;
import java.util.Optional;

/**
 * What the comparisons of two models showed.
 *
 * @param names of the models
 * @param labels of the classes
 * @param textures left out if none were made
 * @param sensitivity left out if the models give no evidence
 * @param notes what a reader of the figures must know, one sentence each
 */
public record PairFindings(
        Pair<String> names,
        List<String> labels,
        ScoreAgreement scores,
        Robustness shuffled,
        Optional<Robustness> textures,
        Additivity additivity,
        ErrorAgreement errors,
        Optional<Sensitivity> sensitivity,
        List<String> notes) {
    public PairFindings {
        labels = List.copyOf(labels);
        notes = List.copyOf(notes);
    }

    /** How many photos there were. */
    public int photos() {
        return shuffled.photos();
    }
}
