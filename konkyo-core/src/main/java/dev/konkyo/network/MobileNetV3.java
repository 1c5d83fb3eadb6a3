package dev.konkyo.network;

import static dev.konkyo.network.Activation.HARD_SWISH;
import static dev.konkyo.network.Activation.RELU;

import dev.konkyo.graph.Convolution;
import dev.konkyo.graph.ElementwiseOp;
import dev.konkyo.graph.GraphBuilder;
import dev.konkyo.graph.NormalizationOp.BatchNormalization;
import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.graph.Value;
import java.util.List;
import java.util.Set;

/**
 * MobileNetV3: inverted residuals, found by a search, with squeeze-and-excitation and hard swish.
 *
 * @param rows of the paper's table 1 or 2
 * @param features of the layer between the pool and the classifier
 * @param nonlinearity of the first and the last layers
 */
public record MobileNetV3(String name, List<Row> rows, int features, Activation nonlinearity) implements Network {

    /** Whether a block weighs its channels by what it sees in the whole photo. */
    public enum Attention {
        NONE,
        SQUEEZE_EXCITE
    }

    /** A row: kernel, expanded size, channels, SE, NL, stride. */
    public record Row(
            int kernel, int expanded, int channels, Attention attention, Activation nonlinearity, int stride) {
        /** The same for hardware that runs only plain layers fast. */
        Row minimalistic() {
            return new Row(3, expanded, channels, Attention.NONE, RELU, stride);
        }
    }

    private static final Attention NO = Attention.NONE;
    private static final Attention SE = Attention.SQUEEZE_EXCITE;

    private static final List<Row> LARGE = List.of(
            new Row(3, 16, 16, NO, RELU, 1),
            new Row(3, 64, 24, NO, RELU, 2),
            new Row(3, 72, 24, NO, RELU, 1),
            new Row(5, 72, 40, SE, RELU, 2),
            new Row(5, 120, 40, SE, RELU, 1),
            new Row(5, 120, 40, SE, RELU, 1),
            new Row(3, 240, 80, NO, HARD_SWISH, 2),
            new Row(3, 200, 80, NO, HARD_SWISH, 1),
            new Row(3, 184, 80, NO, HARD_SWISH, 1),
            new Row(3, 184, 80, NO, HARD_SWISH, 1),
            new Row(3, 480, 112, SE, HARD_SWISH, 1),
            new Row(3, 672, 112, SE, HARD_SWISH, 1),
            new Row(5, 672, 160, SE, HARD_SWISH, 2),
            new Row(5, 960, 160, SE, HARD_SWISH, 1),
            new Row(5, 960, 160, SE, HARD_SWISH, 1));

    private static final List<Row> SMALL = List.of(
            new Row(3, 16, 16, SE, RELU, 2),
            new Row(3, 72, 24, NO, RELU, 2),
            new Row(3, 88, 24, NO, RELU, 1),
            new Row(5, 96, 40, SE, HARD_SWISH, 2),
            new Row(5, 240, 40, SE, HARD_SWISH, 1),
            new Row(5, 240, 40, SE, HARD_SWISH, 1),
            new Row(5, 120, 48, SE, HARD_SWISH, 1),
            new Row(5, 144, 48, SE, HARD_SWISH, 1),
            new Row(5, 288, 96, SE, HARD_SWISH, 2),
            new Row(5, 576, 96, SE, HARD_SWISH, 1),
            new Row(5, 576, 96, SE, HARD_SWISH, 1));

    private static final BatchNormalization NORMALIZATION = new BatchNormalization(0.001f, 0.99f);

    public MobileNetV3 {
        rows = List.copyOf(rows);
    }

    public static MobileNetV3 large() {
        return new MobileNetV3("mobilenet_v3_large", LARGE, 1280, HARD_SWISH);
    }

    public static MobileNetV3 small() {
        return new MobileNetV3("mobilenet_v3_small", SMALL, 1024, HARD_SWISH);
    }

    /** TensorFlow's variant of the large network without squeeze-and-excitation, hard swish and 5x5 kernels. */
    public static MobileNetV3 largeMinimalistic() {
        return new MobileNetV3("mobilenet_v3_large_minimalistic", minimalistic(LARGE), 1280, RELU);
    }

    /** TensorFlow's variant of the small network without squeeze-and-excitation, hard swish and 5x5 kernels. */
    public static MobileNetV3 smallMinimalistic() {
        return new MobileNetV3("mobilenet_v3_small_minimalistic", minimalistic(SMALL), 1024, RELU);
    }

    private static List<Row> minimalistic(List<Row> rows) {
        return rows.stream().map(Row::minimalistic).toList();
    }

    @Override
    public String paper() {
        return "Howard et al., Searching for MobileNetV3, ICCV 2019";
    }

    @Override
    public Set<PaddingStyle> paddings() {
        return Set.of(PaddingStyle.values());
    }

    @Override
    public List<Value> layers(GraphBuilder net, Value photos, NetworkShape shape) {
        Convolution first = Convolution.of(16, 3).stride(2).padding(shape.padding());
        Value x = layer(net, "features.0", photos, first, nonlinearity);
        int number = 1;
        for (Row row : rows) {
            x = block(net, "features." + number++, x, row, shape.padding());
        }
        x = layer(net, "features." + number, x, Convolution.of(6 * x.channels(), 1), nonlinearity);
        x = net.linear("classifier.0", net.flatten(net.globalAveragePool(x)), features);
        x = net.dropout(nonlinearity.apply(net, "classifier.1", x), 0.2f);
        return List.of(net.linear("classifier.3", LOGITS, x, shape.classes()));
    }

    /** Figure 4 of the paper; torchvision numbers the layers that are there within {@code block}. */
    private static Value block(GraphBuilder net, String name, Value x, Row row, PaddingStyle padding) {
        int number = 0;
        Value y = x;
        if (row.expanded != x.channels()) {
            y = layer(net, name + ".block." + number++, y, Convolution.of(row.expanded, 1), row.nonlinearity);
        }
        Convolution each = Convolution.of(row.expanded, row.kernel)
                .stride(row.stride)
                .groups(row.expanded)
                .padding(padding);
        y = layer(net, name + ".block." + number++, y, each, row.nonlinearity);
        if (row.attention == Attention.SQUEEZE_EXCITE) {
            y = squeezeExcite(net, name + ".block." + number++, y);
        }
        y = layer(net, name + ".block." + number, y, Convolution.of(row.channels, 1), Activation.NONE);
        return x.shape().equals(y.shape()) ? net.apply(name, new ElementwiseOp.Add(), x, y) : y;
    }

    /** Hu et al., Squeeze-and-Excitation Networks, CVPR 2018, with a hard sigmoid. */
    private static Value squeezeExcite(GraphBuilder net, String name, Value x) {
        Convolution squeeze = Convolution.of(Width.scaled(x.channels(), 0.25), 1);
        Value y = net.relu(net.conv(name + ".fc1", net.globalAveragePool(x), squeeze));
        y = net.hardSigmoid(net.conv(name + ".fc2", y, Convolution.of(x.channels(), 1)));
        return net.apply(name, new ElementwiseOp.Mul(), x, y);
    }

    private static Value layer(GraphBuilder net, String name, Value x, Convolution convolution, Activation after) {
        return new NormalizedConvolution(name, convolution, after).apply(net, x, NORMALIZATION);
    }
}
