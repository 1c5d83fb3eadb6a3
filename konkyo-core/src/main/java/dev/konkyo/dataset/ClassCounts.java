package dev.konkyo.dataset;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How many photos each class has, in the order of the labels. */
public record ClassCounts(List<Count> classes) {
    /** One class. */
    public record Count(String label, int photos) {}

    public ClassCounts {
        classes = List.copyOf(classes);
    }

    /** Photos of all classes. */
    public int total() {
        return classes.stream().mapToInt(Count::photos).sum();
    }

    /** How many times as many photos the largest class has as the smallest; infinite if a class has none, 1 without classes. */
    public double imbalance() {
        int largest = classes.stream().mapToInt(Count::photos).max().orElse(1);
        int smallest = classes.stream().mapToInt(Count::photos).min().orElse(1);
        return largest == 0 ? 1 : (double) largest / smallest;
    }

    /** One line such as {@code 160 photos: ng 40 (25 %), ok 120 (75 %); 'ok' has 3.0 times as many as 'ng'}. */
    public String summary() {
        int total = total();
        String counts = classes.stream()
                .map(count -> "%s %d (%d %%)"
                        .formatted(
                                count.label(), count.photos(), Math.round(100.0 * count.photos() / Math.max(1, total))))
                .collect(Collectors.joining(", "));
        return total + " photos: " + counts + imbalanceText();
    }

    private String imbalanceText() {
        Comparator<Count> bySize = Comparator.comparingInt(Count::photos);
        double imbalance = imbalance();
        if (imbalance < 1.5) {
            return "";
        }
        String largest = classes.stream().max(bySize).orElseThrow().label();
        String smallest = classes.stream().min(bySize).orElseThrow().label();
        return Double.isInfinite(imbalance)
                ? "; '" + smallest + "' has none"
                : String.format(Locale.ROOT, "; '%s' has %.1f times as many as '%s'", largest, imbalance, smallest);
    }
}
