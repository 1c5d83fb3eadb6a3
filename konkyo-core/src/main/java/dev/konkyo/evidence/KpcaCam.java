package dev.konkyo.evidence;

import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.TensorData;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.model.FeatureClassifier;

/**
 * KPCA-CAM (Karmani et al. 2024, "KPCA-CAM: Visual Explainability of Deep Computer Vision Models Using Kernel PCA"): the first kernel principal
 * component of the places' activations, with the sigmoid kernel tanh(x . y / channels + 1). It knows no class: every target gets the same
 * map. The component has no sign of its own; it is the one that grows with the activation.
 *
 * @param layer the value whose places are projected
 */
public record KpcaCam(FeatureClassifier model, String layer) implements EvidenceMethod {
    /** A kernel of more places needs too much memory and time. */
    private static final int MOST_PLACES = 3136;

    @Override
    public Evidence explain(TensorData images, Target target) {
        return Photos.each(images, image -> {
            var pass = model.features(image, layer);
            PlaceVectors places = PlaceVectors.of(pass.activation());
            if (places.places() > MOST_PLACES) {
                throw new GraphException("KPCA-CAM compares all places with each other: layer '" + layer + "' has "
                        + places.places() + ", at most " + MOST_PLACES + " are possible; name a later layer");
            }
            double[] component = component(centred(kernel(places), places.places()), places.places());
            return new Evidence(
                    pass.logits(), places.map(component, growing(component, places) ? 1 : -1), Unit.RELATIVE);
        });
    }

    private static double[] kernel(PlaceVectors places) {
        int count = places.places();
        int channels = places.channels();
        double[] kernel = new double[count * count];
        for (int a = 0; a < count; a++) {
            for (int b = 0; b <= a; b++) {
                double product = 0;
                for (int c = 0; c < channels; c++) {
                    product += places.values()[a * channels + c] * places.values()[b * channels + c];
                }
                kernel[a * count + b] = Math.tanh(product / channels + 1);
                kernel[b * count + a] = kernel[a * count + b];
            }
        }
        return kernel;
    }

    /** The kernel of the places' images moved so that their mean is zero. */
    private static double[] centred(double[] kernel, int count) {
        double[] means = new double[count];
        double mean = 0;
        for (int i = 0; i < kernel.length; i++) {
            means[i / count] += kernel[i] / count;
            mean += kernel[i] / count / count;
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] += mean - means[i / count] - means[i % count];
        }
        return kernel;
    }

    /** Eigenvector times root of the largest eigenvalue. The kernel is not positive: eigenvectors with negative ones are removed. */
    private static double[] component(double[] kernel, int count) {
        for (int attempt = 0; attempt < count; attempt++) {
            // Of a symmetric matrix the projection on the first singular vector is eigenvalue times eigenvector.
            double[] projected = Direction.projection(kernel, count, count);
            double length = length(projected);
            if (length < 1e-9) {
                break;
            }
            double eigenvalue = 0;
            for (int i = 0; i < kernel.length; i++) {
                eigenvalue += projected[i / count] * kernel[i] * projected[i % count] / (length * length);
            }
            if (eigenvalue > 0) {
                double factor = Math.sqrt(eigenvalue) / length;
                for (int i = 0; i < count; i++) {
                    projected[i] *= factor;
                }
                return projected;
            }
            for (int i = 0; i < kernel.length; i++) {
                kernel[i] -= eigenvalue * projected[i / count] * projected[i % count] / (length * length);
            }
        }
        return new double[count];
    }

    private static double length(double... vector) {
        double sum = 0;
        for (double value : vector) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    private static boolean growing(double[] component, PlaceVectors places) {
        double covariance = 0;
        for (int i = 0; i < places.values().length; i++) {
            covariance += component[i / places.channels()] * places.values()[i];
        }
        return covariance >= 0;
    }
}
