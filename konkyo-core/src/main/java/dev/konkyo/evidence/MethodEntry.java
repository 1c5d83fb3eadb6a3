package dev.konkyo.evidence;

import dev.konkyo.model.Classifier;
import dev.konkyo.model.DifferentiableClassifier;
import dev.konkyo.model.EvidenceClassifier;
import dev.konkyo.model.FeatureClassifier;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A method as it is listed.
 *
 * @param passes what one explanation costs, in passes through the network
 * @param paper authors, year, title
 * @param settings numbers in place of the usual ones
 */
public record MethodEntry(String name, String passes, String paper, Factory factory, MethodSettings settings) {
    /** A method with its usual numbers. */
    MethodEntry(String name, String passes, String paper, Factory factory) {
        this(name, passes, paper, factory, MethodSettings.NONE);
    }

    /** The method with other numbers, under a name that says which. */
    MethodEntry with(String other, MethodSettings numbers) {
        return new MethodEntry(other, passes, paper, factory, numbers);
    }

    /** How a method is made from a model; its type says what the method needs. */
    public sealed interface Factory {
        /** From scores alone. */
        record OfScores(Function<Classifier, EvidenceMethod> make) implements Factory {}

        /** From evidence that the model's own graph gives. */
        record OfEvidence(Function<EvidenceClassifier, EvidenceMethod> make) implements Factory {}

        /** From scores and the activation of a named layer. */
        record OfFeatures(BiFunction<FeatureClassifier, String, EvidenceMethod> make) implements Factory {}

        /** From gradients at a named layer. */
        record OfGradients(BiFunction<DifferentiableClassifier, String, EvidenceMethod> make) implements Factory {}

        /** From gradients by the pixels. */
        record OfPixelGradients(Function<DifferentiableClassifier, EvidenceMethod> make) implements Factory {}
    }

    /** The least that the method must be able to ask of a model. */
    public Needs needs() {
        return switch (factory) {
            case Factory.OfScores _, Factory.OfEvidence _ -> Needs.SCORES;
            case Factory.OfFeatures _ -> Needs.FEATURES;
            case Factory.OfGradients _, Factory.OfPixelGradients _ -> Needs.GRADIENTS;
        };
    }

    /** Whether the method explains the places of a layer that has to be named. */
    public boolean layered() {
        return switch (factory) {
            case Factory.OfFeatures _, Factory.OfGradients _ -> true;
            case Factory.OfScores _, Factory.OfEvidence _, Factory.OfPixelGradients _ -> false;
        };
    }

    /** Whether a model gives what the method needs. */
    boolean fits(Classifier model) {
        return switch (factory) {
            case Factory.OfScores _ -> true;
            case Factory.OfEvidence _ -> model instanceof EvidenceClassifier;
            case Factory.OfFeatures _ -> model instanceof FeatureClassifier;
            case Factory.OfGradients _, Factory.OfPixelGradients _ -> model instanceof DifferentiableClassifier;
        };
    }

    /**
     * The method for a model.
     *
     * @param layer the evidence layer; unused by methods that are not {@link #layered}
     * @throws IllegalArgumentException if the model does not give what the method needs, or the method does not take its settings
     */
    public EvidenceMethod make(Classifier model, String layer) {
        return settings.apply(name, usual(model, layer));
    }

    private EvidenceMethod usual(Classifier model, String layer) {
        return switch (factory) {
            case Factory.OfScores(var make) -> make.apply(model);
            case Factory.OfEvidence(var make)
            when model instanceof EvidenceClassifier classifier -> make.apply(classifier);
            case Factory.OfFeatures(var make)
            when model instanceof FeatureClassifier features -> make.apply(features, layer);
            case Factory.OfGradients(var make)
            when model instanceof DifferentiableClassifier differentiable -> make.apply(differentiable, layer);
            case Factory.OfPixelGradients(var make)
            when model instanceof DifferentiableClassifier differentiable -> make.apply(differentiable);
            case Factory.OfEvidence _ ->
                throw new IllegalArgumentException("method '" + name
                        + "' needs a model whose graph gives evidence, which this one does not; make one with konkyo export"
                        + " --evidence, or choose " + others(model));
            case Factory.OfFeatures _, Factory.OfGradients _, Factory.OfPixelGradients _ ->
                throw new IllegalArgumentException("method '" + name + "' needs " + needs().displayName()
                        + ", which this model does not give; choose " + others(model));
        };
    }

    /** What a model gives enough for. */
    private static String others(Classifier model) {
        List<String> names = EvidenceMethods.namesFor(model);
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }
}
