package dev.konkyo.network;

import dev.konkyo.graph.GraphException;
import java.util.Comparator;
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
            new PatchNet());

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
        String nearest = ALL.stream()
                .map(Network::name)
                .min(Comparator.comparingInt(known -> distance(known, name)))
                .orElseThrow();
        return new GraphException("no network is called '" + name + "'; did you mean '" + nearest + "'? There are "
                + ALL.stream().map(Network::name).collect(Collectors.joining(", ")));
    }

    /** Levenshtein's distance: insertions, deletions and substitutions from one name to the other. */
    private static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int substitution = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
