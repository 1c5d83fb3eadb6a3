/**
 * Networks as ONNX files. In flow a graph, its weights and metadata, or a file of another tool (opset {@value
 * dev.konkyo.onnx.OnnxFile#OLDEST_OPSET} to {@value dev.konkyo.onnx.OnnxFile#NEWEST_OPSET}); out flow the same things on the other
 * side. The only package that knows the file format.
 *
 * <p>A file is never trusted: every size is checked against the bytes that are there before memory is taken for it, and whatever is
 * wrong with it ends as a one-line {@link dev.konkyo.onnx.OnnxException}.
 */
@NullMarked
package dev.konkyo.onnx;

import org.jspecify.annotations.NullMarked;
