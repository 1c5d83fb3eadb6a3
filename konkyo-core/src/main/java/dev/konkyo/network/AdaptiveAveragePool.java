package dev.konkyo.network;

import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.LinearOp;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Value;

/**
 * A mean over windows that divides any map into the same number of places, as PyTorch's adaptive_avg_pool2d. ONNX has no such operator:
 * where equal windows do it, this is an ordinary pool; elsewhere, where PyTorch's windows overlap, a product with a fixed matrix on
 * either side.
 *
 * @param name prefix of the matrices' names
 * @param places of the result along both axes
 */
record AdaptiveAveragePool(String name, int places) {
    Value apply(GraphBuilder net, Value x) {
        int height = x.shape().at(2);
        int width = x.shape().at(3);
        if (height == places && width == places) {
            return x;
        }
        if (height == width && height % places == 0) {
            return net.averagePool(x, height / places, height / places);
        }
        Value rows = net.constant(name + ".rows", TensorData.ofFloats(Shape.of(places, height), means(height, true)));
        Value columns =
                net.constant(name + ".columns", TensorData.ofFloats(Shape.of(width, places), means(width, false)));
        return net.apply(new LinearOp.MatMul(), rows, net.apply(new LinearOp.MatMul(), x, columns));
    }

    /** A matrix whose rows (or columns) average positions floor(i * size / places) to ceil((i + 1) * size / places) - 1. */
    private float[] means(int size, boolean byRow) {
        float[] matrix = new float[places * size];
        for (int i = 0; i < places; i++) {
            int begin = i * size / places;
            int end = Math.ceilDiv((i + 1) * size, places);
            for (int position = begin; position < end; position++) {
                matrix[byRow ? i * size + position : position * places + i] = 1f / (end - begin);
            }
        }
        return matrix;
    }
}
