package dev.konkyo.network;

import dev.konkyo.graph.ActivationOp;
import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.LayoutOp;
import dev.konkyo.graph.NormalizationOp.BatchNormalization;
import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.graph.Value;
import dev.konkyo.image.Preprocessing;
import java.util.ArrayList;
import java.util.List;

/**
 * GoogLeNet (Inception v1) as torchvision has it: batch normalisation after every convolution, and 3x3 where the paper says 5x5.
 *
 * @param heads whether the logits have company
 */
public record GoogLeNet(Heads heads) implements Network {

    /** Which logits the network gives. */
    public enum Heads {
        MAIN,
        /** Also outputs aux1 and aux2, classifiers at half way whose loss helps training. */
        MAIN_AND_AUXILIARY
    }

    private static final BatchNormalization NORMALIZATION = new BatchNormalization(0.001f, 0.9f);

    @Override
    public String name() {
        return switch (heads) {
            case MAIN -> "googlenet";
            case MAIN_AND_AUXILIARY -> "googlenet_aux";
        };
    }

    @Override
    public String paper() {
        return "Szegedy et al., Going Deeper with Convolutions, CVPR 2015";
    }

    /** Torchvision's weights want components in [-1, 1]: its own module brings ImageNet's normalisation to that first. */
    @Override
    public Preprocessing preprocessing(int height, int width, PaddingStyle padding) {
        return Preprocessing.tensorflow(height, width);
    }

    @Override
    public List<Value> layers(GraphBuilder net, Value photos, NetworkShape shape) {
        List<Value> outputs = new ArrayList<>();
        Value x = basic(net, "conv1", photos, Convolution.of(64, 7).stride(2).padding(3));
        x = net.maxPool(x, 3, 2, 0, true);
        x = basic(net, "conv2", x, Convolution.of(64, 1));
        x = basic(net, "conv3", x, Convolution.of(192, 3).padding(1));
        x = net.maxPool(x, 3, 2, 0, true);
        x = new Inception("3a", 64, 96, 128, 16, 32, 32).apply(net, x);
        x = new Inception("3b", 128, 128, 192, 32, 96, 64).apply(net, x);
        x = net.maxPool(x, 3, 2, 0, true);
        x = new Inception("4a", 192, 96, 208, 16, 48, 64).apply(net, x);
        Value first = x;
        x = new Inception("4b", 160, 112, 224, 24, 64, 64).apply(net, x);
        x = new Inception("4c", 128, 128, 256, 24, 64, 64).apply(net, x);
        x = new Inception("4d", 112, 144, 288, 32, 64, 64).apply(net, x);
        Value second = x;
        x = new Inception("4e", 256, 160, 320, 32, 128, 128).apply(net, x);
        x = net.maxPool(x, 2, 2, 0, true);
        x = new Inception("5a", 256, 160, 320, 32, 128, 128).apply(net, x);
        x = new Inception("5b", 384, 192, 384, 48, 128, 128).apply(net, x);
        x = net.dropout(net.flatten(net.globalAveragePool(x)), 0.2f);
        outputs.add(net.linear("fc", LOGITS, x, shape.classes()));
        if (heads == Heads.MAIN_AND_AUXILIARY) {
            outputs.add(auxiliary(net, "aux1", first, shape.classes()));
            outputs.add(auxiliary(net, "aux2", second, shape.classes()));
        }
        return outputs;
    }

    /** A row of the paper's table 1: four branches side by side; a wider filter has 1x1 filters before it. */
    private record Inception(String number, int one, int reduce3, int three, int reduce5, int five, int pooled) {
        Value apply(GraphBuilder net, Value x) {
            String name = "inception" + number;
            Value first = basic(net, name + ".branch1", x, Convolution.of(one, 1));
            Value second = basic(net, name + ".branch2.0", x, Convolution.of(reduce3, 1));
            second = basic(
                    net, name + ".branch2.1", second, Convolution.of(three, 3).padding(1));
            Value third = basic(net, name + ".branch3.0", x, Convolution.of(reduce5, 1));
            third = basic(
                    net, name + ".branch3.1", third, Convolution.of(five, 3).padding(1));
            Value fourth = net.maxPool(x, 3, 1, 1, true);
            fourth = basic(net, name + ".branch4.1", fourth, Convolution.of(pooled, 1));
            return net.apply(name, new LayoutOp.Concat(1), first, second, third, fourth);
        }
    }

    private static Value basic(GraphBuilder net, String name, Value x, Convolution convolution) {
        Value y = net.conv(name + ".conv", x, convolution.withoutBias());
        y = net.batchNorm(name + ".bn", y, NORMALIZATION);
        return net.apply(name, new ActivationOp.Relu(), y);
    }

    private static Value auxiliary(GraphBuilder net, String name, Value x, int classes) {
        Value y = new AdaptiveAveragePool(name, 4).apply(net, x);
        y = net.flatten(basic(net, name + ".conv", y, Convolution.of(128, 1)));
        y = net.dropout(net.relu(net.linear(name + ".fc1", y, 1024)), 0.7f);
        return net.linear(name + ".fc2", name, y, classes);
    }
}
