package dev.konkyo.network;

import dev.konkyo.graph.ActivationOp;
import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Value;
import java.util.List;

/**
 * BagNet: a ResNet-50 in which nearly all 3x3 convolutions are 1x1, so that a place of the last map sees a small patch of the photo. The
 * logits are the mean over all patches of what a linear layer says of each, so the evidence of a patch is its share of the decision. Nothing
 * is padded: every patch lies wholly within the photo and none knows where it lies.
 *
 * @param patch side of the receptive field in pixels
 * @param wide how many of the four stages, from the first on, begin with a 3x3 convolution
 */
public record BagNet(int patch, int wide) implements BagOfPatches {
    private static final List<Integer> BLOCKS = List.of(3, 4, 6, 3);
    private static final List<Integer> STRIDES = List.of(2, 2, 2, 1);

    /** Patches of 9 x 9 pixels. */
    public static BagNet bagNet9() {
        return new BagNet(9, 2);
    }

    /** Patches of 17 x 17 pixels. */
    public static BagNet bagNet17() {
        return new BagNet(17, 3);
    }

    /** Patches of 33 x 33 pixels. */
    public static BagNet bagNet33() {
        return new BagNet(33, 4);
    }

    @Override
    public String name() {
        return "bagnet" + patch;
    }

    @Override
    public String paper() {
        return PAPER;
    }

    @Override
    public List<Value> layers(GraphBuilder net, Value photos, NetworkShape shape) {
        requirePatch(shape);
        Value x = net.conv("conv1", photos, Convolution.of(64, 1).withoutBias());
        // The authors' running statistics of bn1 keep 0.999; those of short trainings would never arrive.
        x = net.batchNorm("bn1", net.conv("conv2", x, Convolution.of(64, 3).withoutBias()));
        x = net.relu(x);
        int channels = 64;
        for (int stage = 0; stage < BLOCKS.size(); stage++) {
            for (int i = 0; i < BLOCKS.get(stage); i++) {
                int kernel = i == 0 && stage < wide ? 3 : 1;
                Convolution middle = Convolution.of(channels, kernel).stride(i == 0 ? STRIDES.get(stage) : 1);
                x = block(net, "layer" + (stage + 1) + "." + i, x, middle);
            }
            channels *= 2;
        }
        x = net.flatten(net.globalAveragePool(x));
        return List.of(net.linear("fc", LOGITS, x, shape.classes()));
    }

    /** ResNet's bottleneck without padding; what is added is cropped to the size of what it is added to. */
    private static Value block(GraphBuilder net, String name, Value x, Convolution middle) {
        int wide = 4 * middle.channels();
        Value y = net.relu(ResNet.normalized(net, name, 1, x, Convolution.of(middle.channels(), 1)));
        y = net.relu(ResNet.normalized(net, name, 2, y, middle));
        y = ResNet.normalized(net, name, 3, y, Convolution.of(wide, 1));
        Value shortcut = x.shape().equals(y.shape()) ? x : ResNet.projection(net, name, x, wide, middle.stride());
        int longer = shortcut.shape().at(2) - y.shape().at(2);
        return net.apply(
                name, new ActivationOp.Relu(), net.add(y, longer == 0 ? shortcut : net.crop(shortcut, 0, longer)));
    }
}
