package dev.konkyo.network;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.Parameter;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/** A network of another design made a bag of patches, which begins with that design's weights. */
interface PatchVariant extends BagOfPatches {
    @Override
    default String paper() {
        return "after " + PAPER;
    }

    /**
     * Larger kernels where the graph has 1x1, each added up to one number: on a photo without detail the layer answers as before, so the
     * statistics of the normalisation behind it stay right.
     */
    @Override
    default Weights fitted(Graph graph, Weights named) {
        Map<String, TensorData> fitted = new LinkedHashMap<>();
        named.asMap().forEach((name, tensor) -> {
            Parameter parameter = graph.parameters().get(name);
            boolean larger = parameter != null
                    && tensor.shape().rank() == 4
                    && tensor.shape().with(2, 1).with(3, 1).equals(parameter.shape())
                    && !tensor.shape().equals(parameter.shape());
            fitted.put(name, larger ? summed(tensor) : tensor);
        });
        return Weights.of(fitted);
    }

    private static TensorData summed(TensorData kernels) {
        Shape shape = kernels.shape();
        int window = shape.at(2) * shape.at(3);
        float[] taps = kernels.toFloats();
        float[] sums = new float[taps.length / window];
        for (int i = 0; i < taps.length; i++) {
            sums[i / window] += taps[i];
        }
        return TensorData.ofFloats(shape.with(2, 1).with(3, 1), sums);
    }
}
