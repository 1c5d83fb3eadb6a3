package dev.konkyo.evidence.memory;

import dev.konkyo.cluster.Space;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Memories of several sizes, held against true maps of held-out photos.
 *
 * @param clusters to try
 * @param channels to try
 * @param spaces to try
 * @param seed of the clusterings
 */
public record MemorySearch(List<Integer> clusters, List<Integer> channels, List<Space> spaces, long seed) {
    /** Correlations that differ by less are alike; then fewer clusters are taken. */
    private static final double ALIKE = 0.002;

    public MemorySearch {
        clusters = List.copyOf(clusters);
        channels = List.copyOf(channels);
        spaces = List.copyOf(spaces);
        if (clusters.isEmpty() || channels.isEmpty() || spaces.isEmpty()) {
            throw new IllegalArgumentException(
                    "a search needs at least one number of clusters and channels and one space");
        }
    }

    /** How many memories are tried. */
    public int size() {
        return clusters.size() * channels.size() * spaces.size();
    }

    /**
     * A memory that was tried.
     *
     * @param fidelity its mean rank correlation with the true maps
     */
    public record Trial(MemoryPlan plan, EvidenceMemory memory, double fidelity) {
        /** Clusters that hold photos. Empty ones are made when more are asked for than there are places. */
        private long clusters() {
            return memory.clusters().stream()
                    .filter(cluster -> cluster.photos() > 0)
                    .count();
        }
    }

    /**
     * All memories in the order in which they were tried.
     *
     * @param photos that the memories are not built from
     */
    public List<Trial> trials(List<Observation> observations, List<HeldOutPhoto> photos, EvidenceMemory.Source source) {
        List<Trial> trials = new ArrayList<>();
        for (Space space : spaces) {
            for (int count : clusters) {
                var clustered = new MemoryPlan.Clustered(observations, space, count, seed);
                for (int kept : channels) {
                    EvidenceMemory memory = clustered.memory(kept, source);
                    trials.add(
                            new Trial(new MemoryPlan(count, kept, space, seed), memory, Fidelity.of(memory, photos)));
                }
            }
        }
        return trials;
    }

    /**
     * Of the memories whose fidelity is the highest or nearly so the one with the fewest clusters that hold photos, then the one that keeps
     * the most channels: a channel that is left out saves nothing.
     */
    public static Trial best(List<Trial> trials) {
        double highest = trials.stream().mapToDouble(Trial::fidelity).max().orElseThrow();
        return trials.stream()
                .filter(trial -> trial.fidelity() >= highest - ALIKE)
                .min(Comparator.comparingLong(Trial::clusters)
                        .thenComparingInt(trial -> -trial.plan().channels())
                        .thenComparingInt(trial -> trial.plan().clusters()))
                .orElseThrow();
    }
}
