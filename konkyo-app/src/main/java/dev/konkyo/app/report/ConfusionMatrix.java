package dev.konkyo.app.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

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
            counts[judgement.truth()][judgement.prediction().index()]++;
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
        int right = 0;
        for (int label = 0; label < labels.size(); label++) {
            right += counts.get(label).get(label);
        }
        return share(right, total());
    }

    /** Of the photos that were given a label, the share that deserve it; 0 if none was given it. */
    public double precision(int label) {
        int given = counts.stream().mapToInt(row -> row.get(label)).sum();
        return share(counts.get(label).get(label), given);
    }

    /** Of the photos of a class, the share that were given its label; 0 without such photos. */
    public double recall(int label) {
        return share(counts.get(label).get(label), support(label));
    }

    /** Photos of a class. */
    public int support(int label) {
        return counts.get(label).stream().mapToInt(Integer::intValue).sum();
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
