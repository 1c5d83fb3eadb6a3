/**
 * The serving engine. In flows a model or an ONNX file and batches of photos as {@link dev.konkyo.graph.TensorData}; out flow its values:
 * scores, and any layer's activation. ONNX Runtime computes them; nothing else touches it.
 */
@NullMarked
package dev.konkyo.runtime;

import org.jspecify.annotations.NullMarked;
