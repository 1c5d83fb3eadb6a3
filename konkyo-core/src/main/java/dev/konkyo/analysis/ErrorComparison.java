package dev.konkyo.analysis;

import java.util.ArrayList;
import java.util.List;

/** Whether two models find the same classes, and the same photos, difficult. */
public final class ErrorComparison {
    private final int[] photos;
    private final int[] first;
    private final int[] second;
    private int both;

    public ErrorComparison(int classes) {
        photos = new int[classes];
        first = new int[classes];
        second = new int[classes];
    }

    /** Takes a photo in. */
    public void add(JudgedPhoto photo) {
        var right = photo.right();
        photos[photo.label()]++;
        first[photo.label()] += right.first() ? 0 : 1;
        second[photo.label()] += right.second() ? 0 : 1;
        both += right.first() || right.second() ? 0 : 1;
    }

    /** What the photos showed. */
    public ErrorAgreement result() {
        List<ErrorAgreement.ClassErrors> classes = new ArrayList<>();
        int total = 0;
        int wrongFirst = 0;
        int wrongSecond = 0;
        for (int label = 0; label < photos.length; label++) {
            classes.add(new ErrorAgreement.ClassErrors(label, photos[label], new Pair<>(first[label], second[label])));
            total += photos[label];
            wrongFirst += first[label];
            wrongSecond += second[label];
        }
        return new ErrorAgreement(classes, total, both, new Pair<>(wrongFirst - both, wrongSecond - both));
    }
}
