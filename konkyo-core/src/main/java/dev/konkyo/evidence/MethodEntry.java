package dev.konkyo.evidence;

import dev.konkyo.model.Classifier;
import dev.konkyo.model.DifferentiableClassifier;
import dev.konkyo.model.FeatureClassifier;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A method as it is listed.
 *
 * @param passes what one explanation costs, in passes through the network
 * @param paper authors, year, title
 */
public record MethodEntry(String name, String passes, String paper, Factory factory) {
    /** How a method is made from a model; its type says what the method needs. */
    public sealed interface Factory {
        /** From scores alone. */
        record OfScores(Function<Classifier, EvidenceMethod> make) implements Factory {}

        /** From scores and the activation of a named layer. */
        record OfFeatures(BiFunction<FeatureClassifier, String, EvidenceMethod> make) implements Factory {}

        /** From gradients at a named layer. */
        record OfGradients(BiFunction<DifferentiableClassifier, String, EvidenceMethod> make) implements Factory {}
    }

    /** The least that the method must be able to ask of a model. */
    public Needs needs() {
        return switch (factory) {
            case Factory.OfScores _ -> Needs.SCORES;
            case Factory.OfFeatures _ -> Needs.FEATURES;
            case Factory.OfGradients _ -> Needs.GRADIENTS;
        };
    }

    /**
     * The method for a model.
     *
     * @param layer the evidence layer; unused by methods that need scores only
     * @throws IllegalArgumentException if the model does not give what the method needs
     */
    public EvidenceMethod make(Classifier model, String layer) {
        return switch (factory) {
            case Factory.OfScores(var make) -> make.apply(model);
            case Factory.OfFeatures(var make)
            when model instanceof FeatureClassifier features -> make.apply(features, layer);
            case Factory.OfGradients(var make)
            when model instanceof DifferentiableClassifier differentiable -> make.apply(differentiable, layer);
            case Factory.OfFeatures _, Factory.OfGradients _ ->
                throw new IllegalArgumentException("method '" + name
                        + "' needs " + needs().name().toLowerCase(Locale.ROOT)
                        + ", which this model does not give; choose a method that needs less");
        };
    }
}
