package dev.konkyo.evidence;

import dev.konkyo.graph.TensorData;
import dev.konkyo.model.FeatureClassifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Deep feature factorisation (Collins et al. 2018, "Deep Feature Factorization for Concept Discovery"): the layer's activation as a product of few
 * concepts, each a mixture of channels with a map of where it is. The map is that of the concept which adds most to the score.
 *
 * @param layer the value that is factorised; what is negative in it counts as zero
 * @param concepts how many, at least 1
 * @param seed of the factorisation's start
 */
public record DeepFeatureFactorization(FeatureClassifier model, String layer, int concepts, long seed)
        implements EvidenceMethod {
    public DeepFeatureFactorization {
        if (concepts < 1) {
            throw new IllegalArgumentException("a factorisation needs at least 1 concept, got " + concepts);
        }
    }

    /**
     * A concept of one photo.
     *
     * @param map float32 [1, h, w]; its mean is the score's part
     * @param part of the score that the concept alone gives the layer, above that of an empty layer
     */
    public record Concept(TensorData map, double part) {}

    /** Four concepts. */
    static DeepFeatureFactorization usual(FeatureClassifier model, String layer) {
        return new DeepFeatureFactorization(model, layer, 4, 1);
    }

    @Override
    public Evidence explain(TensorData images, Target target) {
        return Photos.each(images, image -> {
            var pass = model.features(image, layer);
            Asked asked = Asked.of(model, target, pass.logits());
            return asked.evidence(concepts(pass.activation(), asked).getFirst().map(), asked.changeUnit());
        });
    }

    /**
     * All concepts of a photo.
     *
     * @param image float32 [1, 3, height, width]
     * @return those that add most to the score first
     */
    public List<Concept> concepts(TensorData image, Target target) {
        var pass = model.features(image, layer);
        return concepts(pass.activation(), Asked.of(model, target, pass.logits()));
    }

    private List<Concept> concepts(TensorData activation, Asked asked) {
        PlaceVectors places = PlaceVectors.of(activation);
        // The paper's objective: the smallest squared distance between the activation and a product of matrices without
        // negative numbers.
        Factorization factors = Factorization.of(places.values(), places.places(), places.channels(), concepts, seed);
        double[] scores = new Variants(activation.shape(), batch -> model.logitsFrom(layer, batch))
                .scores(concepts + 1, (concept, values) -> alone(concept, factors, values), asked::logit);
        List<Concept> found = new ArrayList<>();
        for (int concept = 0; concept < concepts; concept++) {
            double part = scores[concept] - scores[concepts];
            found.add(new Concept(places.map(factors.presence(concept), part), part));
        }
        found.sort(Comparator.comparingDouble(Concept::part).reversed());
        return found;
    }

    /** The layer with one concept only; nothing at all beyond the last concept. */
    private void alone(int concept, Factorization factors, float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = concept == concepts ? 0 : factors.at(concept, i);
        }
    }
}
