package dev.konkyo.network;

import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.NormalizationOp.BatchNormalization;
import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.graph.Value;
import java.util.List;
import java.util.Set;

/**
 * MobileNetV1: each 3x3 convolution filters every channel by itself, a 1x1 convolution then mixes them.
 *
 * <p>torchvision does not have it, so the names are ours: {@code stem}, {@code blocks.K.depthwise} and {@code blocks.K.pointwise}, each
 * with a convolution {@code .0} and a batch normalisation {@code .1}, and {@code classifier}. As in TensorFlow, the activation is limited
 * to 6 and batch normalisation has epsilon 0.001.
 *
 * @param width factor on the channels of every layer
 */
public record MobileNetV1(double width) implements Network {

    /** Rows of the paper's table 1: channels of the pointwise convolution, repeats, stride of the first depthwise one. */
    private record Stage(int channels, int repeats, int stride) {}

    private static final List<Stage> STAGES = List.of(
            new Stage(64, 1, 1),
            new Stage(128, 1, 2),
            new Stage(128, 1, 1),
            new Stage(256, 1, 2),
            new Stage(256, 1, 1),
            new Stage(512, 6, 2),
            new Stage(1024, 2, 2));

    private static final BatchNormalization NORMALIZATION = new BatchNormalization(0.001f, 0.9f);

    @Override
    public String name() {
        return Width.named("mobilenet_v1", width);
    }

    @Override
    public String paper() {
        return "Howard et al., MobileNets: Efficient Convolutional Neural Networks for Mobile Vision Applications, 2017";
    }

    @Override
    public Set<PaddingStyle> paddings() {
        return Set.of(PaddingStyle.values());
    }

    @Override
    public List<Value> layers(GraphBuilder net, Value photos, NetworkShape shape) {
        Convolution first = Convolution.of(Width.scaled(32, width), 3).stride(2).padding(shape.padding());
        Value x = relu6(net, "stem", photos, first);
        int number = 0;
        for (Stage stage : STAGES) {
            for (int i = 0; i < stage.repeats; i++) {
                String name = "blocks." + number++;
                Convolution each = Convolution.of(x.channels(), 3)
                        .stride(i == 0 ? stage.stride : 1)
                        .groups(x.channels())
                        .padding(shape.padding());
                x = relu6(net, name + ".depthwise", x, each);
                x = relu6(net, name + ".pointwise", x, Convolution.of(Width.scaled(stage.channels, width), 1));
            }
        }
        x = net.dropout(net.flatten(net.globalAveragePool(x)), 0.001f);
        return List.of(net.linear("classifier", LOGITS, x, shape.classes()));
    }

    private static Value relu6(GraphBuilder net, String name, Value x, Convolution convolution) {
        return new NormalizedConvolution(name, convolution, Activation.RELU6).apply(net, x, NORMALIZATION);
    }
}
