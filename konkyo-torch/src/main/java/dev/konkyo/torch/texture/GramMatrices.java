package dev.konkyo.torch.texture;

import dev.konkyo.torch.Mode;
import dev.konkyo.torch.TorchNetwork;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
}
