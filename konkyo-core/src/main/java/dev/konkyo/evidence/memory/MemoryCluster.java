package dev.konkyo.evidence.memory;

/**
 * What is known of one cluster of a memory.
 *
 * @param photos training photos whose nearest centre is the cluster's; 0 where another centre lies in the same place
 * @param label the class whose channels it holds
 * @param purity the share of these photos that show the class, in [0, 1]; 0 without photos
 */
public record MemoryCluster(int photos, int label, double purity) {
    /** Below this purity too many photos get the channels of another class. */
    private static final double PURE = 0.8;

    public MemoryCluster {
        if (photos < 0 || label < 0 || !(purity >= 0 && purity <= 1)) {
            throw new IllegalArgumentException("a cluster has at least 0 photos, a label and a purity in [0, 1], got "
                    + photos + ", " + label + " and " + purity);
        }
    }

    /** Whether its map often is that of another class. */
    public boolean impure() {
        return purity < PURE;
    }
}
