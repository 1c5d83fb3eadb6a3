package dev.konkyo.torch.texture;

import dev.konkyo.torch.Mode;
import dev.konkyo.torch.TorchNetwork;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * How often features occur together in a picture, wherever that is: at each layer the products of all pairs of feature maps, summed over the places
 * (Gatys, Ecker and Bethge 2015, "Texture Synthesis Using Convolutional Neural Networks", equation 1).
 *
 * @param layers names of maps [N, channels, height, width]
 */
record GramMatrices(TorchNetwork network, List<String> layers) {
    /**
     * The matrices of one picture.
     *
     * @param input float32 [1, 3, height, width]
     * @return [channels, channels] for each layer
     */
    List<Tensor> of(Tensor input) {
        var values = network.forward(
                Map.of(network.graph().input().name(), input), Mode.EVALUATION, new LinkedHashSet<>(layers));
        return layers.stream()
                .map(layer -> {
                    Tensor maps = values.get(layer);
                    if (maps == null) {
                        throw new IllegalStateException("the network did not compute '" + layer + "'");
                    }
                    return matrix(maps);
                })
                .toList();
    }

    static Tensor matrix(Tensor maps) {
        Tensor features = maps.flatten(2, 3).squeeze(0);
        return features.matmul(features.t());
    }

    /**
     * How far matrices lie from others: the mean over layers of the squared distance, as a share of the wanted matrix's square. Equations 2 and 3 with
     * weights that make layers of any network count alike, which the paper reaches by scaling the network's weights. Layers that are silent in
     * the wanted picture have no share to count by and are left out of the mean.
     *
     * @return a scalar; 0 for equal matrices, 1 for a picture without any feature
     * @throws IllegalArgumentException if all layers are silent
     */
    static Tensor distance(List<Tensor> matrices, List<Tensor> wanted) {
        List<Tensor> terms = new ArrayList<>();
        for (int i = 0; i < matrices.size(); i++) {
            Tensor size = wanted.get(i).square().sum();
            if (heard(size)) {
                terms.add(matrices.get(i).sub(wanted.get(i)).square().sum().div(size));
            }
        }
        Tensor sum = terms.stream().reduce((first, second) -> first.add(second)).orElseThrow(GramMatrices::silent);
        return sum.div(new Scalar((double) terms.size()));
    }

    /**
     * Makes sure that there is something to measure a distance by.
     *
     * @throws IllegalArgumentException if all layers are silent
     */
    static void requireFeature(List<Tensor> wanted) {
        if (wanted.stream().noneMatch(matrix -> heard(matrix.square().sum()))) {
            throw silent();
        }
    }

    /** A smaller number is none that a float divides by. */
    private static boolean heard(Tensor size) {
        return size.item_double() >= Float.MIN_NORMAL;
    }

    private static IllegalArgumentException silent() {
        return new IllegalArgumentException("no layer of the network finds a feature in the photo");
    }
}
