package dev.konkyo.model;

/** How an operator hands on backwards what arrives at its result. */
public sealed interface BackwardRule {
    /**
     * Guided backpropagation (Springenberg et al. 2015, "Striving for Simplicity: The All Convolutional Net", section 3.4): rectifiers pass
     * the derivative where both their input and what arrives are positive; all else passes derivatives.
     */
    record Guided() implements BackwardRule {}

    /**
     * Layer-wise relevance propagation with a stabiliser (Bach et al. 2015, "On Pixel-Wise Explanations for Non-Linear Classifier Decisions by
     * Layer-Wise Relevance Propagation", equation 58), as a changed gradient: relevance is this times the value.
     *
     * @param epsilon above 0, in the unit of the activations: what adds up to less passes less on
     */
    record Epsilon(float epsilon) implements BackwardRule {
        public Epsilon {
            if (!(epsilon > 0 && Float.isFinite(epsilon))) {
                throw new IllegalArgumentException("expected an epsilon above 0, got " + epsilon);
            }
        }
    }
}
