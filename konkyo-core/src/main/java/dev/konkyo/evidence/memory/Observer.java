package dev.konkyo.evidence.memory;

import dev.konkyo.evidence.Target;
import dev.konkyo.graph.CosineParts;
import dev.konkyo.graph.EmbeddingLayer;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Weighing;
import dev.konkyo.model.DifferentiableClassifier;
import java.util.Optional;

/**
 * Looks at photos and notes what a memory needs of them: the embedding and the channel weights of a score. These are Grad-CAM's, except behind the
 * mean and linear embedding of cosines: the gradient of a cosine adds up to nothing over the places, so there they are the weights of its parts.
 */
public final class Observer {
    private final DifferentiableClassifier model;
    private final String layer;
    private final Optional<CosineParts> parts;

    /**
     * Looks at one layer.
     *
     * @param model whose graph has a value called {@link EmbeddingLayer#NAME}, see {@link EmbeddingLayer#add}
     * @param layer the evidence layer
     */
    public Observer(DifferentiableClassifier model, String layer) {
        this.model = model;
        this.layer = layer;
        parts = switch (Weighing.of(model.network().graph(), layer)) {
            case AS_STORED -> Optional.empty();
            case OVER_LENGTH -> Optional.of(CosineParts.of(model.network()));
        };
    }

    /**
     * What a training photo adds to a memory. Only what lies behind the evidence layer is differentiated, and nothing for cosines' parts.
     *
     * @param image float32 [1, 3, height, width]
     * @param label the class that the photo shows
     */
    public Observation observe(TensorData image, int label) {
        float[] weights = parts.map(known -> known.unscaledWeights(only(label)))
                .orElseGet(() -> weights(model.gradients(image, layer, new Target.Label(label)::weights)
                        .gradient()));
        return new Observation(embedding(image), weights, label);
    }

    private float[] only(int label) {
        float[] classes = new float[model.card().labels().size()];
        classes[label] = 1;
        return classes;
    }

    /**
     * A held-out photo with its true map for the class with the highest score.
     *
     * @param image float32 [1, 3, height, width]
     */
    public HeldOutPhoto hold(TensorData image) {
        Target highest = new Target.Predicted();
        if (parts.isPresent()) {
            var pass = model.features(image, layer);
            float[] weights =
                    parts.get().unscaledWeights(highest.weights(pass.logits()).toFloats());
            return new HeldOutPhoto(embedding(image), pass.activation().toFloats(), weights);
        }
        var pass = model.gradients(image, layer, highest::weights);
        return new HeldOutPhoto(embedding(image), pass.activation().toFloats(), weights(pass.gradient()));
    }

    private float[] embedding(TensorData image) {
        return model.features(image, EmbeddingLayer.NAME).activation().toFloats();
    }

    /** Z times Grad-CAM's equation 1: the sum over places of the score's gradient, per channel, as in {@code GradCam}. */
    private float[] weights(TensorData gradient) {
        Shape shape = gradient.shape();
        if (shape.rank() != 4) {
            throw new GraphException("the evidence layer '" + layer + "' must give [N, channels, height, width], got "
                    + shape + "; name a layer before the pooling");
        }
        int places = shape.at(2) * shape.at(3);
        float[] values = gradient.toFloats();
        float[] sums = new float[shape.at(1)];
        for (int i = 0; i < values.length; i++) {
            sums[i / places] += values[i];
        }
        return sums;
    }
}
