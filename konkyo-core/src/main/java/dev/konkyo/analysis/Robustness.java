package dev.konkyo.analysis;

import dev.konkyo.model.WilsonInterval;
import java.util.ArrayList;
import java.util.List;

/**
 * How often two models are right on photos as they are and on changed ones.
 *
 * @param photos how many
 * @param majority share of the most frequent class: what a model reaches that always says the same
 * @param changes first the photos as they are
 */
public record Robustness(int photos, double majority, List<Change> changes) {
    static final String UNCHANGED = "as it is";

    public Robustness {
        changes = List.copyOf(changes);
    }

    /**
     * One change of all photos.
     *
     * @param name of the change
     * @param hits of both models
     */
    public record Change(String name, int photos, Pair<Integer> hits) {
        /** The accuracies, in [0, 1]; not a number without photos. */
        public Pair<Double> accuracy() {
            return hits.map(count -> (double) count / photos);
        }

        /** What other photos of the kind may give, with 95 % confidence. */
        public Pair<WilsonInterval> intervals() {
            return hits.map(count -> WilsonInterval.of(count, photos));
        }
    }

    /** The photos as they are. */
    public Change unchanged() {
        return changes.getFirst();
    }

    /** The changed photos. */
    public List<Change> changed() {
        return changes.subList(1, changes.size());
    }

    /** Counts while photos pass by. */
    static final class Count {
        private final List<String> names = new ArrayList<>(List.of(UNCHANGED));
        private final int[] shown;
        private final int[] first;
        private final int[] second;
        private int photos;

        Count(int classes, List<String> changes) {
            names.addAll(changes);
            shown = new int[classes];
            first = new int[names.size()];
            second = new int[names.size()];
        }

        /**
         * Counts a photo.
         *
         * @param changed scores of both models for each change
         */
        void add(JudgedPhoto photo, Pair<List<Scores>> changed) {
            photos++;
            shown[photo.label()]++;
            first[0] += photo.right().first() ? 1 : 0;
            second[0] += photo.right().second() ? 1 : 0;
            for (int i = 1; i < names.size(); i++) {
                first[i] += changed.first().get(i - 1).answer() == photo.label() ? 1 : 0;
                second[i] += changed.second().get(i - 1).answer() == photo.label() ? 1 : 0;
            }
        }

        Robustness result() {
            List<Change> changes = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                changes.add(new Change(names.get(i), photos, new Pair<>(first[i], second[i])));
            }
            int most = 0;
            for (int count : shown) {
                most = Math.max(most, count);
            }
            return new Robustness(photos, (double) most / photos, changes);
        }
    }
}
