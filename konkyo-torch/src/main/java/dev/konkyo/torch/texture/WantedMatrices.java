package dev.konkyo.torch.texture;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The {@link GramMatrices} that a texture must come near, with what every step of the way divides by. Layers that are silent in the wanted picture
 * have no share to count by and are left out.
 */
final class WantedMatrices {
    /** A layer that counts: its place among all layers, its matrix and that matrix's squared size. */
    private record Heard(int layer, Tensor matrix, Tensor size) {}

    private final List<Heard> layers = new ArrayList<>();

    /**
     * Those of a picture.
     *
     * @param matrices [channels, channels] of each layer
     * @throws IllegalArgumentException if all layers are silent
     */
    WantedMatrices(List<Tensor> matrices) {
        for (int layer = 0; layer < matrices.size(); layer++) {
            Tensor size = matrices.get(layer).square().sum();
            // A smaller number is none that a float divides by.
            if (size.item_double() >= Float.MIN_NORMAL) {
                layers.add(new Heard(layer, matrices.get(layer), size));
            }
        }
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("no layer of the network finds a feature in the photo");
        }
    }

    /**
     * How far matrices lie from these: the mean over layers of the squared distance, as a share of the wanted matrix's square. Equations 2 and 3 of
     * Gatys, Ecker and Bethge 2015 with weights that make layers of any network count alike, which the paper reaches by scaling the network's
     * weights.
     *
     * @return a scalar; 0 for equal matrices, 1 for a picture without any feature
     */
    Tensor distance(List<Tensor> matrices) {
        Tensor sum = layers.stream()
                .map(wanted -> matrices.get(wanted.layer)
                        .sub(wanted.matrix)
                        .square()
                        .sum()
                        .div(wanted.size))
                .reduce((first, second) -> first.add(second))
                .orElseThrow();
        return sum.div(new Scalar((double) layers.size()));
    }
}
