package dev.konkyo.evidence.memory;

/**
 * What is known of one cluster of a memory.
 *
 * @param photos training photos in it, at least 1
 * @param label the class that most of them show
 * @param purity the share of them that show it, in (0, 1]
 */
public record MemoryCluster(int photos, int label, double purity) {
    public MemoryCluster {
        if (photos < 1 || label < 0 || !(purity > 0 && purity <= 1)) {
            throw new IllegalArgumentException("a cluster has at least 1 photo, a label and a purity in (0, 1], got "
                    + photos + ", " + label + " and " + purity);
        }
    }
}
