package dev.konkyo.evidence;

import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.model.DifferentiableClassifier;

/**
 * A layer's activation and the score's gradient there, and the sums over channels and places that methods make of them. Elements are
 * counted through the batch in the order [N, C, h, w], channels in the order [N, C].
 */
final class LayerPass {
    private final TensorData logits;
    private final Shape shape;
    private final float[] activation;
    private final float[] gradient;
    private final Unit unit;

    /** Something computed for each element. */
    @FunctionalInterface
    interface Term {
        float at(int element);
    }

    private LayerPass(TensorData logits, TensorData activation, TensorData gradient, Unit unit) {
        this.unit = unit;
        this.logits = logits;
        this.shape = ChannelSum.spatial(activation);
        this.activation = activation.toFloats();
        this.gradient = gradient.toFloats();
    }

    /** One forward pass, and one backward pass through what follows the layer. */
    static LayerPass of(DifferentiableClassifier model, String layer, TensorData images, Target target) {
        var pass = model.gradients(images, layer, target::weights);
        return new LayerPass(pass.logits(), pass.activation(), pass.gradient(), Evidence.gradientUnit(model.card()));
    }

    /** The same with another gradient that was computed at the activation. */
    static LayerPass of(TensorData logits, TensorData activation, TensorData gradient, Unit unit) {
        return new LayerPass(logits, activation, gradient, unit);
    }

    /** The number of places Z of the layer. */
    int places() {
        return shape.at(2) * shape.at(3);
    }

    int channel(int element) {
        return element / places();
    }

    float activation(int element) {
        return activation[element];
    }

    float gradient(int element) {
        return gradient[element];
    }

    float activationTimesGradient(int element) {
        return activation[element] * gradient[element];
    }

    /** A term summed over the places of each channel, [N * C]. */
    float[] overPlaces(Term term) {
        double[] sums = new double[shape.at(0) * shape.at(1)];
        for (int element = 0; element < activation.length; element++) {
            sums[channel(element)] += term.at(element);
        }
        float[] rounded = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            rounded[i] = (float) sums[i];
        }
        return rounded;
    }

    /** A term summed over the channels of each place, [N, h, w]. */
    TensorData overChannels(Term term) {
        int places = places();
        float[] sums = new float[shape.at(0) * places];
        for (int element = 0; element < activation.length; element++) {
            int photo = element / (shape.at(1) * places);
            sums[photo * places + element % places] += term.at(element);
        }
        return TensorData.ofFloats(Shape.of(shape.at(0), shape.at(2), shape.at(3)), sums);
    }

    /** The activation's channels, each times its weight, summed per place. */
    TensorData weighted(float... weights) {
        return overChannels(element -> weights[channel(element)] * activation[element]);
    }

    /** Evidence in the unit that was given, or of gradients. */
    Evidence evidence(TensorData map) {
        return new Evidence(logits, map, unit);
    }

    /** The part of a map that speaks for the target: Grad-CAM's ReLU. */
    static TensorData positive(TensorData map) {
        float[] values = map.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(values[i], 0);
        }
        return TensorData.ofFloats(map.shape(), values);
    }
}
