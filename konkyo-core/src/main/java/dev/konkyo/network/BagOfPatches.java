package dev.konkyo.network;

import dev.konkyo.graph.GraphException;
import java.util.stream.Collectors;

/** A network without padding whose places each see one patch of the photo, by the recipe of BagNet. */
interface BagOfPatches extends Network {
    String PAPER =
            "Brendel and Bethge, Approximating CNNs with Bag-of-Local-Features Models Works Surprisingly Well on ImageNet, ICLR 2019";

    /** Side of a patch in pixels. */
    int patch();

    /** @throws GraphException if not one patch fits into the photo */
    default void requirePatch(NetworkShape shape) {
        int side = Math.min(shape.height(), shape.width());
        if (side < patch()) {
            throw new GraphException("network '" + name() + "' sees patches of " + patch() + " x " + patch()
                    + " pixels, got photos of " + shape.height() + " x " + shape.width()
                    + "; choose photos of at least "
                    + patch() + " x " + patch() + " pixels" + smaller(side));
        }
    }

    private static String smaller(int side) {
        String names = Networks.all().stream()
                .filter(network -> network instanceof BagOfPatches bag && bag.patch() <= side)
                .map(Network::name)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : ", or a network with smaller patches: " + names;
    }
}
