package dev.konkyo.app.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often photos of each class were given each label.
 *
 * @param labels by class index
 * @param counts row: what the photo shows; column: what the model said
 */
public record ConfusionMatrix(List<String> labels, List<List<Integer>> counts) {
    public ConfusionMatrix {
        labels = List.copyOf(labels);
        counts = counts.stream().map(List::copyOf).toList();
        int classes = labels.size();
        if (counts.size() != classes || counts.stream().anyMatch(row -> row.size() != classes)) {
            throw new IllegalArgumentException(
                    "a confusion matrix of " + classes + " labels has as many rows and columns");
        }
    }

    /** The matrix of judgements on photos of these classes. */
    public static ConfusionMatrix of(List<String> labels, Collection<Judgement> judgements) {
        int[][] counts = new int[labels.size()][labels.size()];
        for (var judgement : judgements) {
            counts[judgement.truth()][judgement.prediction().answer()]++;
        }
        List<List<Integer>> rows = new ArrayList<>();
        for (int[] row : counts) {
            rows.add(Arrays.stream(row).boxed().toList());
        }
        return new ConfusionMatrix(labels, rows);
    }

    /** All photos. */
    public int total() {
        return counts.stream().flatMap(List::stream).mapToInt(Integer::intValue).sum();
    }

    /** Share of photos that were given their own label, in [0, 1]; 0 without photos. */
    public double accuracy() {
        return share(hits(), total());
    }

    /** Of the photos that were given a label, the share that deserve it; 0 if none was given it. */
    public double precision(int label) {
        return share(hits(label), given(label));
    }

    /** Of the photos of a class, the share that were given its label; 0 without such photos. */
    public double recall(int label) {
        return share(hits(label), support(label));
    }

    /** Photos of a class. */
    public int support(int label) {
        return counts.get(label).stream().mapToInt(Integer::intValue).sum();
    }

    /** Photos that were given a label, rightly or not. */
    public int given(int label) {
        return counts.stream().mapToInt(row -> row.get(label)).sum();
    }

    /** Photos of a class that were given its label. */
    public int hits(int label) {
        return counts.get(label).get(label);
    }

    /** Photos that were given their own label. */
    public int hits() {
        return IntStream.range(0, labels.size()).map(this::hits).sum();
    }

    /** The harmonic mean of precision and recall; 0 if no photo of the class was given its label. */
    public double f1(int label) {
        return share(2 * hits(label), support(label) + given(label));
    }

    /** The mean recall of the classes that there are photos of, in [0, 1]: accuracy if every class counted the same. */
    public double balancedAccuracy() {
        return IntStream.range(0, labels.size())
                .filter(label -> support(label) > 0)
                .mapToDouble(this::recall)
                .average()
                .orElse(0);
    }

    /** Photos of one class that were given another's label. */
    public record Confusion(int shown, int said, int photos) {}

    /** The pairs of classes that are confused, those with the most photos first. */
    public List<Confusion> confusions() {
        List<Confusion> found = new ArrayList<>();
        for (int row = 0; row < labels.size(); row++) {
            for (int column = 0; column < labels.size(); column++) {
                int photos = counts.get(row).get(column);
                if (row != column && photos > 0) {
                    found.add(new Confusion(row, column, photos));
                }
            }
        }
        found.sort(Comparator.comparingInt(Confusion::photos).reversed());
        return found;
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
