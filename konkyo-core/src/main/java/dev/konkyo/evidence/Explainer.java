package dev.konkyo.evidence;

import dev.konkyo.heatmap.Heatmap;
import dev.konkyo.image.Image;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.Prediction;

/** Explains photos with one model and one method. */
public record Explainer(Classifier model, EvidenceMethod method) {
    /**
     * Decides and shows the grounds.
     *
     * @param photo of any size
     */
    public Explanation explain(Image photo, Target target) {
        Evidence evidence = method.explain(model.card().input(photo), target);
        Prediction prediction = Prediction.of(model.card(), evidence.logits(), 0);
        Heatmap heatmap = evidence.heatmap(model, 0, photo.height(), photo.width());
        return new Explanation(prediction, target.name(prediction), heatmap, evidence.cluster(0));
    }
}
