package dev.konkyo.network;

import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.ElementwiseOp;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.graph.Value;
import java.util.List;
import java.util.Set;

/**
 * MobileNetV2: blocks that widen, filter each channel by itself, and narrow again without a nonlinearity.
 *
 * @param width factor on the channels of every layer; the last one never has less than 1280
 */
public record MobileNetV2(double width) implements Network {

    /** A row of the paper's table 2: t, c, n, s. */
    private record Stage(int expansion, int channels, int repeats, int stride) {}

    private static final List<Stage> STAGES = List.of(
            new Stage(1, 16, 1, 1),
            new Stage(6, 24, 2, 2),
            new Stage(6, 32, 3, 2),
            new Stage(6, 64, 4, 2),
            new Stage(6, 96, 3, 1),
            new Stage(6, 160, 3, 2),
            new Stage(6, 320, 1, 1));

    @Override
    public String name() {
        return Width.named("mobilenet_v2", width);
    }

    @Override
    public String paper() {
        return "Sandler et al., MobileNetV2: Inverted Residuals and Linear Bottlenecks, CVPR 2018";
    }

    @Override
    public Set<PaddingStyle> paddings() {
        return Set.of(PaddingStyle.values());
    }

    @Override
    public List<Value> layers(GraphBuilder net, Value photos, NetworkShape shape) {
        Convolution first = Convolution.of(Width.scaled(32, width), 3).stride(2).padding(shape.padding());
        Value x = new NormalizedConvolution("features.0", first, Activation.RELU6).apply(net, photos);
        int number = 1;
        for (Stage stage : STAGES) {
            for (int i = 0; i < stage.repeats; i++) {
                x = block(net, "features." + number, x, stage, i == 0 ? stage.stride : 1, shape.padding());
                number++;
            }
        }
        Convolution last = Convolution.of(Width.scaled(1280, Math.max(1, width)), 1);
        x = new NormalizedConvolution("features." + number, last, Activation.RELU6).apply(net, x);
        x = net.dropout(net.flatten(net.globalAveragePool(x)), 0.2f);
        return List.of(net.linear("classifier.1", LOGITS, x, shape.classes()));
    }

    private Value block(GraphBuilder net, String name, Value x, Stage stage, int stride, PaddingStyle padding) {
        int wide = x.channels() * stage.expansion;
        Convolution each = Convolution.of(wide, 3).stride(stride).groups(wide).padding(padding);
        return block(net, name, x, each, Width.scaled(stage.channels, width));
    }

    /**
     * Inverted residual of the paper's table 1; torchvision numbers its layers within {@code conv}.
     *
     * @param each filters every channel of the wide map by itself
     * @param channels of the result
     */
    static Value block(GraphBuilder net, String name, Value x, Convolution each, int channels) {
        int number = 0;
        Value y = x;
        if (each.channels() != x.channels()) {
            Convolution widen = Convolution.of(each.channels(), 1);
            y = new NormalizedConvolution(name + ".conv." + number++, widen, Activation.RELU6).apply(net, y);
        }
        y = new NormalizedConvolution(name + ".conv." + number++, each, Activation.RELU6).apply(net, y);
        y = net.conv(name + ".conv." + number++, y, Convolution.of(channels, 1).withoutBias());
        y = net.batchNorm(name + ".conv." + number, y);
        return x.shape().equals(y.shape()) ? net.apply(name, new ElementwiseOp.Add(), x, y) : y;
    }
}
