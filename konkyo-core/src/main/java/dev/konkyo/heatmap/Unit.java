package dev.konkyo.heatmap;

/** What one unit of a heatmap's value means. */
public enum Unit {
    /** Contribution to a class score before softmax. */
    SCORE("logit"),
    /** A probability, in [0, 1]. */
    PROBABILITY("probability"),
    /** A cosine between two embeddings in [-1, 1], or a part of one that a place holds. */
    COSINE("cosine"),
    /** How a cosine changes without something or with it alone, in [-2, 2], or that as a density; no part of it. */
    COSINE_CHANGE("change of the cosine"),
    /**
     * The gradient of a cosine, or another backward rule in its place, times what it is taken at, as a density. Gradients of a cosine add up to
     * nothing over all places and vanish as it nears 1, so they are no part of it.
     */
    COSINE_GRADIENT("gradient of the cosine"),
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
