package dev.konkyo.evidence;

import dev.konkyo.graph.Resolutions;
import dev.konkyo.graph.TensorData;
import dev.konkyo.model.DifferentiableClassifier;
import java.util.List;

/**
 * LayerCAM (Jiang et al. 2021, "LayerCAM: Exploring Hierarchical Class Activation Maps for Localization"): each element is weighted by its own
 * positive gradient, which stays meaningful in early, finer layers; the maps of several layers become one.
 *
 * @param layers from the finest to the coarsest, at least one; the map has the first one's size
 */
public record LayerCam(DifferentiableClassifier model, List<String> layers) implements EvidenceMethod {
    private static final int RESOLUTIONS = 3;

    public LayerCam {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("LayerCAM needs at least one layer, got none");
        }
    }

    /** The method on a layer and on the last values of the two resolutions before it. */
    static LayerCam upTo(DifferentiableClassifier model, String layer) {
        return new LayerCam(model, Resolutions.upTo(model.network().graph(), layer, RESOLUTIONS));
    }

    @Override
    public Evidence explain(TensorData images, Target target) {
        Evidence fused = one(layers.getFirst(), images, target);
        for (String layer : layers.subList(1, layers.size())) {
            TensorData coarse = one(layer, images, target).maps();
            // Fused by the larger value, as in the paper, but without its scaling of each photo's map to its own
            // maximum: all
            // are in the unit of the score.
            fused = new Evidence(
                    fused.logits(),
                    Grids.largest(fused.maps(), Grids.resized(coarse, fused.height(), fused.width())),
                    fused.unit());
        }
        return fused;
    }

    private Evidence one(String layer, TensorData images, Target target) {
        LayerPass pass = LayerPass.of(model, layer, images, target);
        // The paper's weights are the positive gradients; times the number of places.
        return pass.evidence(LayerPass.positive(
                pass.overChannels(i -> pass.places() * Math.max(pass.gradient(i), 0) * pass.activation(i))));
    }
}
