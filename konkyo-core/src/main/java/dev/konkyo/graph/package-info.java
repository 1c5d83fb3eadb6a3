/**
 * A network as data. In flows a description (a network file, an ONNX file); out flows a {@link dev.konkyo.graph.Graph}: nodes with
 * operators in ONNX's vocabulary, which can be trained, exported, served, measured and rewritten.
 *
 * <p>Operators are records whose components are ONNX's attributes (opset {@value dev.konkyo.graph.Op#OPSET}); what ONNX passes as an
 * input stays an input. Each operator knows the shapes of its results. Sizes are always concrete: inference is asked for one input size.
 */
@NullMarked
package dev.konkyo.graph;

import org.jspecify.annotations.NullMarked;
