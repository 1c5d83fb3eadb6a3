package dev.konkyo.app.report;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.Sample;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The photos on which heatmaps are tested.
 *
 * @param decisions whose decisions are tested, of all classes
 * @param marked with masks or boxes
 * @param clean of the classes without any of these, where others have some
 * @param markedLabels classes with masks or boxes
 * @param markings where the photos are marked
 * @param notes what was left out, one sentence each
 */
public record FaithfulnessPhotos(
        List<Sample> decisions,
        List<Sample> marked,
        List<Sample> clean,
        Set<Integer> markedLabels,
        Markings markings,
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
        var markings = Markings.of(data);
        var masked = known.stream().filter(markings::has).toList();
        Set<Sample> having = new HashSet<>(masked);
        Set<Integer> labels = new TreeSet<>();
        masked.forEach(sample -> labels.add(sample.label()));
        List<Sample> clean = new ArrayList<>();
        int unmasked = 0;
        for (Sample sample : known) {
            if (!labels.contains(sample.label())) {
                clean.add(sample);
            } else if (!having.contains(sample)) {
                unmasked++;
            }
        }
        List<String> notes = unmasked == 0
                ? List.of()
                : List.of("%d photos of classes with masks or boxes have none themselves and are not held against any"
                        .formatted(unmasked));
        return new FaithfulnessPhotos(
                data.spread(most).samples(),
                data.with(masked).spread(most).samples(),
                labels.isEmpty() ? List.of() : data.with(clean).spread(most).samples(),
                labels,
                markings,
                notes);
    }

    /** How many photos there are to pass through. */
    public int count() {
        return decisions.size() + marked.size() + clean.size();
    }
}
