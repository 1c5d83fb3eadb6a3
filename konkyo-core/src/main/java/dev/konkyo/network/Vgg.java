package dev.konkyo.network;

import dev.konkyo.graph.ActivationOp;
import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Value;
import java.util.List;

/**
 * VGG-16, column D of the paper's table 1.
 *
 * @param normalization after every convolution
 */
public record Vgg(Normalization normalization) implements Network {

    /** Whether the convolutions are followed by batch normalisation, which is younger than the paper. */
    public enum Normalization {
        NONE,
        BATCH
    }

    /** Channels of the 3x3 convolutions between two pools. */
    private static final List<List<Integer>> STAGES = List.of(
            List.of(64, 64), List.of(128, 128), List.of(256, 256, 256), List.of(512, 512, 512), List.of(512, 512, 512));

    private static final int HEAD_PLACES = 7;

    @Override
    public String name() {
        return switch (normalization) {
            case NONE -> "vgg16";
            case BATCH -> "vgg16_bn";
        };
    }

    @Override
    public String paper() {
        return "Simonyan and Zisserman, Very Deep Convolutional Networks for Large-Scale Image Recognition, ICLR 2015";
    }

    @Override
    public List<Value> layers(GraphBuilder net, Value photos, NetworkShape shape) {
        Value x = photos;
        int number = 0;
        for (List<Integer> stage : STAGES) {
            for (int channels : stage) {
                x = net.conv(
                        "features." + number++, x, Convolution.of(channels, 3).padding(1));
                if (normalization == Normalization.BATCH) {
                    x = net.batchNorm("features." + number++, x);
                }
                x = net.apply("features." + number++, new ActivationOp.Relu(), x);
            }
            x = net.maxPool(x, 2, 2, 0, false);
            number++;
        }
        x = net.flatten(new AdaptiveAveragePool("avgpool", HEAD_PLACES).apply(net, x));
        x = net.dropout(net.relu(net.linear("classifier.0", x, 4096)), 0.5f);
        x = net.dropout(net.relu(net.linear("classifier.3", x, 4096)), 0.5f);
        return List.of(net.linear("classifier.6", LOGITS, x, shape.classes()));
    }
}
