package dev.konkyo.network;

import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Value;
import java.util.List;

/**
 * MobileNetV2 as a bag of patches, by BagNet's recipe: 3x3 filters remain in the first layer and in the first blocks of three stages, the
 * last two steps by two are steps by one, and nothing is padded. A patch is {@value #PATCH} pixels wide and there is one every 8 pixels, the
 * nearest to BagNet-33 that these stages allow. Weights of MobileNetV2 fit; see {@link Network#fitted}.
 */
public record BagMobileNetV2() implements PatchVariant {
    static final int PATCH = 31;

    /** A row of MobileNetV2's table 2: t, c, n, s, and the side of the first block's filters. */
    private record Stage(int expansion, int channels, int repeats, int stride, int kernel) {}

    private static final List<Stage> STAGES = List.of(
            new Stage(1, 16, 1, 1, 1),
            new Stage(6, 24, 2, 2, 3),
            new Stage(6, 32, 3, 2, 3),
            new Stage(6, 64, 4, 1, 3),
            new Stage(6, 96, 3, 1, 1),
            new Stage(6, 160, 3, 1, 1),
            new Stage(6, 320, 1, 1, 1));

    @Override
    public int patch() {
        return PATCH;
    }

    @Override
    public String name() {
        return "bag_mobilenet_v2_" + PATCH;
    }

    @Override
    public List<Value> layers(GraphBuilder net, Value photos, NetworkShape shape) {
        requirePatch(shape);
        Convolution first = Convolution.of(32, 3).stride(2);
        Value x = new NormalizedConvolution("features.0", first, Activation.RELU6).apply(net, photos);
        int number = 1;
        for (Stage stage : STAGES) {
            for (int i = 0; i < stage.repeats; i++) {
                int wide = x.channels() * stage.expansion;
                Convolution each = i == 0
                        ? Convolution.of(wide, stage.kernel)
                                .stride(stage.stride)
                                .groups(wide)
                        : Convolution.of(wide, 1).groups(wide);
                x = MobileNetV2.block(net, "features." + number++, x, each, stage.channels);
            }
        }
        x = new NormalizedConvolution("features." + number, Convolution.of(1280, 1), Activation.RELU6).apply(net, x);
        x = net.dropout(net.flatten(net.globalAveragePool(x)), 0.2f);
        return List.of(net.linear("classifier.1", LOGITS, x, shape.classes()));
    }
}
