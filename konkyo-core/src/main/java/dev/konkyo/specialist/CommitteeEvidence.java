package dev.konkyo.specialist;

import dev.konkyo.evidence.Evidence;
import dev.konkyo.evidence.EvidenceMethod;
import dev.konkyo.evidence.Target;
import dev.konkyo.graph.TensorData;

/**
 * Scores of a committee with the generalist's evidence for what the committee decided: it is the one model that knows all classes.
 *
 * @param generalist explains the committee's generalist
 */
public record CommitteeEvidence(Committee committee, EvidenceMethod generalist) implements EvidenceMethod {
    /** @throws IllegalArgumentException if there is more than one photo */
    @Override
    public Evidence explain(TensorData images, Target target) {
        if (images.shape().at(0) != 1) {
            throw new IllegalArgumentException("a committee explains one photo at a time, got " + images.shape());
        }
        TensorData logits = committee.logits(images);
        Evidence found = generalist.explain(images, target instanceof Target.Predicted ? decided(logits) : target);
        return new Evidence(logits, found.maps(), found.unit(), found.clusters());
    }

    private static Target decided(TensorData logits) {
        float[] scores = logits.toFloats();
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return new Target.Label(best);
    }
}
