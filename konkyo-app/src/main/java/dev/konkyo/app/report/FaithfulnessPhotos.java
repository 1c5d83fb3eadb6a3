package dev.konkyo.app.report;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The photos on which heatmaps are tested.
 *
 * @param decisions whose decisions are tested, of all classes
 * @param marked with masks
 * @param clean of the classes without any mask, where others have masks
 * @param markedLabels classes with masks
 * @param notes what was left out, one sentence each
 */
public record FaithfulnessPhotos(
        List<Sample> decisions,
        List<Sample> marked,
        List<Sample> clean,
        Set<Integer> markedLabels,
        List<String> notes) {
    /**
     * Chooses photos evenly from a data set in its order, so that every class has its share.
     *
     * @param data under the model's labels
     * @param classes that the model gives scores of
     * @param most photos of each kind
     */
    public static FaithfulnessPhotos of(Dataset data, int classes, int most) {
        var known = data.samples().stream()
                .filter(sample -> sample.label() < classes)
                .toList();
        var masked = known.stream().filter(sample -> sample.mask().isPresent()).toList();
        Set<Integer> labels = new TreeSet<>();
        masked.forEach(sample -> labels.add(sample.label()));
        List<Sample> clean = new ArrayList<>();
        int unmasked = 0;
        for (Sample sample : known) {
            if (!labels.contains(sample.label())) {
                clean.add(sample);
            } else if (sample.mask().isEmpty()) {
                unmasked++;
            }
        }
        List<String> notes = unmasked == 0
                ? List.of()
                : List.of("%d photos of classes with masks have none themselves and are not held against any"
                        .formatted(unmasked));
        return new FaithfulnessPhotos(
                spread(data.samples(), most),
                spread(masked, most),
                labels.isEmpty() ? List.of() : spread(clean, most),
                labels,
                notes);
    }

    private static List<Sample> spread(List<Sample> samples, int most) {
        if (samples.size() <= most) {
            return List.copyOf(samples);
        }
        List<Sample> some = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            some.add(samples.get((int) ((long) i * samples.size() / most)));
        }
        return some;
    }

    /** How many photos there are to pass through. */
    public int count() {
        return decisions.size() + marked.size() + clean.size();
    }
}
