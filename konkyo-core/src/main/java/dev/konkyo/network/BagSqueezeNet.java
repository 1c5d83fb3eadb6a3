package dev.konkyo.network;

import dev.konkyo.graph.ActivationOp;
import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Initialization;
import dev.konkyo.graph.LayoutOp;
import dev.konkyo.graph.Value;
import java.util.List;

/**
 * SqueezeNet 1.1 as a bag of patches, by BagNet's recipe: only the first fire module of a stage keeps its 3x3 filters, pools read 2x2 places,
 * the last stage keeps its resolution, and nothing is padded. A patch is {@value #PATCH} pixels wide and there is one every 8 pixels, as in
 * BagNet-33. The map of a class is left as it is, without SqueezeNet's last nonlinearity, so that a patch can also speak against the class.
 * Weights of SqueezeNet 1.1 fit; see {@link Network#fitted}.
 */
public record BagSqueezeNet() implements PatchVariant {
    static final int PATCH = 33;

    /** Squeezing and expanding filters of a fire module, and the side of the larger ones. */
    private record Fire(int number, int squeeze, int expand, int kernel) {}

    private static final List<List<Fire>> STAGES = List.of(
            List.of(new Fire(3, 16, 64, 3), new Fire(4, 16, 64, 1)),
            List.of(new Fire(6, 32, 128, 3), new Fire(7, 32, 128, 1)),
            List.of(
                    new Fire(9, 48, 192, 1),
                    new Fire(10, 48, 192, 1),
                    new Fire(11, 64, 256, 1),
                    new Fire(12, 64, 256, 1)));

    @Override
    public int patch() {
        return PATCH;
    }

    @Override
    public String name() {
        return "bag_squeezenet" + PATCH;
    }

    @Override
    public Initialization initialization() {
        return SqueezeNet.version11().initialization();
    }

    @Override
    public List<Value> layers(GraphBuilder net, Value photos, NetworkShape shape) {
        requirePatch(shape);
        Value x = net.conv("features.0", photos, Convolution.of(64, 3).stride(2));
        x = net.apply("features.1", new ActivationOp.Relu(), x);
        for (int stage = 0; stage < STAGES.size(); stage++) {
            x = stage < 2 ? net.maxPool(x, 2, 2, 0, false) : x;
            for (Fire fire : STAGES.get(stage)) {
                x = fire(net, "features." + fire.number, x, fire);
            }
        }
        x = net.conv("classifier.1", net.dropout(x, 0.5f), Convolution.of(shape.classes(), 1));
        return List.of(net.apply(LOGITS, new LayoutOp.Flatten(1), net.globalAveragePool(x)));
    }

    private static Value fire(GraphBuilder net, String name, Value x, Fire fire) {
        Value squeezed = net.relu(net.conv(name + ".squeeze", x, Convolution.of(fire.squeeze, 1)));
        int margin = (fire.kernel - 1) / 2;
        Value middle = margin == 0 ? squeezed : net.crop(squeezed, margin, margin);
        Value narrow = net.relu(net.conv(name + ".expand1x1", middle, Convolution.of(fire.expand, 1)));
        Value wide = net.relu(net.conv(name + ".expand3x3", squeezed, Convolution.of(fire.expand, fire.kernel)));
        return net.apply(name, new LayoutOp.Concat(1), narrow, wide);
    }
}
