package dev.konkyo.onnx;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.Weights;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an ONNX file holds.
 *
 * @param graph with the file's names of inputs and outputs; its operators mean what opset {@value dev.konkyo.graph.Op#OPSET} says,
 *     whatever the file's opset
 * @param weights one tensor for every parameter of the graph
 * @param metadata the file's metadata properties
 * @param opset the file's own version of the operator set
 * @param producer the tool that wrote the file, empty if it does not say
 */
public record OnnxModel(Graph graph, Weights weights, Map<String, String> metadata, int opset, String producer) {
    public OnnxModel {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
}
