package dev.konkyo.network;

import dev.konkyo.graph.Graph;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.Parameter;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What the networks have in common whose places each see one patch of the photo. */
final class Patches {
    static final String PAPER =
            "Brendel and Bethge, Approximating CNNs with Bag-of-Local-Features Models Works Surprisingly Well on ImageNet, ICLR 2019";

    private Patches() {}

    /** @throws GraphException if not one patch fits into the photo */
    static void require(String name, int patch, NetworkShape shape) {
        int side = Math.min(shape.height(), shape.width());
        if (side < patch) {
            throw new GraphException("network '" + name + "' sees patches of " + patch + " x " + patch
                    + " pixels, got photos of " + shape.height() + " x " + shape.width()
                    + "; choose photos of at least "
                    + patch + " x " + patch + " pixels" + smaller(side));
        }
    }

    /**
     * Larger kernels where the graph has 1x1, each added up to one number: on a photo without detail the layer answers as before, so the
     * statistics of the normalisation behind it stay right.
     */
    static Weights summed(Graph graph, Weights named) {
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

    private static String smaller(int side) {
        String names = Networks.all().stream()
                .filter(network -> network instanceof BagNet bag && bag.patch() <= side)
                .map(Network::name)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : ", or a network with smaller patches: " + names;
    }
}
