package dev.konkyo.network;

import dev.konkyo.graph.EditDistance;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.NearestNames;
import java.util.List;
import java.util.stream.Collectors;

/** The list of networks. */
public final class Networks {
    private static final List<Network> ALL = List.of(
            SqueezeNet.version10(),
            SqueezeNet.version11(),
            new GoogLeNet(GoogLeNet.Heads.MAIN),
            new GoogLeNet(GoogLeNet.Heads.MAIN_AND_AUXILIARY),
            new Vgg(Vgg.Normalization.NONE),
            new Vgg(Vgg.Normalization.BATCH),
            ResNet.resNet18(),
            ResNet.resNet34(),
            ResNet.resNet50(),
            new MobileNetV1(1),
            new MobileNetV1(0.5),
            new MobileNetV1(0.25),
            new MobileNetV2(1),
            new MobileNetV2(0.5),
            MobileNetV3.large(),
            MobileNetV3.small(),
            MobileNetV3.largeMinimalistic(),
            MobileNetV3.smallMinimalistic(),
            PatchNet.patches26(),
            PatchNet.patches30(),
            BagNet.bagNet9(),
            BagNet.bagNet17(),
            BagNet.bagNet33(),
            new BagSqueezeNet(),
            new BagMobileNetV2());

    private Networks() {}

    public static List<Network> all() {
        return ALL;
    }

    /**
     * The network of this name.
     *
     * @throws GraphException naming the nearest name and all others if there is none
     */
    public static Network named(String name) {
        return ALL.stream()
                .filter(network -> network.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    private static GraphException unknown(String name) {
        String nearest = NearestNames.of(name, ALL.stream().map(Network::name).toList(), 1)
                .getFirst();
        // A name that shares hardly a letter was not meant.
        String hint =
                2 * EditDistance.between(nearest, name) <= name.length() ? "; did you mean '" + nearest + "'?" : ";";
        return new GraphException("no network is called '" + name + "'" + hint + " There are "
                + ALL.stream().map(Network::name).collect(Collectors.joining(", ")));
    }
}
