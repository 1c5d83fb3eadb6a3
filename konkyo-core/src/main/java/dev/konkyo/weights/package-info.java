/**
 * Tensors by name as safetensors files. In flow a file, mapped into memory, or {@link dev.konkyo.graph.Weights}; out flow the same
 * things on the other side. A file is never trusted: every length and offset in it is checked against its size before it is used.
 */
@NullMarked
package dev.konkyo.weights;

import org.jspecify.annotations.NullMarked;
