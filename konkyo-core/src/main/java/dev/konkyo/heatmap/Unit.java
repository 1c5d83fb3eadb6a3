package dev.konkyo.heatmap;

/** What one unit of a heatmap's value means. */
public enum Unit {
    /** Contribution to a class score before softmax. */
    SCORE("logit"),
    /** A probability, in [0, 1]. */
    PROBABILITY("probability"),
    /** A cosine between two embeddings, or a contribution to one, in [-1, 1]. */
    COSINE("cosine"),
    /** A distance in a feature space, at least 0; larger is more unusual. */
    DISTANCE("distance"),
    /** The root mean square over channels of a network's activation, or a projection of it. */
    ACTIVATION("activation"),
    /** A share of a stated reference value; without a physical unit. */
    RELATIVE("relative");

    private final String displayName;

    Unit(String displayName) {
        this.displayName = displayName;
    }

    /** The name for legends and reports, in lower case. */
    public String displayName() {
        return displayName;
    }
}
