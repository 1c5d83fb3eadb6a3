package dev.konkyo.evidence;

import dev.konkyo.graph.Resolutions;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.Box;
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
        Evidence last = one(layers.getLast(), images, target);
        Evidence first = one(layers.getFirst(), images, target);
        TensorData fused = likeFirst(last.maps(), first);
        for (String layer : layers.subList(0, layers.size() - 1)) {
            // Gradients of early layers are large and cancel out. The paper scales each early map to its own maximum
            // and bends it by
            // tanh; here it holds as much evidence as the last map, so that it only says more finely where that lies.
            TensorData early = Grids.withMeansOf(one(layer, images, target).maps(), last.maps());
            // Fused by the larger value, as in the paper.
            fused = Grids.largest(fused, likeFirst(early, first));
        }
        return new Evidence(last.logits(), fused, last.unit());
    }

    /** Earlier maps may cover more of the photo: without padding every layer sees less of its border. */
    private TensorData likeFirst(TensorData maps, Evidence first) {
        Shape shape = maps.shape();
        Box onto = model.covered(first.height(), first.width());
        return Grids.placed(maps, model.covered(shape.at(1), shape.at(2)), first.height(), first.width(), onto);
    }

    private Evidence one(String layer, TensorData images, Target target) {
        LayerPass pass = LayerPass.of(model, layer, images, target);
        // The paper's weights are the positive gradients; times the number of places.
        return pass.evidence(LayerPass.positive(
                pass.overChannels(i -> pass.places() * Math.max(pass.gradient(i), 0) * pass.activation(i))));
    }
}
