package dev.konkyo.network;

import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Value;
import java.util.List;

/**
 * A small network in the manner of BagNets: each place of the last map sees a small patch, and the logits are linear in the mean over
 * all places. So what a place says about a class can only come from its patch, and the map of evidence is fine enough for small flaws.
 * Kernels of 4 x 4 at stride 2 keep the places in the middle of their patches. Few channels: at equal numbers of steps twice as many
 * learn no faster, and in equal time these take twice the steps.
 *
 * @param name how it is asked for
 * @param convolutions from the photo to the map of evidence
 */
public record PatchNet(String name, List<Layer> convolutions) implements Network {
    /** Channels, kernel and stride of a convolution; padding keeps the map's size, or halves it at stride 2. */
    public record Layer(int channels, int kernel, int stride) {}

    public PatchNet {
        convolutions = List.copyOf(convolutions);
    }

    /** Patches of 26 x 26 pixels, one every 4 pixels. */
    public static PatchNet patches26() {
        return new PatchNet(
                "patchnet26",
                List.of(
                        new Layer(12, 4, 2),
                        new Layer(24, 4, 2),
                        new Layer(32, 3, 1),
                        new Layer(32, 3, 1),
                        new Layer(64, 1, 1)));
    }

    /**
     * Patches of 30 x 30 pixels, one every 8 pixels, for two thirds of patchnet26's multiply-adds: few channels where the map is large and each
     * costs most, more where it is small. Multiples of 8, which convolutions take fastest.
     */
    public static PatchNet patches30() {
        return new PatchNet(
                "patchnet30",
                List.of(
                        new Layer(8, 4, 2),
                        new Layer(24, 4, 2),
                        new Layer(24, 3, 1),
                        new Layer(64, 4, 2),
                        new Layer(96, 1, 1)));
    }

    @Override
    public String paper() {
        return "after " + BagOfPatches.PAPER;
    }

    @Override
    public List<Value> layers(GraphBuilder net, Value photos, NetworkShape shape) {
        Value x = photos;
        for (int i = 0; i < convolutions.size(); i++) {
            Layer layer = convolutions.get(i);
            Convolution convolution = Convolution.of(layer.channels, layer.kernel)
                    .stride(layer.stride)
                    .padding((layer.kernel - 1) / 2);
            x = new NormalizedConvolution("features." + i, convolution, Activation.RELU).apply(net, x);
        }
        x = net.flatten(net.globalAveragePool(x));
        return List.of(net.linear("classifier", LOGITS, x, shape.classes()));
    }
}
