package dev.konkyo.network;

import dev.konkyo.graph.ActivationOp;
import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.Value;
import java.util.List;

/**
 * Residual network: every block adds a correction to its input.
 *
 * @param block the kind of block in all four stages
 * @param blocks how many blocks each stage has
 */
public record ResNet(String name, Block block, List<Integer> blocks) implements Network {

    /** The two kinds of the paper's figure 5. */
    public enum Block {
        /** Two 3x3 convolutions. */
        BASIC,
        /** 1x1, 3x3 and 1x1 with four times the channels; the stride is at the 3x3, as in torchvision. */
        BOTTLENECK
    }

    public ResNet {
        blocks = List.copyOf(blocks);
    }

    public static ResNet resNet18() {
        return new ResNet("resnet18", Block.BASIC, List.of(2, 2, 2, 2));
    }

    public static ResNet resNet34() {
        return new ResNet("resnet34", Block.BASIC, List.of(3, 4, 6, 3));
    }

    public static ResNet resNet50() {
        return new ResNet("resnet50", Block.BOTTLENECK, List.of(3, 4, 6, 3));
    }

    @Override
    public String paper() {
        return "He et al., Deep Residual Learning for Image Recognition, CVPR 2016";
    }

    @Override
    public List<Value> layers(GraphBuilder net, Value photos, NetworkShape shape) {
        Value x = net.conv(
                "conv1", photos, Convolution.of(64, 7).stride(2).padding(3).withoutBias());
        x = net.relu(net.batchNorm("bn1", x));
        x = net.maxPool(x, 3, 2, 1, false);
        int channels = 64;
        for (int stage = 0; stage < blocks.size(); stage++) {
            for (int i = 0; i < blocks.get(stage); i++) {
                int stride = stage > 0 && i == 0 ? 2 : 1;
                x = block(net, "layer" + (stage + 1) + "." + i, x, channels, stride);
            }
            channels *= 2;
        }
        x = net.flatten(net.globalAveragePool(x));
        return List.of(net.linear("fc", LOGITS, x, shape.classes()));
    }

    private Value block(GraphBuilder net, String name, Value x, int channels, int stride) {
        Convolution three = Convolution.of(channels, 3).padding(1);
        Value y = switch (block) {
            case BASIC -> {
                Value first = net.relu(normalized(net, name, 1, x, three.stride(stride)));
                yield normalized(net, name, 2, first, three);
            }
            case BOTTLENECK -> {
                Value first = net.relu(normalized(net, name, 1, x, Convolution.of(channels, 1)));
                Value second = net.relu(normalized(net, name, 2, first, three.stride(stride)));
                yield normalized(net, name, 3, second, Convolution.of(4 * channels, 1));
            }
        };
        Value shortcut = x.shape().equals(y.shape()) ? x : projection(net, name, x, y.channels(), stride);
        return net.apply(name, new ActivationOp.Relu(), net.add(y, shortcut));
    }

    static Value normalized(GraphBuilder net, String name, int number, Value x, Convolution convolution) {
        return net.batchNorm(name + ".bn" + number, net.conv(name + ".conv" + number, x, convolution.withoutBias()));
    }

    /** Where the sizes differ, the input is brought to the block's size: option B of the paper. */
    static Value projection(GraphBuilder net, String name, Value x, int channels, int stride) {
        Convolution one = Convolution.of(channels, 1).stride(stride);
        return new NormalizedConvolution(name + ".downsample", one, Activation.NONE).apply(net, x);
    }
}
