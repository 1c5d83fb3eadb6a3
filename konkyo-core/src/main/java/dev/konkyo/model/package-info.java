/**
 * A trained model as users meet it. In flow a graph and its weights; out flows a {@link dev.konkyo.model.Model} with its card, and the
 * three things that one can ask of it: scores ({@link dev.konkyo.model.Classifier}), features
 * ({@link dev.konkyo.model.FeatureClassifier}) and gradients ({@link dev.konkyo.model.DifferentiableClassifier}). Engines implement
 * them; evidence methods ask for the weakest that they need.
 */
@NullMarked
package dev.konkyo.model;

import org.jspecify.annotations.NullMarked;
