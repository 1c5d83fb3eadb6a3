package dev.konkyo.evidence.memory;

import java.util.List;

/** How near a memory's maps come to true ones: Grad-CAM, or the parts of cosines. */
public final class Fidelity {
    private Fidelity() {}

    /**
     * The mean over photos of the rank correlation between both maps.
     *
     * @param photos that the memory was not built from, at least one
     * @return in [-1, 1]
     */
    public static double of(EvidenceMemory memory, List<HeldOutPhoto> photos) {
        return photos.stream()
                .mapToDouble(photo -> RankCorrelation.spearman(
                        photo.map(memory.channelWeights(memory.nearest(photo.embedding()))), photo.truth()))
                .average()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the fidelity of a memory is measured on held-out photos, got none; hold some back"));
    }
}
