package dev.konkyo.evidence.memory;

import dev.konkyo.evidence.Target;
import dev.konkyo.graph.EmbeddingLayer;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.model.DifferentiableClassifier;

/**
 * Looks at photos and notes what a memory needs of them.
 *
 * @param model whose graph has a value called {@link EmbeddingLayer#NAME}, see {@link EmbeddingLayer#add}
 * @param layer the evidence layer
 */
public record Observer(DifferentiableClassifier model, String layer) {
    /**
     * What a training photo adds to a memory. Only what lies behind the evidence layer is differentiated.
     *
     * @param image float32 [1, 3, height, width]
     * @param label the class that the photo shows
     */
    public Observation observe(TensorData image, int label) {
        var pass = model.gradients(image, layer, new Target.Label(label)::weights);
        return new Observation(embedding(image), weights(pass.gradient()), label);
    }

    /**
     * A held-out photo with its true Grad-CAM for the class with the highest score.
     *
     * @param image float32 [1, 3, height, width]
     */
    public HeldOutPhoto hold(TensorData image) {
        var pass = model.gradients(image, layer, new Target.Predicted()::weights);
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
